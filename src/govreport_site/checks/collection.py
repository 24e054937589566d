"""Rules over the archive: a county's figures against those of its offices and townships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.archive import Archive, DetailsOf, Entry, Told, total
from govreport_site.model import Finding, Value, Verdict
from govreport_site.reference.forms import cell_key

ROLLED = (
    ("requests", "new", 6),
    ("requests", "carry_out", 6),
    ("review", "reconsideration", 4),
)
"""Cells that a county's report sums up over its bodies: table, row, column."""
FEWEST_UNITS = 5
"""With fewer of a county's bodies in the archive nothing is compared."""


def check_roll_up(archive: Archive, details: DetailsOf) -> Iterator[tuple[str, Finding]]:
    """H-ROLL: (path of the county's report, finding) for each county and year."""
    counties = [e for e in archive.entries if e.level == "county" and e.kind == "annual"]
    by_county: dict[tuple[tuple[str, ...], int | None], list[Entry]] = {}
    for entry in archive.entries:
        if entry.kind == "annual" and entry.level != "county" and len(entry.slugs) >= 3:
            by_county.setdefault((entry.slugs[:3], entry.year), []).append(entry)
    for county in counties:
        units = by_county.get((county.slugs[:3], county.year), [])
        if len(county.slugs) >= 3 and len(units) >= FEWEST_UNITS:
            told = [details(unit).told() for unit in units]
            yield county.path, _compare(details(county).told(), told)


def _compare(county: Told, units: Sequence[Told]) -> Finding:
    compared: list[tuple[str, int, int]] = []
    for table, row, column in ROLLED:
        whole = total(county, table, row, column)
        parts = [total(unit, table, row, column) for unit in units]
        if isinstance(whole, int):
            known = sum(part for part in parts if isinstance(part, int))
            compared.append((cell_key(table, row, "total"), known, whole))
    exceeded = [one for one in compared if one[1] > one[2]]
    below = [one for one in compared if one[1] < one[2]]
    if exceeded:
        return _found("fail", "exceeded", exceeded, len(units))
    if below:
        return _found("uncertain", "below", below, len(units))
    return Finding("H-ROLL", "pass" if compared else "not-assessable", "info")


def _found(
    verdict: Verdict, says: str, compared: list[tuple[str, int, int]], bodies: int
) -> Finding:
    """The first cell is told, all are evidence."""
    at, known, total = compared[0]
    values: dict[str, Value] = {"at": at, "bodies": bodies, "sum": known, "total": total}
    evidence = tuple(path for path, _, _ in compared)
    return Finding("H-ROLL", verdict, "info", says, evidence, values=values)
