"""Rules over the archive: a county's figures against those of its offices and townships."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_site.archive import Archive, Entry
from govreport_site.model import Finding

ROLLED = (
    ("requests", "new", 6),
    ("requests", "carry_out", 6),
    ("review", "reconsideration", 4),
)
"""Cells that a county's report sums up over its bodies: table, row, column."""
FEWEST_UNITS = 5
"""With fewer of a county's bodies in the archive nothing is compared."""


def check_roll_up(archive: Archive) -> Iterator[tuple[str, Finding]]:
    """H-ROLL: (path of the county's report, finding) for each county and year."""
    counties = [e for e in archive.entries if e.level == "county" and e.kind == "annual"]
    by_county: dict[tuple[tuple[str, ...], int | None], list[Entry]] = {}
    for entry in archive.entries:
        if entry.kind == "annual" and entry.level != "county" and len(entry.slugs) >= 3:
            by_county.setdefault((entry.slugs[:3], entry.year), []).append(entry)
    for county in counties:
        units = by_county.get((county.slugs[:3], county.year), [])
        if len(county.slugs) >= 3 and len(units) >= FEWEST_UNITS:
            yield county.path, _compare(county, units)


def _compare(county: Entry, units: list[Entry]) -> Finding:
    exceeded: list[str] = []
    below: list[str] = []
    equal: list[str] = []
    for table, row, column in ROLLED:
        total = county.total(table, row, column)
        parts = [unit.total(table, row, column) for unit in units]
        known = sum(part for part in parts if isinstance(part, int))
        if not isinstance(total, int):
            continue
        told = f"{table}.{row}: {known} of {total}"
        (exceeded if known > total else below if known < total else equal).append(told)
    evidence = tuple(f"{table}.{row}" for table, row, _ in ROLLED)
    if exceeded:
        message = f"{len(units)} bodies report more than the county: {'; '.join(exceeded)}"
        return Finding("H-ROLL", "fail", "info", message, evidence)
    if below:
        message = f"{len(units)} bodies in the archive, not all the county counts: {below[0]}"
        return Finding("H-ROLL", "uncertain", "info", message, evidence)
    if equal:
        return Finding("H-ROLL", "pass", "info", f"{len(units)} bodies add up", evidence)
    return Finding("H-ROLL", "not-assessable", "info", "the county prints no totals", evidence)
