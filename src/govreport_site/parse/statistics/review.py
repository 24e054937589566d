"""The review table: fifteen values in one row under three groups of five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import BLANK, FormId, Issue, Row, Unrecoverable
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.fitting import Fit, fit
from govreport_site.parse.statistics.rows import Reading, read_cells
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import FORMS


def read_review(form: FormId, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    """The three rows of the form, read from the one row that is printed."""
    table = FORMS[form].table("review")
    block = table.blocks[0]
    width = len(block.columns) * len(block.data_rows)
    line = atoms[zone.start].line
    runs = list(_runs(atoms[zone.start : zone.end]))
    blank = next(
        (r for r in runs if len(r) > width - 3 and all(a.kind == "blank" for a in r)), None
    )
    if blank is not None and all(a.kind == "blank" for run in runs for a in run):
        return Reading({row.key: (BLANK,) * len(block.columns) for row in block.data_rows})
    fits = [(run, found) for run in runs if isinstance(found := fit(run, width), Fit)]
    distinct = {tuple(a.text.strip() for a in run) for run, _ in fits}
    if len(distinct) != 1 or not fits[0][1].unique:
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


def _runs(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Cells between the header's words; in a table's row of values words are unreadable cells."""
    run: list[Atom] = []
    rows: dict[int, list[str]] = {}
    for atom in atoms:
        rows.setdefault(atom.row, []).append(atom.kind if atom.in_cell else "line")
    full = {r for r, kinds in rows.items() if len(kinds) < 24 and kinds.count("value") > 9}
    for atom in atoms:
        if atom.kind == "words" and atom.row not in full:
            if run:
                yield run
            run = []
        else:
            run.append(atom)
    if run:
        yield run
