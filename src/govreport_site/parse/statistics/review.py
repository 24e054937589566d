"""The review table: fifteen values in one row under three groups of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import BLANK, FormId, Row, Unrecoverable
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.columns import arranged, review_order
from govreport_site.parse.statistics.doubts import Reading
from govreport_site.parse.statistics.fitting import Fit, PrintedRow, fit_rows
from govreport_site.parse.statistics.labels import core, headers
from govreport_site.parse.statistics.rows import lost_table, read_cells
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import FORMS

WIDEST = 20
"""Cells of a printed row of fifteen values and what spans leave over."""


def read_review(form: FormId, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    """The three rows of the form, read from the one row that is printed."""
    table = FORMS[form].table("review")
    block = table.blocks[0]
    width = len(block.columns) * len(block.data_rows)
    inside = atoms[zone.start : zone.end]
    runs = _runs(inside, width)
    if _all_blank(inside, width):
        return Reading({row.key: (BLANK,) * len(block.columns) for row in block.data_rows})
    slots = _values(runs, width)
    if isinstance(slots, Unrecoverable):
        return lost_table(table, slots.why, atoms[zone.start].line)
    header = [a for a in inside if a.kind == "words"]
    slots = arranged(slots, review_order(block.columns, header))
    reading = Reading({})
    rows: dict[str, Row] = {}
    for number, row in enumerate(block.data_rows):
        part = slots[number * len(block.columns) : (number + 1) * len(block.columns)]
        rows[row.key] = tuple(read_cells(part, block.columns, row.key, reading))
    reading.table = rows
    return reading


def _all_blank(atoms: Sequence[Atom], width: int) -> bool:
    """True when only blanks follow the header, as many as the row has; a pipe at either end of a
    line may or may not close a blank cell."""
    behind = max((n for n, a in enumerate(atoms) if a.kind == "words"), default=-1) + 1
    row = atoms[behind:]
    return len(row) > width - 3 and all(
        atom.kind == "blank" for atom in atoms if atom.kind != "words"
    )


def _values(runs: Sequence[Sequence[Atom]], width: int) -> Sequence[Atom] | Unrecoverable:
    """The fifteen cells of the run that has them; runs that say different things give none."""
    fits = fit_rows([PrintedRow(run, width, 0) for run in runs])
    found = [
        run[fit.offset : fit.offset + width]
        for run, fit in zip(runs, fits, strict=True)
        if isinstance(fit, Fit)
    ]
    distinct = {tuple(atom.text.strip() for atom in run) for run in found}
    return found[0] if len(distinct) == 1 else Unrecoverable(_why(runs, len(distinct), width))


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
