"""From folded text to postings: one 64-bit number for each gram of each report.

    bits 49–63  first character       bits 19–33  third character, or two digits
    bits 34–48  second character      bits  2–18  number of the report
                                      bits  0–1   how it occurs

Every report gives its 1- and 2-grams and the 4-grams of its runs of digits; 3-grams only where
both 2-grams inside are common, since elsewhere the 2-grams are selective enough.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from govreport_site.search.codes import (
    AGAIN,
    DIGIT,
    LETTER,
    OFTEN,
    ONCE,
    OTHER,
    OTHERS,
    PAIRS,
    RANGES,
    TITLE,
)
from govreport_site.search.folding import LINE, fold_composed
from govreport_site.search.folding_arrays import Points, points_of, targets

Codes = NDArray[np.uint16]
Postings = NDArray[np.uint64]
Numbers = NDArray[np.int64]

FIRST, SECOND, THIRD, REPORT = (np.uint64(b) for b in (49, 34, 19, 2))
_DROPPED, _LONGER = 65535, 65534


def encode(points: Points) -> Codes:
    """15-bit codes of folded code points, 0 for a line end."""
    out = OTHER + points % OTHERS
    for low, count, code in RANGES:
        offset = points - np.uint32(low)
        np.copyto(out, offset + np.uint32(code), where=offset < count)
    out[points == LINE] = 0
    return out.astype(np.uint16)


@cache
def _code_table() -> Codes:
    """Code of every code point, folded: one look instead of two."""
    dropped, longer, folded = targets()
    table = encode(folded)
    table[dropped], table[longer] = _DROPPED, _LONGER
    return table


def is_certain(codes: Codes) -> bool:
    """Whether each code stands for one character only."""
    return not bool((codes >= OTHER).any())


class Batch:
    """The folded text of neighbouring reports: one array of codes, 0 between lines."""

    __slots__ = ("codes", "first", "sizes")

    def __init__(self, first: int, codes: Codes, sizes: Numbers) -> None:
        """`first` is the number of the first report, `sizes` hold the codes of each report's
        title and of everything else in turn."""
        self.first, self.codes, self.sizes = first, codes, sizes

    @classmethod
    def of(cls, first: int, texts: list[tuple[str, str]]) -> Batch:
        """Fold the texts of reports, each (title, everything else) in NFC."""
        pieces = [f"{piece}\n" for text in texts for piece in text]
        codes = _code_table()[points_of("".join(pieces))]
        if (codes == _LONGER).any():
            pieces = [fold_composed(piece) for piece in pieces]
            codes = _code_table()[points_of("".join(pieces))]
        kept = codes != _DROPPED
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        return cls(first, codes[kept], np.add.reduceat(kept, starts, dtype=np.int64))

    def reports(self) -> Postings:
        """The number of the report that each code belongs to."""
        sizes = self.sizes.reshape(-1, 2).sum(axis=1)
        numbers = np.arange(self.first, self.first + len(sizes), dtype=np.uint64)
        owners: Postings = np.repeat(numbers, sizes)
        return owners

    def in_title(self) -> Postings:
        """1 for each code of a title, else 0."""
        marks = np.arange(1, len(self.sizes) + 1, dtype=np.uint64) & np.uint64(1)
        flags: Postings = np.repeat(marks, self.sizes)
        return flags

    def short_grams(self) -> Postings:
        """Postings of all 1- and 2-grams and of 4-grams of digits, sorted and distinct."""
        codes = self.codes.astype(np.uint64)
        low = self.reports() << REPORT | self.in_title()
        one = (codes << FIRST | low)[codes > 0]
        both = (codes[:-1] > 0) & (codes[1:] > 0)
        two = (codes[:-1] << FIRST | codes[1:] << SECOND | low[:-1])[both]
        return _distinct(np.concatenate((one, two, _four_digits(codes, low))))

    def long_grams(self, common: Common) -> Postings:
        """Postings of the 3-grams whose 2-grams are both common, sorted and distinct."""
        pair = common.contains(self.codes)
        at = np.flatnonzero(pair[:-1] & pair[1:])
        codes = self.codes.astype(np.uint64)
        found = codes[at] << FIRST | codes[at + 1] << SECOND | codes[at + 2] << THIRD
        found |= self.reports()[at] << REPORT
        found.sort()
        fresh = np.ones(len(found), dtype=bool)
        fresh[1:] = found[1:] != found[:-1]
        out: Postings = found[fresh]
        return out


class Common:
    """The 2-grams that occur in many reports."""

    __slots__ = ("_column", "_row", "_table")

    def __init__(self, pairs: Numbers) -> None:
        """`pairs` are first code × 32768 + second code."""
        self._row = np.zeros(32768, dtype=np.int32)
        self._column = np.zeros(32768, dtype=np.int32)
        first, rows = np.unique(pairs >> 15, return_inverse=True)
        second, columns = np.unique(pairs & 32767, return_inverse=True)
        self._row[first], self._column[second] = (
            np.arange(1, len(first) + 1),
            np.arange(1, len(second) + 1),
        )
        self._table = np.zeros((len(first) + 1, len(second) + 1), dtype=bool)
        self._table[rows + 1, columns + 1] = True

    def contains(self, codes: Codes) -> NDArray[np.bool_]:
        """For each pair of neighbours whether it is common."""
        found: NDArray[np.bool_] = self._table[self._row[codes[:-1]], self._column[codes[1:]]]
        return found


def _four_digits(codes: Postings, low: Postings) -> Postings:
    digit = ((codes >= DIGIT) & (codes < LETTER)).astype(bool)
    at = np.flatnonzero(digit[:-3] & digit[1:-2] & digit[2:-1] & digit[3:])
    last = PAIRS + (codes[at + 2] - DIGIT) * 10 + (codes[at + 3] - DIGIT)
    out: Postings = codes[at] << FIRST | codes[at + 1] << SECOND | last << THIRD | low[at]
    return out


def _distinct(found: Postings) -> Postings:
    """One posting for each gram of a report; the low bits turn from a mark that the occurrence
    is in the title into how the gram occurs."""
    found.sort()
    gram: Postings = found >> REPORT
    last = np.ones(len(gram), dtype=bool)
    last[:-1] = gram[1:] != gram[:-1]
    ends = np.flatnonzero(last)
    count = np.diff(ends, prepend=-1)
    how = np.where(count > 3, OFTEN, np.where(count > 1, AGAIN, ONCE))
    # The marked occurrences of a gram sort last.
    how = np.where((found[ends] & np.uint64(1)) == 1, TITLE, how).astype(np.uint64)
    out: Postings = gram[ends] << REPORT | how
    return out


def pair_counts(postings: Postings) -> tuple[Numbers, Numbers]:
    """The 2-grams of sorted short postings and in how many reports each occurs."""
    third = np.uint64(32767)
    keys = postings >> THIRD
    keys = keys[((keys & third) == 0) & ((keys >> np.uint64(15) & third) > 0)]
    if not len(keys):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(starts, append=len(keys))
    return (keys[starts] >> np.uint64(15)).astype(np.int64), counts


class PairCounts:
    """In how many reports each 2-gram occurs, summed over batches; a few batches wait together,
    so that the sum is sorted seldom and memory holds little more than the vocabulary."""

    __slots__ = ("_waiting",)
    TOGETHER = 12

    def __init__(self) -> None:
        self._waiting: list[tuple[Numbers, Numbers]] = []

    def add(self, pairs: Numbers, counts: Numbers) -> None:
        """Add what `pair_counts` found in a batch."""
        self._waiting.append((pairs, counts))
        if len(self._waiting) > self.TOGETHER:
            self._merge()

    def common(self, least: int) -> Common:
        """The 2-grams of that many reports or more."""
        self._merge()
        pairs, counts = self._waiting[0]
        return Common(pairs[counts >= least])

    def _merge(self) -> None:
        if not self._waiting:
            self._waiting = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
        pairs = np.concatenate([p for p, _ in self._waiting])
        counts = np.concatenate([c for _, c in self._waiting])
        order = np.argsort(pairs, kind="stable")
        pairs, counts = pairs[order], counts[order]
        starts = np.flatnonzero(np.diff(pairs, prepend=-1))
        summed = np.add.reduceat(counts, starts) if len(starts) else counts
        self._waiting = [(pairs[starts], summed)]
