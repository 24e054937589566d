"""The index as a program reads it back: segments, their shards, and the lists in them.

The browser's reader in `search.js` does the same with the same bytes.
"""

from __future__ import annotations

import zlib
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from govreport_site.errors import InputError, Location
from govreport_site.search import codes as coding
from govreport_site.search import grams, names, octets, texts, varint
from govreport_site.search.container import parts_of, script_bytes, script_deflated
from govreport_site.search.folding_arrays import fold_points
from govreport_site.search.records import SearchRecord

Numbers = NDArray[np.int64]
FEW = 20


class Found(Struct, frozen=True):
    """Reports that hold a term, for certain or, where not `exact`, perhaps."""

    reports: Numbers
    how: NDArray[np.uint8] | None
    """Per report, the least of how the grams occur; None where the index does not say."""
    exact: bool = False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            "the search index is incomplete: file not found; run `govreport build`",
            Location(str(path)),
        ) from error


def read_file(path: Path) -> bytes:
    """The inflated bytes of a file of the index. Raises InputError when it is none."""
    try:
        return script_bytes(_read(path))
    except (ValueError, zlib.error) as error:
        raise InputError(
            f"not a file of the search index ({error}); run `govreport build --clean`",
            Location(str(path)),
        ) from error


class Shard:
    """The lists of a range of grams."""

    def __init__(self, data: bytes, reports: int) -> None:
        numbers, at = [], 0
        for _ in range(7):
            number, at = octets.read(data, at)
            numbers.append(number)
        count, first, second, third, *sizes = numbers
        ends = np.cumsum([at, *sizes]).tolist()
        tokens, counts, lists = (data[a:b] for a, b in pairwise(ends))
        self._reports, self._lists, self._how = reports, lists, data[ends[-1] :]
        packed = varint.decode(counts)
        self.counts, self._dense = packed >> 1, (packed & 1).astype(bool)
        self.keys = self._keys([first, second, third], varint.decode(tokens), count)
        self._starts = self._list_starts()
        short = np.where(self.keys & 32767, 0, self.counts)
        self._how_starts = np.cumsum(short) - short

    @staticmethod
    def _keys(key: list[int], tokens: Numbers, count: int) -> Numbers:
        keys = [key[0] << 30 | key[1] << 15 | key[2]]
        for token in tokens.tolist():
            step, place = token >> 2, token & 3
            key = [*key[:place], key[place] + step, *[0] * (2 - place)]
            keys.append(key[0] << 30 | key[1] << 15 | key[2])
        if len(keys) != count:
            raise ValueError(f"shard with {len(keys)} grams where {count} are announced")
        return np.array(keys, dtype=np.int64)

    def _list_starts(self) -> Numbers:
        starts, at, bitmap = [], 0, (self._reports + 7) // 8
        stops = np.flatnonzero(np.frombuffer(self._lists, dtype=np.uint8) < 128)
        for count, dense in zip(self.counts.tolist(), self._dense.tolist(), strict=True):
            starts.append(at)
            at = at + bitmap if dense else int(stops[np.searchsorted(stops, at) + count - 1]) + 1
        return np.array([*starts, at], dtype=np.int64)

    def find(self, key: int) -> Found | None:
        """The list of a gram, or None when no report holds it."""
        i = int(np.searchsorted(self.keys, key))
        if i == len(self.keys) or self.keys[i] != key:
            return None
        data = self._lists[self._starts[i] : self._starts[i + 1]]
        if self._dense[i]:
            bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8), bitorder="little")
            reports = np.flatnonzero(bits)
        else:
            reports = np.cumsum(varint.decode(data) + 1) - 1
        return Found(reports, None if key & 32767 else self._occurrences(i))

    def _occurrences(self, i: int) -> NDArray[np.uint8]:
        at = np.arange(self._how_starts[i], self._how_starts[i] + self.counts[i])
        octets = np.frombuffer(self._how, dtype=np.uint8)
        how: NDArray[np.uint8] = octets[at >> 2] >> ((at & 3) * 2).astype(np.uint8) & 3
        return how


def both(a: Found, b: Found) -> Found:
    """The reports in both lists, with the lesser of how they occur."""
    common, i, j = np.intersect1d(a.reports, b.reports, assume_unique=True, return_indices=True)
    how = [h[k] for h, k in ((a.how, i), (b.how, j)) if h is not None]
    return Found(common, np.minimum.reduce(how) if how else None)


NONE = Found(np.zeros(0, dtype=np.int64), None)


