"""The review table: fifteen values in one row under three groups of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import BLANK, FormId, Issue, Row, Unrecoverable
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.fitting import Fit, PrintedRow, fit_rows
from govreport_site.parse.statistics.labels import core, headers
from govreport_site.parse.statistics.rows import Reading, read_cells
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import FORMS

WIDEST = 20
"""Cells of a printed row of fifteen values and what spans leave over."""


def read_review(form: FormId, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    """The three rows of the form, read from the one row that is printed."""
    table = FORMS[form].table("review")
    block = table.blocks[0]
    width = len(block.columns) * len(block.data_rows)
    line = atoms[zone.start].line
    runs = _runs(atoms[zone.start : zone.end], width)
    blank = next(
        (r for r in runs if len(r) > width - 3 and all(a.kind == "blank" for a in r)), None
    )
    if blank is not None and all(a.kind == "blank" for run in runs for a in run):
        return Reading({row.key: (BLANK,) * len(block.columns) for row in block.data_rows})
    rows = [PrintedRow(run, width, None) for run in runs]
    fits = [(r, f) for r, f in zip(runs, fit_rows(rows), strict=True) if isinstance(f, Fit)]
    distinct = {tuple(a.text.strip() for a in run) for run, _ in fits}
    if len(distinct) != 1:
        why = _why(runs, len(distinct), width)
        issue = Issue("table-unrecoverable", "warning", f"{table.title}: {why}", line)
        return Reading(Unrecoverable(why), [issue])
    run, found = fits[0]
    reading = Reading({})
    slots = run[found.offset : found.offset + width]
    rows: dict[str, Row] = {}
    for number, row in enumerate(block.data_rows):
        part = slots[number * len(block.columns) : (number + 1) * len(block.columns)]
        rows[row.key] = tuple(read_cells(part, block.columns, row.key, reading))
    reading.table = rows
    return reading


def _why(runs: Sequence[Sequence[Atom]], distinct: int, width: int) -> str:
    if distinct > 1:
        return "the table stands there more than once, with different values"
    longest = max((len(run) for run in runs), default=0)
    return f"{longest} values printed, {width} expected"


def _runs(atoms: Sequence[Atom], width: int) -> list[list[Atom]]:
    """Rows of cells that can be the row of values; without such rows, cells between words."""
    rows: dict[int, list[Atom]] = {}
    for atom in atoms:
        if atom.in_cell:
            rows.setdefault(atom.row, []).append(atom)
    full = [row for row in rows.values() if width <= len(row) <= WIDEST and _holds_values(row)]
    return full or list(_between_words(atoms))


def _holds_values(row: Sequence[Atom]) -> bool:
    """True when no cell of the row is a header's, whatever else stands in it."""
    known = headers("review")
    return not any(a.kind == "words" and core(a.text) in known for a in row) and any(
        a.kind in ("value", "odd") for a in row
    )


def _between_words(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    run: list[Atom] = []
    for atom in atoms:
        if atom.kind != "words":
            run.append(atom)
        elif run:
            yield run
            run = []
    if run:
        yield run
