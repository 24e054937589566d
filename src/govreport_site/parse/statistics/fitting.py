"""Printed cells → exactly the values a row has, or the reason why not. Values are never shifted."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.model import Unrecoverable
from govreport_site.parse.statistics.atoms import Atom


class PrintedRow(Struct, frozen=True):
    """The cells behind a row's label."""

    slots: Sequence[Atom]
    width: int
    """Number of values that the form has in this row."""
    depth: int
    """Rows of one depth of labels and one width are laid out alike."""
    label_spans: bool = True
    """False in a table whose labels never span columns: what fills its rows stands at their end."""


_Layout = tuple[int, int, int, int]
"""Depth, width, number of cells, and offset of the first value."""


_NONE: set[_Layout] = {(0, 0, 0, 0)}


class Fit(Struct, frozen=True):
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
        (row.depth, row.width, len(row.slots), offsets[0])
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


def _fitted(row: PrintedRow, offsets: list[int], sure: set[_Layout]) -> Fit | Unrecoverable:
    if not offsets:
        return Unrecoverable(f"{len(row.slots)} values printed, {row.width} expected")
    if all(slot.kind == "blank" for slot in row.slots):
        return Fit(0)
    if len(offsets) == 1 and not _doubtful(row, offsets[0]):
        widest = max((size for _, _, size, _ in sure), default=0)
        filled = len(row.slots) < widest and any(size > width for _, width, size, _ in sure)
        told = any(layout[:2] == (row.depth, row.width) for layout in sure)
        if not _ends_blank(row, offsets[0]) or not (filled or told):
            return Fit(offsets[0])
    if not row.label_spans and 0 in offsets and len(row.slots) == max(s[2] for s in sure or _NONE):
        return Fit(0)  # as wide as the whole table, so that no value is missing
    known = [o for o in offsets if (row.depth, row.width, len(row.slots), o) in sure]
    return Fit(known[0]) if len(known) == 1 else Unrecoverable(OPEN)
