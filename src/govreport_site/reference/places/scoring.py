"""From readings to candidates: years weighed, one candidate a place, the cheapest first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from govreport_site.reference.places.chains import Reading, above, readings
from govreport_site.reference.places.table import open_gazetteer
from govreport_site.reference.places.units import (
    LATEST,
    span_of,
    town_span,
    vintages_away,
    years_away,
)

YEAR = 0.5
"""Cost of each year between a report and the years in which the unit existed."""
YEAR_MOST = 4.0
MARGIN = 1.5
"""Candidates dearer than the cheapest by no more than this are not told apart by cost."""
REFUSE = 7.0
"""Readings dearer than this are no finding."""
LONG_GONE = 3
"""Years after which a place that ended has no township or zone that no list knows."""
SKIP = 2.0
SKIP_MOST = 12


class Candidate(Struct, frozen=True):
    """A place that a name may mean."""

    reading: Reading
    place: tuple[str, int, str]
    """(`town` or `unit`, identity, township or zone that no list has): equal for one place."""
    cost: float
    out_of_time: bool
    """The name printed is not of the year asked for, nor of the years beside it."""

    @property
    def chain(self) -> frozenset[int]:
        """Identities of the place and of everything above it, in any year."""
        table = open_gazetteer()
        if self.reading.town >= 0:
            parent = table.town_parent[self.reading.town]
            zone = table.town_zone.get(self.reading.town)
            more = {zone} | above(zone) if zone is not None else set()
            return above(parent) | {parent} | more
        own = self.reading.parts[-1].identity
        return above(own) | {own}


@lru_cache(maxsize=512)
def candidates(name: str, year: int | None) -> tuple[Candidate, ...]:
    """Candidates for a cleaned name, cheapest first; empty when it names no place."""
    found = readings(name) or _converted(name) or _skipping(name)
    best: dict[tuple[str, int, str], Candidate] = {}
    for reading in found:
        candidate = _weigh(reading, year)
        known = best.get(candidate.place)
        if candidate.cost <= REFUSE and (
            known is None or _rank(candidate, year) < _rank(known, year)
        ):
            best[candidate.place] = candidate
    return tuple(sorted(_deepest(best), key=lambda c: (c.cost, c.place)))


def _rank(candidate: Candidate, year: int | None) -> tuple[float, bool, int]:
    """A township that moved from county to county stands in that of the vintage of the year; with
    none of just that year, in a county that was there, and of two such in the nearer vintage's."""
    row = candidate.reading.town
    if row < 0:
        return candidate.cost, False, 0
    table = open_gazetteer()
    away = vintages_away(row, year)
    versions = (table.version(i) for i in table.versions_of(table.town_parent[row]))
    alive = any((v.first or 0) <= (year or LATEST) <= (v.last or 9999) for v in versions)
    return candidate.cost, away > 0 and not alive, away


def tied(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates that cost does not tell apart."""
    return tuple(c for c in found if c.cost <= found[0].cost + MARGIN) if found else ()


def _converted(name: str) -> list[Reading]:
    """Readings of a name in traditional characters, tried only when it reads as nothing as it is.

    Conversion damages official names (乾县 would become 干县), so characters that stand in them
    are converted only when that fails too.
    """
    for conversion in (_careful(), open_gazetteer().simplified):
        converted = name.translate(conversion)
        if converted != name and (found := readings(converted)):
            return found
    return []


@cache
def _careful() -> Mapping[int, str]:
    """The conversion of characters that no official name holds."""
    table = open_gazetteer()
    return {c: to for c, to in table.simplified.items() if chr(c) not in table.characters}


def _skipping(name: str) -> list[Reading]:
    """Readings that start later, at the first full name of a place: site names stand in front."""
    for at in range(1, min(SKIP_MOST, len(name) - 2)):
        found = [
            r.add(SKIP, f"skipped {name[:at]}")
            for r in readings(name[at:])
            if r.parts and r.parts[0].full and len(r.parts[0].printed) >= 3
        ]
        if found:
            return found
    return []


def _weigh(reading: Reading, year: int | None) -> Candidate:
    table = open_gazetteer()
    away = 0
    for part in reading.parts:
        if part.full:
            versions = [table.version(i) for i in table.versions_of(part.identity)]
            away = max(away, years_away(*span_of(versions, part.printed), year))
    if reading.town >= 0 and not reading.town_change:
        away = max(away, years_away(*town_span(reading.town), year))
    cost = min(YEAR * away, YEAR_MOST)
    if away > LONG_GONE and reading.rest.place:
        cost = REFUSE
    reading = reading.add(cost, f"{away} years off") if cost else reading
    return Candidate(reading, _place(reading), reading.cost, away > 0)


def _place(reading: Reading) -> tuple[str, int, str]:
    table = open_gazetteer()
    if reading.town >= 0:
        return "town", table.town_identity[reading.town], ""
    return "unit", reading.parts[-1].identity, reading.rest.place


def _deepest(best: dict[tuple[str, int, str], Candidate]) -> list[Candidate]:
    """Without the candidates that read less of the name than one below them did, as cheaply."""
    found = list(best.values())
    return [c for c in found if not any(_reads_more(d, c) or _replaced(c, d) for d in found)]


def _reads_more(deeper: Candidate, other: Candidate) -> bool:
    if other.place[0] == "town" or other.place == deeper.place:
        return False
    read, known = _read(deeper.reading), _read(other.reading)
    return read > known and deeper.cost <= other.cost + 1 and other.place[1] in deeper.chain


def _replaced(former: Candidate, now: Candidate) -> bool:
    """Whether a city gave its name to the prefecture that it became the seat of: 铜仁市 in 2011."""
    return (
        former.place[0] == now.place[0] == "unit"
        and former.out_of_time
        and not now.out_of_time
        and now.place[1] in former.chain - {former.place[1]}
        and _read(former.reading) == _read(now.reading)
    )


def _read(reading: Reading) -> int:
    return (
        sum(len(p.printed) for p in reading.parts) + len(reading.zone) + len(reading.town_printed)
    )
