"""Sums of cells that must be equal, and what can be said when a cell is blank or unreadable.

A blank, a dash or a slash is not 0. An identity that rests on such a cell is uncertain, unless the
numbers that are printed already contradict it; one that rests on an unreadable cell cannot be
assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice

from msgspec import Struct

from govreport_site.checks.once import once_a_report
from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Mark,
    Row,
    Severity,
    Statistics,
    Unreadable,
    Unrecoverable,
    Value,
    Verdict,
)
from govreport_site.reference.forms import FORMS, cell_key

Number = int | Decimal
_LISTED = 12
"""Most cells named in one finding: a person opens the table beyond that."""


_ABSENT = Unrecoverable("not printed")


class Cells:
    """The numbers of a report's statistics, by cell path."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self.value = _values(statistics).get
        """Path → the number, the mark, or None when the cell is absent or cannot be read."""

    def has(self, table: str) -> bool:
        """True when the table is printed and can be read at least in part."""
        return not isinstance(self.statistics.tables.get(table, _ABSENT), Unrecoverable)


@once_a_report
def are_counts(statistics: Statistics) -> bool:
    """True when every cell is a whole number from 0 on: right in every column."""
    printed = _values(statistics).values()
    return set(map(type, printed)) == {int} and min(printed) >= 0  # type: ignore[operator,type-var]


@once_a_report
def _values(statistics: Statistics) -> dict[str, Number | Mark | None]:
    """Path → number or mark of all that is printed; None where it cannot be read."""
    values: dict[str, Number | Mark | None] = {}
    for table, rows in statistics.tables.items():
        if not isinstance(rows, Unrecoverable):
            values |= _of_table(rows, row_paths(statistics.form, table))
    return values


def _of_table(
    rows: Mapping[str, Row], known: Mapping[str, tuple[str, ...]]
) -> dict[str, Number | Mark | None]:
    printed = [
        (known.get(row, ()), cells)
        for row, cells in rows.items()
        if not isinstance(cells, Unrecoverable)
    ]
    try:
        return {
            path: cell.value  # type: ignore[union-attr]
            for paths, cells in printed
            for path, cell in zip(paths, cells, strict=False)
        }
    except AttributeError:  # not only numbers
        return {
            path: _printed(cell)
            for paths, cells in printed
            for path, cell in zip(paths, cells, strict=False)
        }


def _printed(cell: CellValue) -> Number | Mark | None:
    match cell:
        case Count(value):
            return value
        case Mark():
            return cell
        case Unreadable():
            return None


@cache
def row_paths(form: FormId, table: str) -> dict[str, tuple[str, ...]]:
    """Row → paths of its cells, of every row of a table that has values."""
    return {
        row.key: paths(table, row.key, [column.key for column in block.columns])
        for block, row in FORMS[form].table(table).data_rows()
    }


class Identity(Struct, frozen=True):
    """Two sums of cells; `relation` says how they must compare."""

    at: str
    """Path of the cell that names it: the sentence shows its row or its column."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str = "="
    """`=`, or `<=`."""
    whole: str = ""
    """For `<=`: path of the cell that the first is a part of."""
    row: tuple[str, str] | None = None
    """Table and row that must be printed for it to be asked at all."""


class Judged(Struct, frozen=True, gc=False):
    """An identity and what the cells say of it."""

    identity: Identity
    verdict: Verdict
    left: Number = 0
    right: Number = 0


def judge(identity: Identity, cells: Cells) -> Judged:
    """The verdict on one identity."""
    try:
        left: Number = sum(map(cells.value, identity.left))  # type: ignore[arg-type]
        right: Number = sum(map(cells.value, identity.right))  # type: ignore[arg-type]
    except TypeError:
        return _judge_open(
            identity, [*map(cells.value, identity.left)], [*map(cells.value, identity.right)]
        )
    holds = left == right if identity.relation == "=" else left <= right
    return Judged(identity, "pass" if holds else "fail", left, right)


def _judge_open(
    identity: Identity, left: Sequence[Number | Mark | None], right: Sequence[Number | Mark | None]
) -> Judged:
    """The verdict where a cell is blank or cannot be read."""
    if None in left or None in right:
        return Judged(identity, "not-assessable")
    low_left, low_right = _printed_sum(left), _printed_sum(right)
    open_left = any(isinstance(v, Mark) for v in left)
    open_right = any(isinstance(v, Mark) for v in right)
    # A blank cell can only add to its side, so a side that is complete may already be too small.
    left_too_small = low_left < low_right and not open_left and identity.relation == "="
    right_too_small = low_right < low_left and not open_right
    contradicted = left_too_small or right_too_small
    return Judged(identity, "fail" if contradicted else "uncertain", low_left, low_right)


def _printed_sum(values: Iterable[Number | Mark | None]) -> Number:
    total: Number = 0
    for value in values:
        if isinstance(value, int | Decimal):
            total = total + value
    return total


def findings_on(
    code: str, severity: Severity, identities: Sequence[Identity], cells: Cells
) -> Iterator[Finding]:
    """One finding for each identity that fails; else one that sums up the rest."""
    judged = [judge(identity, cells) for identity in identities]
    failed = [j for j in judged if j.verdict == "fail"]
    for j in failed:
        evidence = (*j.identity.left, *j.identity.right)
        yield Finding(code, "fail", severity, "differs", evidence, values=_values_of(j))
    if not failed:
        yield _summary(code, severity, judged)


def _summary(code: str, severity: Severity, judged: Sequence[Judged]) -> Finding:
    counts = {v: [j for j in judged if j.verdict == v] for v in _ORDER}
    verdict: Verdict = next((v for v in _ORDER if counts[v]), "not-assessable")
    evidence: dict[str, None] = {}
    for j in counts[verdict]:
        evidence |= dict.fromkeys((*j.identity.left, *j.identity.right))
        if len(evidence) >= _LISTED:
            break
    values: dict[str, Value] = {"asked": len(judged), "blank": len(counts["uncertain"])}
    return Finding(code, verdict, severity, "", tuple(islice(evidence, _LISTED)), values=values)


def _values_of(judged: Judged) -> dict[str, Value]:
    values: dict[str, Value] = {
        "at": judged.identity.at,
        "left": digits(judged.left),
        "right": digits(judged.right),
    }
    return values | {"whole": judged.identity.whole} if judged.identity.whole else values


_ORDER: tuple[Verdict, ...] = ("uncertain", "pass", "not-assessable")
"""What sums up identities of which none fails: the first that any of them has."""


def digits(value: Number) -> int | str:
    """A number as a sentence takes it: a whole one as such, another as its digits."""
    return int(value) if value == int(value) else str(value)


def paths(table: str, row: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Paths of some cells of a row."""
    return tuple(cell_key(table, row, column) for column in columns)
