"""Printed cells → exactly the values a row has, or the reason why not. Values are never shifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govreport_site.model import Unrecoverable
from govreport_site.parse.statistics.atoms import Atom


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The cells behind a row's label."""

    slots: Sequence[Atom]
    width: int
    """Number of values that the form has in this row."""
    group: object
    """Rows of one group are laid out alike: the same depth of labels, the same columns."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Which of a row's printed cells are its values."""

    offset: int
    """Index of the first value among the cells."""


OPEN = "blank cells leave it open which cells are the values"


def fit_rows(rows: Sequence[PrintedRow]) -> list[Fit | Unrecoverable]:
    """For each row, the window of its width outside which all cells are blank.

    Spans leave blank cells before or behind the values. Where the value beside them is blank too,
    a value may be missing instead; such a row is taken only if it has the layout of a row of its
    group in which there is no such doubt.
    """
    windows = [_windows(row) for row in rows]
    sure = {
        (row.group, len(row.slots), offsets[0])
        for row, offsets in zip(rows, windows, strict=True)
        if len(offsets) == 1 and not _doubtful(row, offsets[0]) and not _ends_blank(row, offsets[0])
    }
    return [_fitted(row, found, sure) for row, found in zip(rows, windows, strict=True)]


def _windows(row: PrintedRow) -> list[int]:
    """Offsets at which a window of the row's width leaves only blanks outside."""
    return [
        offset
        for offset in range(len(row.slots) - row.width + 1)
        if all(s.kind == "blank" for s in _outside(row, offset))
    ]


def _outside(row: PrintedRow, offset: int) -> list[Atom]:
    return [*row.slots[:offset], *row.slots[offset + row.width :]]


def _doubtful(row: PrintedRow, offset: int) -> bool:
    """True when a blank value touches a blank cell outside the window."""
    end = offset + row.width
    before = offset > 0 and row.slots[offset].kind == "blank"
    behind = end < len(row.slots) and row.slots[end - 1].kind == "blank"
    return before or behind


def _ends_blank(row: PrintedRow, offset: int) -> bool:
    """True when the first or last value is blank: filling may stand in its place."""
    window = row.slots[offset : offset + row.width]
    return window[0].kind == "blank" or window[-1].kind == "blank"


def _fitted(
    row: PrintedRow, offsets: list[int], sure: set[tuple[object, int, int]]
) -> Fit | Unrecoverable:
    if not offsets:
        return Unrecoverable(f"{len(row.slots)} values printed, {row.width} expected")
    if all(slot.kind == "blank" for slot in row.slots):
        return Fit(0)
    if len(offsets) == 1 and not _doubtful(row, offsets[0]):
        usual = {(size, offset) for group, size, offset in sure if group == row.group}
        if not _ends_blank(row, offsets[0]) or (len(row.slots), offsets[0]) in usual or not usual:
            return Fit(offsets[0])
    known = [o for o in offsets if (row.group, len(row.slots), o) in sure]
    return Fit(known[0]) if len(known) == 1 else Unrecoverable(OPEN)
