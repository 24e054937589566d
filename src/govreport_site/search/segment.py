"""One segment: the index and the texts of a set of reports, written to a folder.

Memory stays bounded: reports pass in batches, their postings are spilled to one file for each
range of grams, and each range is then sorted, encoded and cut into shards by itself. What comes
out depends on the reports alone, not on threads or time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from pathlib import Path
from typing import TypeVar

import numpy as np
from msgspec import Struct, field

from govreport_site.search import grams, head, lists, names, shards, texts
from govreport_site.search.columns import Row
from govreport_site.search.container import deflate, script
from govreport_site.search.records import SearchRecord, SearchSource
from govreport_site.search.spill import Spill, range_edges

T = TypeVar("T")

BATCH = 128
"""Reports that are folded and sorted together: 128 × 9 KB make arrays of a few megabytes."""
SAMPLE = 64
SHARD_BYTES, SHARD_REPORTS = 6_000, 10_000
"""Of a shard before it is deflated, for up to so many reports. With more, lists are longer and
shards are more, so both grow with the square root, which keeps a cold query smallest."""
INLINE_BYTES = 96_000
"""A segment whose shards are smaller in all keeps them in its head: one request, not several."""
COMMON_SHARE, COMMON_LEAST = 50, 16
"""A 2-gram is common when one report in so many holds it, but at least so many reports."""


class Folder(Struct):
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
    return max(COMMON_LEAST, -(-reports // COMMON_SHARE))


def shard_bytes(reports: int) -> int:
    return int(SHARD_BYTES * sqrt(max(1, reports / SHARD_REPORTS)))


def write_segment(
    sources: Sequence[SearchSource],
    folder: Folder,
    scratch: Path,
    jobs: int,
    positions: Sequence[int] | None = None,
) -> int:
    """Write every file of the segment; the UTF-8 bytes of its texts. `positions` are for a
    segment beside the base: before which report of the base each of its reports sorts."""
    if len(sources) > grams.MAX_REPORTS:
        raise ValueError(f"a segment holds {grams.MAX_REPORTS} reports, not {len(sources)}")
    sample = [_record(source)[0] for source in sources[:: max(1, len(sources) // SAMPLE)]]
    edges = range_edges(len(sources), [(record.title, texts.lines(record)) for record in sample])
    rows: list[Row] = []
    size = 0
    with Spill(scratch, edges) as spill:
        folded = _Folded(sources, folder, scratch, spill)
        for several, text_bytes in _map(folded.short, folded.starts, jobs):
            rows += several
            size += text_bytes
        folded.common = folded.counts.common(common_from(len(sources)))
        for _ in _map(folded.long, folded.starts, jobs):
            pass
    target = shard_bytes(len(sources))

    def cut(number: int) -> list[tuple[int, bytes]]:
        postings = spill.take(number)
        if not len(postings):
            return []
        cut_up = shards.cut(lists.encode(postings, len(sources)), target)
        return [(separator, deflate(raw)) for separator, raw in cut_up]

    _write_index(rows, _map(cut, range(len(spill)), jobs), folder, positions)
    return size


def _map(task: Callable[[int], T], items: Iterable[int], jobs: int) -> Iterator[T]:
    """numpy and zlib let go of the interpreter, so threads share the work."""
    if jobs <= 1:
        yield from map(task, items)
    else:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(task, items)


class _Folded:
    """The reports in batches, their folded text kept on disk between the two passes."""

    def __init__(
        self, sources: Sequence[SearchSource], folder: Folder, scratch: Path, spill: Spill
    ) -> None:
        self._sources, self._folder, self._scratch = sources, folder, scratch
        self._spill = spill
        self.starts = range(0, len(sources), BATCH)
        self.counts = grams.PairCounts()
        self.common = grams.Common(np.zeros(0, dtype=np.int64))

    def short(self, first: int) -> tuple[list[Row], int]:
        """Write the texts of a batch and spill its short grams; its rows and bytes of text."""
        rows, pairs = [], []
        for number, source in enumerate(self._sources[first : first + BATCH], first):
            record, packed = _record(source)
            self._folder.put(numbered("t", number), packed, index=False)
            rows.append(Row.of(record))
            pairs.append((record.title, texts.lines(record)))
        batch = grams.Batch.of(first, pairs)
        np.savez(self._scratch / f"{first}.npz", codes=batch.codes, sizes=batch.sizes)
        postings = batch.short_grams()
        self._spill.add(postings)
        self.counts.add(postings)
        return rows, sum(len(text.encode("utf-8", "replace")) for pair in pairs for text in pair)

    def long(self, first: int) -> None:
        """Spill the long grams of a batch."""
        path = self._scratch / f"{first}.npz"
        with np.load(path) as kept:
            batch = grams.Batch(first, kept["codes"], kept["sizes"])
        path.unlink()
        self._spill.add(batch.long_grams(self.common))


def _record(source: SearchSource) -> tuple[SearchRecord, bytes]:
    """The record of a source, its text in NFC, and its packed form."""
    loaded = source.load()
    packed = texts.packed(loaded) if isinstance(loaded, SearchRecord) else loaded
    return texts.unpacked(packed), packed


def _write_index(
    rows: Sequence[Row],
    ranges: Iterator[list[tuple[int, bytes]]],
    folder: Folder,
    positions: Sequence[int] | None,
) -> None:
    """Write shards, names, places and the head; keep small ones inside the head."""
    named = [deflate(raw) for raw in names.shards(names.entries(rows))]
    separators: list[int] = []
    kept: list[bytes] = []
    for found in ranges:
        separators += [separator for separator, _ in found]
        kept += [data for _, data in found]
        if sum(map(len, kept)) + sum(map(len, named)) > INLINE_BYTES:
            _put_last(folder, "k", kept, len(separators))
            kept = []
    inline = len(kept) == len(separators)
    if not inline:
        _put_last(folder, "k", kept, len(separators))
        _put_last(folder, "n", named, len(named))
    for number, tree in head.subtrees(rows):
        folder.put(numbered("p", number), deflate(tree))
    sizes = head.Sizes(common_from(len(rows)), len(separators), len(named), inline)
    within = [*kept, *named] if inline else []
    folder.put("head.js", deflate(head.head(rows, sizes, separators, positions, within)))


def _put_last(folder: Folder, kind: str, several: Sequence[bytes], count: int) -> None:
    """Write the last of `count` numbered files."""
    for number, data in enumerate(several, count - len(several)):
        folder.put(numbered(kind, number), data)
