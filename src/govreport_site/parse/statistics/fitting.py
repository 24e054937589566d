"""Printed cells → exactly the values a row has, or the reason why not. Values are never shifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govreport_site.model import Unrecoverable
from govreport_site.parse.statistics.atoms import Atom


@dataclass(frozen=True, slots=True)
class Fit:
    """Which of a row's printed cells are its values."""

    offset: int
    """Index of the first value among the cells."""
    unique: bool
    """False when other windows would give other values; `settle` decides those."""


def fit(slots: Sequence[Atom], width: int) -> Fit | Unrecoverable:
    """The window of `width` cells outside which all cells are blank (left over from spans)."""
    surplus = len(slots) - width
    if surplus < 0:
        return Unrecoverable(f"{len(slots)} values printed, {width} expected")
    offsets = [
        offset
        for offset in range(surplus + 1)
        if all(s.kind == "blank" for s in (*slots[:offset], *slots[offset + width :]))
    ]
    if not offsets:
        return Unrecoverable(f"{len(slots)} values printed, {width} expected")
    windows = {tuple(s.text.strip() for s in slots[o : o + width]) for o in offsets}
    return Fit(offsets[0], len(windows) == 1)


def settle(fits: Sequence[tuple[Sequence[Atom], Fit | Unrecoverable]]) -> list[Fit | Unrecoverable]:
    """Fits of a table's rows, the ambiguous ones decided by rows of the same number of cells.

    Where those disagree or do not exist, the row is unrecoverable.
    """
    known: dict[int, set[int]] = {}
    for slots, found in fits:
        if isinstance(found, Fit) and found.unique and any(s.kind != "blank" for s in slots):
            known.setdefault(len(slots), set()).add(found.offset)
    return [_settled(slots, found, known) for slots, found in fits]


def _settled(
    slots: Sequence[Atom], found: Fit | Unrecoverable, known: dict[int, set[int]]
) -> Fit | Unrecoverable:
    if isinstance(found, Unrecoverable) or found.unique:
        return found
    offsets = known.get(len(slots), set())
    if len(offsets) == 1:
        return Fit(next(iter(offsets)), True)
    return Unrecoverable("blank cells leave it open which cells are the values")
