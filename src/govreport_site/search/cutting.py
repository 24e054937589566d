"""Where a sequence of lists is cut into shards, and the directory that says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from govreport_site.search import octets
from govreport_site.search.codes import FIRST, LAST, SECOND


def starts(weight: Sequence[int], level: bytes, target: int) -> Iterator[int]:
    """Where shards begin: near the target, and there where the directory has least to say.

    `weight` is what all lists up to each weigh together, `level` how much of a key is new."""
    start, done = 0, 0
    while weight:
        yield start
        if weight[-1] - done <= target * 13 // 10:
            return
        low = max(bisect_left(weight, done + target * 7 // 10), start) + 1
        some = level[low : max(bisect_left(weight, done + target * 13 // 10), low) + 1]
        if not some:
            return
        start = low + some.index(min(some))
        done = weight[start - 1]


def directory(separators: Sequence[int]) -> bytes:
    """The separators in four columns of numbers: first codes as differences; the high bits of
    second codes, as differences where the first is the same; their low 7 bits; third codes."""
    columns: tuple[list[int], ...] = ([], [], [], [])
    before = first = 0
    for key in separators:
        step, high = (key >> FIRST) - first, key >> (SECOND + 7) & 255
        same = step == 0 and columns[0]
        row = (step, high - before if same else high, key >> SECOND & 127, key & LAST)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
        before, first = high, key >> FIRST
    return b"".join(map(octets.encode, columns))
