"""The normaliser's table as an array, for the texts of many reports at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from govreport_site.search.folding import LINE, fold_composed, runs

_LIMIT = 0x110000
Points = NDArray[np.uint32]


def fold_points(text: str) -> Points:
    """Folded code points of a text in NFC, `LINE` where a line ends."""
    return points_of(fold_composed(text))


def points_of(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


@cache
def targets() -> tuple[NDArray[np.bool_], NDArray[np.bool_], Points]:
    """For every code point: whether it is dropped, whether it becomes several characters, and
    what it folds to otherwise."""
    ends, moves, longer = runs()
    table = np.arange(_LIMIT) + np.repeat(moves, np.diff(ends, prepend=0))
    several = np.zeros(_LIMIT, dtype=bool)
    for point, target in longer.items():
        table[point] = LINE
        several[point] = target != "\n"
    dropped = table >= _LIMIT
    table[dropped] = 0
    return dropped, several, table.astype(np.uint32)
