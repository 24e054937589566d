"""Statistics: the tables of the national and older forms, from whatever way they are printed.

The form is recognised by the words of its rows and headers, never by the year. A row is read when
its label and exactly its number of values are there; else it is unrecoverable and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import (
    Block,
    FormId,
    Issue,
    Removed,
    Repair,
    Statistics,
    StatTable,
    Unrecoverable,
)
from govreport_site.parse.statistics.atoms import MOST_ATOMS, Atom, atoms_of
from govreport_site.parse.statistics.doubts import Reading, refuse
from govreport_site.parse.statistics.generation import form_of
from govreport_site.parse.statistics.labels import FAMILIES, core
from govreport_site.parse.statistics.review import read_review
from govreport_site.parse.statistics.rows import read_rows
from govreport_site.parse.statistics.splice import Span, splice
from govreport_site.parse.statistics.zones import Zone, find_zones
from govreport_site.reference.forms import FORMS

__all__ = ["StatisticsReading", "read_statistics"]


_TOO_LONG = Issue(
    "statistics-too-long",
    "warning",
    f"tables were looked for in the first {MOST_ATOMS} cells and words of the file only",
)


class StatisticsReading(Struct, frozen=True):
    """The statistics of a report, and the blocks without their printed tables."""

    statistics: Statistics | None
    """None when no table of a known form is printed."""
    blocks: tuple[Block, ...]
    """As given, with `StatisticsTable` where a table was recognised."""
    removed: tuple[Removed, ...] = ()
    """The recognised tables as printed, reason `table-as-printed`."""
    issues: tuple[Issue, ...] = ()
    repairs: tuple[Repair, ...] = ()


def read_statistics(blocks: Sequence[Block]) -> StatisticsReading:
    """The statistics printed in the blocks; absent tables are absent, nothing is guessed."""
    atoms = atoms_of(blocks)
    zones = find_zones(atoms)
    cut = [_TOO_LONG] if len(atoms) == MOST_ATOMS else []
    if not zones:
        return StatisticsReading(None, tuple(blocks), issues=(*cut, *_only_headings(atoms)))
    form = form_of(zones, atoms)
    tables: dict[str, StatTable] = {}
    issues: list[Issue] = cut
    repairs: list[Repair] = []
    spans: list[Span] = []
    found = {
        key: (same, _one_of([_read(form, key, zone, atoms) for zone in same]))
        for key, same in _by_table(form, zones).items()
    }
    removed_values = any(reading.removed for _, reading in found.values())
    for key, (same, chosen) in found.items():
        if removed_values:
            refuse(chosen)
        tables[key] = chosen.table
        issues += chosen.issues
        repairs += chosen.repairs
        spans += [Span(key, zone.start, zone.end) for zone in same]
    kept, removed = splice(blocks, atoms, sorted(spans, key=lambda span: span.start))
    missing = [t for t in FORMS[form].tables if t.key not in tables]
    for table in missing:
        issues.append(Issue("table-missing", "warning", f"{table.title}: the table is not printed"))
    order = [t.key for t in FORMS[form].tables if t.key in tables]
    statistics = Statistics(form, {key: tables[key] for key in order})
    return StatisticsReading(statistics, kept, removed, tuple(issues), tuple(repairs))


def _only_headings(atoms: Sequence[Atom]) -> Iterator[Issue]:
    """A warning for each heading of the national forms under which no table is printed.

    It may be an image, a frame, or an attached document. One such heading alone may be prose.
    """
    lines = {core(a.text): a.line for a in atoms if a.kind == "words" and len(a.text) < 40}
    tables = [t for t in FORMS["2021"].tables if core(t.title) in lines]
    if len(tables) > 1:
        for table in tables:
            message = f"{table.title}: only the heading is printed, no table"
            yield Issue("table-missing", "warning", message, lines[core(table.title)])


def _by_table(form: FormId, zones: Sequence[Zone]) -> dict[str, list[Zone]]:
    found: dict[str, list[Zone]] = {}
    for zone in zones:
        for of_form, table in FAMILIES[zone.family]:
            if of_form == form or (zone.family == "review" and form in ("2019", "2021")):
                found.setdefault(table, []).append(zone)
    return found


def _read(form: FormId, key: str, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    if zone.family == "review":
        return read_review(form, zone, atoms)
    return read_rows(form, key, zone, atoms)


def _one_of(readings: Sequence[Reading]) -> Reading:
    """The reading of a table; one printed more than once must say the same each time."""
    if all(reading.table == readings[0].table for reading in readings):
        return readings[0]
    why = "the table is printed more than once, with different values"
    return Reading(Unrecoverable(why), [Issue("table-unrecoverable", "warning", why)])
