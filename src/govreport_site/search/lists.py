"""Sorted postings to bytes: gaps between report numbers, or a bitmap where that is smaller."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from govreport_site.search import varint
from govreport_site.search.grams import THIRD, Numbers, Postings


class Lists(Struct, frozen=True):
    """The lists of a range of grams. Arrays are parallel to `keys` unless said otherwise."""

    keys: Numbers
    """45 bits: three 15-bit codes."""
    counts: Numbers
    """Reports in the list."""
    dense: NDArray[np.bool_]
    """Whether the list is a bitmap."""
    octets: NDArray[np.uint8]
    """All lists, one after the other."""
    ends: Numbers
    """Where each list ends in `octets`."""
    how: NDArray[np.uint8]
    """How each gram occurs in each report, for grams of one or two characters."""
    how_ends: Numbers
    """Where each gram's entries end in `how`."""


def encode(postings: Postings, reports: int) -> Lists:
    """Lists of sorted distinct postings of a segment with that many reports."""
    grams = (postings >> THIRD).astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1])))
    keys, counts = grams[starts], np.diff(starts, append=len(grams))
    number = (postings >> np.uint64(2) & np.uint64(0x1FFFF)).astype(np.int64)
    gaps = np.diff(number, prepend=0) - 1
    gaps[starts] = number[starts]
    sizes = varint.lengths(gaps)
    bitmap = (reports + 7) // 8
    total = np.add.reduceat(sizes, starts)
    dense = total > bitmap
    ends = np.cumsum(np.where(dense, bitmap, total))
    octets = np.zeros(int(ends[-1]), dtype=np.uint8)
    _scatter_gaps(gaps, sizes, starts, counts, dense, ends, octets)
    for i in np.flatnonzero(dense):
        chosen = np.zeros(reports, dtype=bool)
        chosen[number[starts[i] : starts[i] + counts[i]]] = True
        octets[ends[i] - bitmap : ends[i]] = np.packbits(chosen, bitorder="little")
    short = (keys & 32767) == 0
    how = (postings & np.uint64(3)).astype(np.uint8)[np.repeat(short, counts)]
    return Lists(keys, counts, dense, octets, ends, how, np.cumsum(np.where(short, counts, 0)))


def _scatter_gaps(
    gaps: Numbers,
    sizes: Numbers,
    starts: Numbers,
    counts: Numbers,
    dense: NDArray[np.bool_],
    ends: Numbers,
    octets: NDArray[np.uint8],
) -> None:
    """Write the gaps of every list that is not a bitmap to its place in `octets`."""
    sparse = np.repeat(~dense, counts)
    before = np.cumsum(sizes) - sizes
    total = np.add.reduceat(sizes, starts)
    shift = np.repeat(ends - total - before[starts], counts)
    varint.scatter(gaps[sparse], sizes[sparse], (before + shift)[sparse], octets)
