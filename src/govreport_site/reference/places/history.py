"""One place through time: the names it bore, its codes, and what it became."""

from __future__ import annotations

from msgspec.structs import replace

from govreport_site.model.place import Codes, Unit
from govreport_site.reference.places.chains import Part, Reading
from govreport_site.reference.places.scoring import candidates
from govreport_site.reference.places.table import Version, open_gazetteer
from govreport_site.reference.places.units import pick, unit_of

Place = tuple[str, int]
"""(`unit` or `town`, identity in the table of this version)."""


def identity(unit: Unit) -> str:
    """A name for the place that stays the same through its renames: `350112`, `town-350121202`.

    It is the place's latest code; for a place that no list has, its address.
    """
    place = _place(unit)
    if place is None:
        return "/".join(unit.slugs)
    table = open_gazetteer()
    if place[0] == "unit":
        return f"{pick(place[1], None).code:06d}"
    row = max(table.towns_of_identity[place[1]], key=lambda r: table.town_years[r])
    return f"town-{table.town_mca[row] or table.town_nbs[row]:09d}"


def history(unit: Unit) -> tuple[Unit, ...]:
    """The place under each of its names since 1980, oldest first; the unit itself if unknown.

    Each is as it was in the last year under that name. A place that was merged into others ends
    there: see `successors`.
    """
    place = _place(unit)
    if place is None:
        return (unit,)
    return _towns(place[1]) if place[0] == "town" else _units(place[1])


def successors(unit: Unit) -> tuple[Unit, ...]:
    """The places that took over a place that ended: 下关区 → 鼓楼区."""
    place = _place(unit)
    if place is None or place[0] != "unit":
        return ()
    table = open_gazetteer()
    found = table.merges.get(place[1], ())
    return tuple(unit_of(Reading((Part(i, pick(i, None).name, 0.0, True),)), None) for i in found)


def _units(own: int) -> tuple[Unit, ...]:
    table = open_gazetteer()
    found: dict[str, Version] = {}
    versions = (table.version(i) for i in table.versions_of(own))
    for version in sorted(versions, key=lambda v: (v.last or 9999, v.first)):
        found[version.name] = version
    order = sorted(found.values(), key=lambda v: v.last or 9999)
    return tuple(unit_of(Reading((Part(own, v.name, 0.0, True),)), v.last or None) for v in order)


def _towns(own: int) -> tuple[Unit, ...]:
    table = open_gazetteer()
    rows = sorted(table.towns_of_identity[own], key=lambda r: table.town_years[r])
    out = []
    for row in rows:
        last = max(y for bit, y in enumerate(table.years) if table.town_years[row] >> bit & 1)
        reading = Reading((), row, table.town_names[row], town_full=True)
        out.append(unit_of(reading, None if last == table.years[-1] else last))
    return tuple(dict.fromkeys(out))


def _place(unit: Unit) -> Place | None:
    """The place in the table that a unit stands for."""
    table = open_gazetteer()
    plain = replace(unit, codes=Codes())
    if plain.zone is not None and plain.township is None:
        for index in table.units_named(plain.zone):
            return "unit", table.identity_of(index)
        return None
    text = "".join(p for p in (unit.province, unit.prefecture, unit.county, unit.township) if p)
    for candidate in candidates(text, None):
        kind, own, printed = candidate.place
        if not printed and (kind == "town") == (unit.township is not None):
            return kind, own
    return None
