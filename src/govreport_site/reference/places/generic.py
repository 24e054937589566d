"""Bodies named without their place: 市教育局, 县医保局, 区政府, 教育局. Only evidence places them."""

from __future__ import annotations

from govreport_site.model.place import Placing
from govreport_site.reference.places import leftovers, names
from govreport_site.reference.places.chains import Part, Reading, above
from govreport_site.reference.places.evidence import Context, Evidence, contexts
from govreport_site.reference.places.scoring import candidates, tied
from govreport_site.reference.places.table import PREFECTURE, open_gazetteer
from govreport_site.reference.places.units import pick, unit_of
from govreport_site.reference.places.words import GENERIC

_TYPES = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "州": ("州", "盟"),
    "盟": ("盟",),
    "县": ("县",),
    "旗": ("旗",),
    "区": ("区",),
}


def is_generic(cleaned: str) -> bool:
    """Whether a name starts with the kind of place instead of a place."""
    found = GENERIC.match(cleaned)
    if not found:
        return False
    rest = found["rest"]
    if found["type"][0] in "全我":
        return True
    return bool(rest) and next(
        (k.kind in ("office", "department") for k in leftovers.kinds(rest, full=True, town_here=False)),
        False,
    )  # fmt: skip


def place(cleaned: str, evidence: Evidence, year: int | None) -> Placing:
    """The place of the kind named that the surest evidence lies in."""
    found = GENERIC.match(cleaned)
    kind = found["type"].lstrip("全我") if found else ""
    endings = _TYPES.get(kind)
    if endings is None:
        return _township(cleaned, kind, evidence, year)
    return _by_evidence(cleaned, endings, evidence, year)


def _township(cleaned: str, kind: str, evidence: Evidence, year: int | None) -> Placing:
    """街道办事处 and 镇政府: the township of that kind that the title or the publisher names."""
    told = (
        ("title", names.body(evidence.title or "")),
        ("publisher", names.publisher(evidence.publisher or "")),
    )
    for label, text in told:
        left = tied(candidates(text, year)) if text else ()
        if len(left) == 1 and left[0].reading.town_printed.endswith(kind or "?"):
            said = (f"name:{cleaned}", f"{label}:{text}")
            return Placing("hint", unit_of(left[0].reading, year), (), said)
    return Placing("none", None, (), (f"name:{cleaned}",))


def without_place(cleaned: str, evidence: Evidence, year: int | None) -> Placing:
    """A department alone (教育局): of the county or city that the surest evidence names."""
    if names.is_office(cleaned) or names.is_department(cleaned):
        return _by_evidence(cleaned, None, evidence, year)
    return Placing("none", None, (), (f"name:{cleaned}",) if cleaned else ())


def _by_evidence(
    cleaned: str, endings: tuple[str, ...] | None, evidence: Evidence, year: int | None
) -> Placing:
    left: frozenset[int] | None = None
    decided: list[str] = []
    for context in contexts(evidence, year):
        if context.weak and left is None:
            continue
        meant = _meant(context, endings, year)
        if left is None:
            narrowed = meant
        else:
            within = {i for i in left if (above(i) | {i}) & context.places}
            narrowed = left & meant or frozenset(within)
        if narrowed and narrowed != left:
            left = narrowed
            decided.append(context.label)
        if left is not None and len(left) == 1:
            break
    said = (f"name:{cleaned}", *decided)
    if not left:
        return Placing("none", None, (), said)
    units = [unit_of(Reading((Part(i, "", 0.0, False),)), year) for i in sorted(left)]
    if len(units) == 1:
        return Placing("hint", units[0], (), said)
    return Placing("ambiguous", None, tuple(units), said)


def _meant(context: Context, endings: tuple[str, ...] | None, year: int | None) -> frozenset[int]:
    """For each place of the context the nearest unit of the kind, itself first."""
    table = open_gazetteer()
    found: set[int] = set()
    for identity in context.places:
        line = [identity, *sorted(above(identity), key=lambda i: -table.level_of(i))]
        current = [i for i in line if _current(i, identity, year)]
        if endings is None:
            found.update(i for i in current[:1] if table.level_of(i) >= PREFECTURE)
        else:
            fits = [i for i in current if pick(i, year).name.endswith(endings)]
            found.update(fits[:1])
    return frozenset(found)


def _current(identity: int, below: int, year: int | None) -> bool:
    """Whether `below` hung from `identity` in the year."""
    at = below
    while at >= 0:
        if at == identity:
            return True
        at = pick(at, year).parent
    return False
