"""One segment: the index and the texts of a set of reports, written to a folder.

Memory stays bounded: reports pass in batches, their postings are spilled to one file for each
range of grams, and each range is then sorted, encoded and cut into shards by itself. What comes
out depends on the reports alone, not on threads or time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from govreport_site.search import columns, grams, lists, names, shards, texts, varint
from govreport_site.search.container import deflate, script, with_parts
from govreport_site.search.folding import composed, fold_points
from govreport_site.search.records import SearchRecord, SearchSource

BATCH = 256
"""Reports that are folded and sorted together: 256 × 9 KB make arrays of a few megabytes."""
RANGE_POSTINGS = 2_000_000
POSTINGS_A_REPORT = 3_500
SAMPLE = 64
SHARD_BYTES = 6_000
"""Of a shard before it is deflated."""
INLINE_BYTES = 96_000
"""A segment whose shards are smaller in all keeps them in its head: one request instead of two."""
COMMON_SHARE, COMMON_LEAST = 0.02, 16


@dataclass(slots=True)
class Folder:
    """Where the files of a segment go; remembers what was written."""

    root: Path
    files: dict[str, bytes] = field(default_factory=dict)
    """sha256 of each file by its path inside the folder."""
    index_bytes: int = 0

    def put(self, name: str, deflated: bytes, *, index: bool = True) -> None:
        data = script(deflated)
        path = self.root / name
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.files[name] = hashlib.sha256(data).digest()
        self.index_bytes += len(deflated) if index else 0


def numbered(kind: str, number: int) -> str:
    """Path of a numbered file: no folder holds more than 256."""
    return f"{kind}{number >> 8}/{number & 255}.js"


def common_from(reports: int) -> int:
    """In how many reports a 2-gram must occur to count as common."""
    return max(COMMON_LEAST, -(-reports * 2 // 100))


class SegmentWriter:
    """Writes one segment; `write` is the whole story."""

    def __init__(
        self, sources: Sequence[SearchSource], folder: Folder, scratch: Path, jobs: int
    ) -> None:
        self._sources, self._folder, self._scratch, self._jobs = sources, folder, scratch, jobs
        self._reports = len(sources)
        self._rows: list[columns.Row] = []
        self._edges = np.zeros(0, dtype=np.uint64)
        self._locks: list[Lock] = []
        self.text_bytes = 0

    def write(self, positions: Sequence[int] | None = None) -> None:
        """Write every file. `positions` are given for a segment beside the first: before which
        report of the first segment each of its reports sorts."""
        if self._reports > grams.MAX_REPORTS:
            raise ValueError(f"a segment holds {grams.MAX_REPORTS} reports, not {self._reports}")
        self._edges = self._range_edges()
        self._locks = [Lock() for _ in range(len(self._edges) + 1)]
        starts = range(0, self._reports, BATCH)
        folded = list(self._map(self._fold, starts))
        self._rows = [row for rows, _, _ in folded for row in rows]
        self.text_bytes = sum(size for _, _, size in folded)
        pairs, counts = grams.merged_counts([c for _, c, _ in folded])
        common = grams.Common(pairs[counts >= common_from(self._reports)])
        for _ in self._map(lambda first: self._spill_long(first, common), starts):
            pass
        ranges = self._map(self._shards_of, range(len(self._locks)))
        found = [shard for several in ranges for shard in several]
        self._write_head(found, positions)

    def _map(self, task: Callable[[int], Any], items: Iterable[int]) -> Iterator[Any]:
        """numpy and zlib let go of the interpreter, so threads share the work."""
        if self._jobs <= 1:
            yield from map(task, items)
        else:
            with ThreadPoolExecutor(self._jobs) as pool:
                yield from pool.map(task, items)

    def _range_edges(self) -> grams.Postings:
        """First characters at which the spilled ranges end, from a sample of the reports."""
        ranges = self._reports * POSTINGS_A_REPORT // RANGE_POSTINGS + 1
        if ranges == 1:
            return np.zeros(0, dtype=np.uint64)
        step = max(1, self._reports // SAMPLE)
        sample = [_texts(_record(source)) for source in self._sources[::step]]
        first = np.sort(grams.Batch.of(0, sample).short_grams() >> grams.FIRST)
        at = np.arange(1, ranges) * len(first) // ranges
        return np.unique(first[at]) << grams.FIRST

    def _fold(self, first: int) -> tuple[list[columns.Row], Any, int]:
        """Write the texts of a batch and spill its short grams; its rows, how many reports hold
        each of its 2-grams, and the bytes of its texts."""
        rows, folded, size = [], [], 0
        for number, source in enumerate(self._sources[first : first + BATCH], first):
            packed = source.load()
            record = packed if isinstance(packed, SearchRecord) else texts.unpacked(packed)
            if isinstance(packed, SearchRecord):
                packed = texts.packed(record)
            self._folder.put(numbered("t", number), packed, index=False)
            rows.append(columns.Row.of(record))
            folded.append(_texts(record))
            size += len(record.title.encode()) + len(texts.lines(record).encode())
        batch = grams.Batch.of(first, folded)
        np.savez(self._scratch / f"{first}.npz", codes=batch.codes, sizes=batch.sizes)
        postings = batch.short_grams()
        self._spill(postings)
        return rows, grams.pair_counts(postings), size

    def _spill_long(self, first: int, common: grams.Common) -> None:
        with np.load(self._scratch / f"{first}.npz") as kept:
            batch = grams.Batch(first, kept["codes"], kept["sizes"])
        self._spill(batch.long_grams(common))

    def _spill(self, postings: grams.Postings) -> None:
        cuts = np.searchsorted(postings, self._edges)
        for number, part in enumerate(np.split(postings, cuts)):
            with self._locks[number], (self._scratch / f"range{number}").open("ab") as file:
                part.tofile(file)

    def _shards_of(self, number: int) -> list[tuple[int, bytes]]:
        """(first key, deflated shard) of each shard of a range, in order."""
        path = self._scratch / f"range{number}"
        postings = np.fromfile(path, dtype=np.uint64)
        path.unlink()
        if not len(postings):
            return []
        postings.sort()
        cut = shards.cut(lists.encode(postings, self._reports), SHARD_BYTES)
        return [(key, deflate(raw)) for key, raw in cut]

    def _write_head(self, found: list[tuple[int, bytes]], positions: Sequence[int] | None) -> None:
        rows = self._rows
        distinct, category = columns.categories(rows)
        named = [
            deflate(raw)
            for raw in names.shards(
                names.entries(
                    [row.title for row in rows], [(row.place, row.place_slugs) for row in rows]
                )
            )
        ]
        inline = sum(len(d) for _, d in found) + sum(map(len, named)) <= INLINE_BYTES
        head = {
            "reports": len(rows),
            "common": common_from(len(rows)),
            "categories": distinct,
            "places": [],
            "shards": len(found),
            "names": len(named),
            "inline": inline,
        }
        tree = columns.places(rows)
        head["places"] = [[*place[:4], bool(place[4])] for place in tree]
        placed = np.array(positions or (), dtype=np.int64)
        parts = [shards.directory([key for key, _ in found]), columns.years(rows), category]
        parts += [varint.encode(placed)]
        for kind, several in (("k", [d for _, d in found]), ("n", named)):
            for i, data in enumerate(several):
                if inline:
                    parts.append(data)
                else:
                    self._folder.put(numbered(kind, i), data)
        for i, place in enumerate(tree):
            if place[4]:
                self._folder.put(numbered("p", i), deflate(with_parts({"places": place[4]}, [])))
        self._folder.put("head.js", deflate(with_parts(head, parts)))


def _record(source: SearchSource) -> SearchRecord:
    packed = source.load()
    return packed if isinstance(packed, SearchRecord) else texts.unpacked(packed)


def _texts(record: SearchRecord) -> tuple[grams.Codes, grams.Codes]:
    title, body = composed(record.title), composed(texts.lines(record))
    return grams.encode(fold_points(title)), grams.encode(fold_points(body))