class SegmentReader:
    """One segment. Raises InputError where a file is missing or is not what it should be."""

    def __init__(self, root: Path, entry: dict[str, Any]) -> None:
        """`entry` is the segment's in the manifest."""
        self._root, self.reports = root / entry["folder"], int(entry["reports"])
        self.dead = np.array(entry["dead"], dtype=np.int64)
        self._offset = int(entry.get("offset", 0))
        self.head, self._parts = parts_of(read_file(self._root / "head.js"))
        columns = varint.decode(self._parts[0]).reshape(4, -1)
        self._first = _directory(columns)
        years = np.frombuffer(self._parts[1], dtype=np.uint8).astype(np.int64)
        self.years = np.where(years > 0, years + 1900, 0)
        self.categories = np.frombuffer(self._parts[2], dtype=np.uint8)
        self._shard = lru_cache(256)(self._read_shard)

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """Where each report stands among those of the first segment."""
        if not self._parts[3]:
            return np.arange(self.reports, dtype=np.float64) + self._offset
        return varint.decode(self._parts[3]).astype(np.float64) - 0.5

    def _bytes(self, kind: str, number: int) -> bytes:
        if self.head["inline"]:
            shift = self.head["shards"] if kind == "n" else 0
            return zlib.decompress(self._parts[4 + shift + number], -15)
        return read_file(self._root / f"{kind}{number >> 8}/{number & 255}.js")

    def _read_shard(self, number: int) -> Shard:
        return Shard(self._bytes("k", number), self.reports)

    def _find(self, first: int, second: int = 0, third: int = 0) -> Found | None:
        key = first << 30 | second << 15 | third
        number = int(np.searchsorted(self._first, key, side="right")) - 1
        return None if number < 0 else self._shard(number).find(key)

    def _window(self, codes: list[int], i: int) -> Found:
        part = codes[i : i + 4]
        if len(part) == 4 and all(coding.DIGIT <= c < coding.LETTER for c in part):
            last = coding.PAIRS + (part[2] - coding.DIGIT) * 10 + part[3] - coding.DIGIT
            return self._find(part[0], part[1], last) or NONE
        if len(part) < 3:
            return self._find(*part) or NONE
        three = self._find(*part[:3])
        if three is not None:
            return three
        pair = self._find(*part[:2])
        if pair is None or len(pair.reports) < self.head["common"]:
            return pair or NONE
        following = self._find(*part[1:3])
        if following is None or len(following.reports) >= self.head["common"]:
            return NONE
        return both(pair, following)

    def term(self, term: str) -> Found:
        """Candidates for a folded term, exact when every one is sure to hold it."""
        coded = grams.encode(fold_points(term))
        codes, certain = coded.tolist(), grams.is_certain(coded)
        digits = len(codes) == 4 and all(coding.DIGIT <= c < coding.LETTER for c in codes)
        if len(codes) < 3:
            found = self._find(*codes) or NONE
            return Found(found.reports, found.how, certain)
        if digits:
            return Found(self._window(codes, 0).reports, None, True)
        found = self._window(codes, 0)
        for i in [*range(2, len(codes) - 1, 2), len(codes) - 2, *range(1, len(codes) - 2, 2)]:
            if len(found.reports) <= FEW:
                break
            found = both(found, self._window(codes, i))
        return Found(found.reports, found.how, len(found.reports) == 0)

    def named(self, text: str) -> tuple[list[int], list[tuple[int, int, int]]]:
        """Reports of a full title, and places of a name, as (first, own, all)."""
        key = names.name_hash(text)
        numbers = varint.decode(self._bytes("n", key % self.head["names"])).tolist()
        count = numbers[0]
        hashes = np.cumsum(numbers[1 : count + 1]).tolist()
        at, reports, places = 2 * count + 1, [], []
        for found, several in zip(hashes, numbers[count + 1 : 2 * count + 1], strict=True):
            for _ in range(several):
                title = numbers[at] == 1
                answer = numbers[at + 1 : at + 2] if title else numbers[at + 1 : at + 4]
                at += 1 + len(answer)
                if found == key and title:
                    reports.append(answer[0])
                elif found == key:
                    places.append((answer[0], answer[1], answer[2]))
        return reports, places

    def record(self, number: int) -> SearchRecord:
        path = self._root / f"t{number >> 8}/{number & 255}.js"
        return texts.unpacked(script_deflated(_read(path)))

    def categories_of(self, kind: int) -> list[Any]:
        """That component (kind, form, level, findings) of every category."""
        return [category[kind] for category in self.head["categories"]]


def _directory(columns: Numbers) -> Numbers:
    keys, first, high = [], 0, 0
    for n, (step, bits, low, third) in enumerate(columns.T.tolist()):
        high = high + bits if n > 0 and step == 0 else bits
        first += step
        keys.append(first << 30 | high << 22 | low << 15 | third)
    return np.array(keys, dtype=np.int64)


def open_index(root: Path) -> list[SegmentReader]:
    """The segments of the index in a folder. Raises InputError when there is none."""
    if not (root / "manifest.js").is_file():
        raise InputError(
            "no search index here; run `govreport build` without --no-search first",
            Location(str(root)),
            code="no-index",
        )
    head, _ = parts_of(read_file(root / "manifest.js"))
    return [SegmentReader(root, entry) for entry in head["segments"]]
