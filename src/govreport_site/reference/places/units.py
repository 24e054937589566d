"""From a reading to the unit: names as they were in the year, codes, years and address."""

from __future__ import annotations

from msgspec import Struct

from govreport_site.model.place import Codes, Unit
from govreport_site.reference.places.chains import Reading
from govreport_site.reference.places.slugs import slug, spell
from govreport_site.reference.places.table import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    ZONE,
    Gazetteer,
    Version,
    open_gazetteer,
)
from govreport_site.reference.places.words import TOWN_WORDS
from govreport_site.reference.places.zones import split_zone

EARLIEST, LATEST = 2008, 2025
"""The years that reports are of: what existed in none of them is unlikely."""


def years_away(first: int, last: int, year: int | None) -> int:
    """Years between `year` and a span of years; the year of a change counts for both sides.

    `first` and `last` are 0 where open. Without a year, any year that reports are of will do.
    """
    if year is None:
        return max((first or 0) - LATEST - 1, EARLIEST - 1 - (last or 9999), 0)
    return max((first or 0) - 1 - year, year - (last or 9999) - 1, 0)


def span_of(versions: list[Version], name: str) -> tuple[int, int]:
    """First and last year under one name, over all its codes and parents; 0 where open."""
    same = [v for v in versions if v.name == name]
    first = 0 if any(not v.first for v in same) else min(v.first for v in same)
    last = 0 if any(not v.last for v in same) else max(v.last for v in same)
    return first, last


def pick(
    identity: int, year: int | None, name: str | None = None, code: int | None = None
) -> Version:
    """The version of a place nearest to a year (today's without one), of a name if that is given.

    In a year of change both names hold; `code` then says which of them is meant.
    """
    table = open_gazetteer()
    versions = [table.version(i) for i in table.versions_of(identity)]
    if name is not None and any(v.name == name for v in versions):
        versions = [v for v in versions if v.name == name]
    if year is None:
        return max(versions, key=lambda v: (v.last == 0, v.last, v.first))

    def rank(v: Version) -> tuple[int, int]:
        away = years_away(v.first, v.last, year)
        inside = (v.first or 0) <= year <= (v.last or 9999)
        if code == v.code and away == 0:
            return (-2 if inside else -1, 0)
        return (0 if inside else 1 + away, -v.first)

    return min(versions, key=rank)


def town_span(row: int) -> tuple[int, int]:
    """First and last vintage of a township, 0 where it may have been there before or after."""
    table = open_gazetteer()
    years = [y for bit, y in enumerate(table.years) if table.town_years[row] >> bit & 1]
    first = 0 if years[0] <= table.years[1] else years[0]
    # Farms, zones and their like are in the Bureau's lists only, which end two years earlier.
    standard = table.town_names[row].endswith(TOWN_WORDS)
    final = table.years[-1] if standard else table.years[-2]
    return first, 0 if years[-1] >= final else years[-1]


def vintages_away(row: int, year: int | None) -> int:
    """Years from the nearest vintage that lists a township (from the latest without a year)."""
    if row < 0:
        return 0
    table = open_gazetteer()
    wanted = table.years[-1] if year is None else year
    listed = (y for bit, y in enumerate(table.years) if table.town_years[row] >> bit & 1)
    return min(abs(y - wanted) for y in listed)


def town_slug(row: int) -> str:
    """Address segment of a township."""
    table = open_gazetteer()
    found = table.town_slugs.get(row)
    return found or spell(table.town_names[row], table.syllables)


def nbs_code(table: Gazetteer, row: int, year: int | None) -> str | None:
    """The Bureau's code in the vintage nearest before `year`, the latest one without a year."""
    code = table.town_nbs[row]
    for vintage, earlier in sorted(table.town_nbs_earlier.get(row, ()), reverse=True):
        if year is not None and year <= vintage:
            code = earlier
    return f"{code:09d}" if code else None


class Chain(Struct, frozen=True):
    """The versions that a unit's names are taken from."""

    province: Version
    prefecture: Version | None
    county: Version | None
    zone: Version | None


def chain_of(
    identity: int, year: int | None, printed: dict[int, str], code: int | None = None
) -> Chain:
    """From an identity up, as it was in the year; printed names stay as printed.

    `code` is the code that the first of them had in the year, where it is known.
    """
    found: dict[int, Version] = {}
    at: int = identity
    while at >= 0:
        version = pick(at, year, printed.get(at), code)
        found[version.level] = version
        # A county's code begins as its prefecture's did: 5424 is 那曲地区, 5406 那曲市.
        code = version.code // 100 * 100
        wanted = [p for p in _parents_in(at, version) if p in printed]
        at = wanted[0] if wanted else version.parent
    return Chain(found[PROVINCE], found.get(PREFECTURE), found.get(COUNTY), found.get(ZONE))


def _parents_in(identity: int, version: Version) -> list[int]:
    table = open_gazetteer()
    same = [table.version(i) for i in table.versions_of(identity)]
    return [v.parent for v in same if v.name == version.name]


