"""Where a body sits: the resolver, step by step.

Never a guess: a name that two places fit is ambiguous until evidence decides, and every placing
says what it stands on.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from govreport_site.errors import ConfigError
from govreport_site.model.place import Match, Placing, Unit
from govreport_site.reference.places import generic, names
from govreport_site.reference.places.evidence import Context, Evidence, contexts
from govreport_site.reference.places.lookup import find_unit
from govreport_site.reference.places.scoring import Candidate, candidates, tied
from govreport_site.reference.places.table import open_gazetteer
from govreport_site.reference.places.units import unit_of

NO_OVERRIDES: Mapping[str, str] = {}
NO_EVIDENCE = Evidence()


class Account(Struct, frozen=True):
    """How a name was resolved, for people who ask."""

    cleaned: str
    considered: tuple[Candidate, ...] = ()
    """All candidates, cheapest first."""
    asked: tuple[tuple[str, int], ...] = ()
    """Evidence asked, and how many candidates it left."""
    notes: tuple[str, ...] = field(default=())


def resolve(
    name: str,
    *,
    year: int | None = None,
    evidence: Evidence = NO_EVIDENCE,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> Placing:
    """The place of the body that a name, title or issuer line names, as it was in `year`.

    Raises ConfigError for an override that points to no place.
    """
    return explain(name, year=year, evidence=evidence, overrides=overrides)[0]


def explain(
    name: str,
    *,
    year: int | None = None,
    evidence: Evidence = NO_EVIDENCE,
    overrides: Mapping[str, str] = NO_OVERRIDES,
) -> tuple[Placing, Account]:
    """`resolve`, with the account of it."""
    cleaned = names.body(name)
    if ruled := _overridden(name, cleaned, overrides):
        return ruled, Account(cleaned, notes=("settled by the configuration",))
    if generic.is_generic(cleaned):
        placing = generic.place(cleaned, evidence, year)
        return placing, Account(cleaned, notes=("named without its place",))
    found = () if names.is_office(cleaned) else candidates(cleaned, year)
    if not found:
        return generic.without_place(cleaned, evidence, year), Account(cleaned)
    return _decide(cleaned, found, evidence, year)


def _overridden(name: str, cleaned: str, overrides: Mapping[str, str]) -> Placing | None:
    for key in (name, name.strip(), names.flat(name), cleaned):
        if key in overrides:
            unit = find_unit(overrides[key])
            if unit is None:
                raise ConfigError(
                    f'places: "{key}" points to "{overrides[key]}", which is no place in the '
                    "gazetteer; expected an address such as fujian/xiamen/xiangan-qu or a code"
                )
            return Placing("override", unit, (), (f"override:{key}",))
    return None


def _decide(
    cleaned: str, found: tuple[Candidate, ...], evidence: Evidence, year: int | None
) -> tuple[Placing, Account]:
    left = tied(found)
    doubtful = _doubtful(found, year)
    asked: list[tuple[str, int]] = []
    decided: list[str] = []
    said = list(contexts(evidence, year))
    for context in said:
        if len(left) == 1 and not doubtful:
            break
        kept = _kept(left, context)
        asked.append((context.label, len(kept)))
        if kept and (len(kept) < len(left) or doubtful):
            left = kept
            decided.append(context.label)
            if len(left) == 1:
                break
    account = Account(cleaned, found, tuple(asked))
    if len(left) == 1 and not (against := _against(left[0], said)):
        if decided or not doubtful:
            return _placed(left[0], tuple(decided), year), account
    elif len(left) == 1:
        decided.append(f"conflict:{against}")
    units = _distinct(unit_of(c.reading, year) for c in left)
    return Placing("ambiguous", None, units, (f"name:{cleaned}", *decided)), account


def _distinct(units: object) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(units))  # type: ignore[call-overload]


def _doubtful(found: tuple[Candidate, ...], year: int | None) -> bool:
    """A township without any place above it of which there may be another that no list has.

    Printed without its type, or listed under another type only; or of a year before the first
    vintage, when a township elsewhere shares the words before 镇, 乡 or 街道.
    """
    best = found[0].reading
    if not best.bare:
        return False
    if not best.town_full:
        return True
    before = year is not None and year < open_gazetteer().years[0]
    return before and any(c.reading.bare and c.reading.town_change for c in found[1:])


def _kept(left: tuple[Candidate, ...], context: Context) -> tuple[Candidate, ...]:
    """Candidates in or at one of the context's places; failing that, those above one."""
    inside = tuple(c for c in left if c.chain & context.places)
    if inside or context.weak:
        return inside if not context.weak or len(inside) == 1 else left
    return ()


def _against(candidate: Candidate, said: list[Context]) -> str:
    """The label of sure evidence that a township named by itself is elsewhere, or ""."""
    if not candidate.reading.bare:
        return ""
    for context in said:
        sure = context.label.startswith(("title:", "publisher:", "url:", "filing:"))
        if not sure or context.weak or len(context.places) != 1:
            continue
        return "" if candidate.chain & context.places else context.label
    return ""


def _placed(candidate: Candidate, decided: tuple[str, ...], year: int | None) -> Placing:
    reading = candidate.reading
    unit = unit_of(reading, year)
    printed = "".join(p.printed for p in reading.parts) + reading.town_printed
    return Placing(_match(candidate, decided), unit, (), (f"name:{printed}", *decided))


def _match(candidate: Candidate, decided: tuple[str, ...]) -> Match:
    reading = candidate.reading
    if decided:
        return "hint"
    if candidate.out_of_time or reading.town_change or reading.moved:
        return "successor"
    short = any(not p.full for p in reading.parts) or (reading.town >= 0 and not reading.town_full)
    return "alias" if short or reading.rest.place else "exact"