def unit_of(reading: Reading, year: int | None) -> Unit:
    """The unit that a reading names."""
    table = open_gazetteer()
    printed = {p.identity: p.printed for p in reading.parts if p.full}
    if reading.town >= 0:
        parent = table.town_parent[reading.town]
        # Without a year a township that ended stands in the chain of its last year.
        year = year or town_span(reading.town)[1] or None
        seat = _seat_code(table, reading.town, year)
        return _town_unit(reading, chain_of(_home(reading, parent), year, printed, seat), year)
    last = reading.parts[-1]
    chain = chain_of(last.identity, year, printed)
    if reading.rest.place:
        return _printed_unit(reading, chain)
    return division_unit(chain, last.identity, year)


def _seat_code(table: Gazetteer, row: int, year: int | None) -> int | None:
    """The county's code in the Bureau's vintage of just that year, if there is one."""
    if year not in table.years or not table.town_years[row] >> table.years.index(year) & 1:
        return None
    code = nbs_code(table, row, year)
    return int(code) // 1000 if code else None


def _home(reading: Reading, parent: int) -> int:
    """The county that is printed, where the township's own county took that one over."""
    table = open_gazetteer()
    if reading.parts:
        last = reading.parts[-1].identity
        if last != parent and parent in table.merges.get(last, ()):
            return last
    return parent


def _code_in(own: Version, identity: int, span: tuple[int, int], year: int | None) -> int:
    """The code in the year: the successor's where the printed name was no longer in use."""
    if year is None or not span[1] or years_away(*span, year) == 0 or year < span[1]:
        return own.code
    later = pick(identity, year)
    if later.name == own.name:
        heirs = open_gazetteer().merges.get(identity, ())
        return pick(heirs[0], year).code if len(heirs) == 1 else own.code
    return later.code


def division_unit(chain: Chain, identity: int, year: int | None) -> Unit:
    """A province, prefecture, county or zone itself."""
    table = open_gazetteer()
    own = chain.zone or chain.county or chain.prefecture or chain.province
    versions = [table.version(i) for i in table.versions_of(identity)]
    first, last = span_of(versions, own.name)
    number = _code_in(own, identity, (first, last), year)
    code = f"{number:06d}" if number else None
    codes = Codes(nbs=code) if own.level == ZONE else Codes(mca=code)
    return _unit(chain, codes, None, (), first, last + 1 if last else 0)


def _row_in(row: int, year: int | None) -> int:
    """The row that the place has in the year, where it goes by another name then."""
    span = town_span(row)
    if year is None or not span[1] or years_away(*span, year) == 0 or year < span[1]:
        return row
    table = open_gazetteer()
    return min(table.towns_of_identity[table.town_identity[row]],
               key=lambda r: (vintages_away(r, year), r != row))  # fmt: skip


def _town_unit(reading: Reading, chain: Chain, year: int | None) -> Unit:
    table = open_gazetteer()
    row = reading.town
    coded = _row_in(row, year)
    name = reading.town_printed if reading.town_change else table.town_names[row]
    first, last = town_span(row)
    mca = table.town_mca[coded]
    seat = chain.county or chain.prefecture
    # The Ministry's list is of one day: its code holds for a year only while the county's did.
    holds = (
        mca
        and seat is not None
        and (mca // 1000 == seat.code or reading.town_change or coded != row)
    )
    codes = Codes(mca=f"{mca:09d}" if holds else None, nbs=nbs_code(table, coded, year))
    own = spell(name, table.syllables) if reading.town_change else town_slug(row)
    if reading.town_change:
        first = last = 0
    zone = table.town_zone.get(row)
    own_zone = name if (found := split_zone(name)) and not found[2] else None
    zone_name = pick(zone, year).name if zone is not None else reading.zone or own_zone
    return _unit(chain, codes, name, (own,), first, last + 1 if last else 0, zone_name)


def _printed_unit(reading: Reading, chain: Chain) -> Unit:
    """A township or zone that no list has, as printed, under the place that is known."""
    table = open_gazetteer()
    name = reading.rest.place
    if reading.rest.kind == "zone" and not reading.parts[-1].full:
        name = reading.parts[-1].printed + name  # 浏阳经济技术开发区 is one name
    own = spell(name, table.syllables) or slug(name)
    if reading.rest.kind == "town":
        return _unit(chain, Codes(), name, (own,), 0, 0)
    return _unit(chain, Codes(), None, (own,), 0, 0, zone=name)


def _unit(
    chain: Chain, codes: Codes, township: str | None, own: tuple[str, ...],
    first: int, last: int, zone: str | None = None,
) -> Unit:  # fmt: skip
    levels = (chain.province, chain.prefecture, chain.county, chain.zone)
    return Unit(
        province=chain.province.name,
        prefecture=chain.prefecture.name if chain.prefecture else None,
        county=chain.county.name if chain.county else None,
        township=township,
        zone=zone or (chain.zone.name if chain.zone else None),
        codes=codes,
        slugs=tuple(v.slug for v in levels if v) + own,
        valid_from=first or None,
        valid_to=last or None,
    )
