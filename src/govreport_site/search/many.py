"""The shards of a segment of many reports, made in parallel and in bounded memory.

Three rounds, each over chunks that need nothing of each other: reports in batches give their
short grams; then, when it is known which 2-grams are common, their 3-grams; then each range of
grams is gathered from all batches, sorted, encoded and cut into shards. Between the rounds all
lies on disk. A report is read once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from govreport_site.search import grams, lists, shards, spill, texts
from govreport_site.search.container import deflate
from govreport_site.search.folder import Folder
from govreport_site.search.grams import Batch, Common, Postings
from govreport_site.search.reading import Executor, Read, Shards, read_reports, record_of
from govreport_site.search.records import SearchSource

BATCH = 128
"""Reports that are folded and sorted together: 128 × 9 KB make arrays of a few megabytes."""
SAMPLE = 64

T = TypeVar("T")
Chunk = tuple[int, Sequence[SearchSource]]
"""Number of the first report, and the reports."""


def index_many(
    sources: Sequence[SearchSource],
    folder: Folder,
    scratch: Path,
    executor: Executor,
    common_from: int,
    target: int,
) -> tuple[Read, Iterator[Shards]]:
    """What is kept of the reports, and their shards, range by range. The iterator removes
    `scratch` at its end."""
    scratch.mkdir(parents=True, exist_ok=True)
    edges = _edges(sources)
    chunks = [(at, sources[at : at + BATCH]) for at in range(0, len(sources), BATCH)]
    read, common = _short(chunks, folder, scratch, edges, executor, common_from)
    long = _Long(scratch, edges, common)
    for _ in executor.map(long, [first for first, _ in chunks]):
        pass
    cut = _Cut(scratch, tuple(first for first, _ in chunks), len(sources), target)
    return read, _ranges(cut, len(edges) + 1, executor)


def _edges(sources: Sequence[SearchSource]) -> Postings:
    sample = [record_of(source)[0] for source in sources[:: max(1, len(sources) // SAMPLE)]]
    return spill.range_edges(len(sources), [(r.title, texts.lines(r)) for r in sample])


def _short(
    chunks: Sequence[Chunk],
    folder: Folder,
    scratch: Path,
    edges: Postings,
    executor: Executor,
    common_from: int,
) -> tuple[Read, Common]:
    """The first round: what is kept of the reports, and the common 2-grams of them all."""
    counts = grams.PairCounts()
    done: dict[int, Read] = {}
    for first, read, files in executor.map(_Short(folder.root, scratch, edges), chunks):
        done[first] = read
        folder.files.update(files)
        counts.add(*spill.take_pairs(scratch, first))
    rows = [row for first in sorted(done) for row in done[first].rows]
    size = sum(read.text_bytes for read in done.values())
    return Read(rows, size), counts.common(common_from)


class _Short(Struct, frozen=True):
    """Writes the texts of a batch and puts its short grams aside."""

    folder: Path
    scratch: Path
    edges: Postings

    def __call__(self, chunk: Chunk) -> tuple[int, Read, dict[str, bytes]]:
        first, sources = chunk
        folder = Folder(self.folder)
        read, pairs = read_reports(sources, first, folder)
        batch = Batch.of(first, pairs)
        postings = batch.short_grams()
        spill.put_batch(self.scratch, batch)
        spill.put_pairs(self.scratch, first, *grams.pair_counts(postings))
        spill.put(self.scratch, f"{first}.short", postings, self.edges)
        return first, read, folder.files


class _Long(Struct, frozen=True):
    """Puts the 3-grams of a batch aside."""

    scratch: Path
    edges: Postings
    common: Common

    def __call__(self, first: int) -> None:
        postings = spill.take_batch(self.scratch, first).long_grams(self.common)
        spill.put(self.scratch, f"{first}.long", postings, self.edges)


class _Cut(Struct, frozen=True):
    """The shards of a range of grams."""

    scratch: Path
    firsts: tuple[int, ...]
    reports: int
    target: int

    def __call__(self, number: int) -> tuple[int, Shards]:
        names = [f"{first}.{kind}" for first in self.firsts for kind in ("short", "long")]
        postings = spill.gathered(self.scratch, names, number)
        if not len(postings):
            return number, []
        found = shards.cut(lists.encode(postings, self.reports), self.target)
        return number, [(separator, deflate(raw)) for separator, raw in found]


def _ranges(cut: _Cut, count: int, executor: Executor) -> Iterator[Shards]:
    try:
        yield from _in_order(executor.map(cut, range(count)))
    finally:
        shutil.rmtree(cut.scratch, ignore_errors=True)


def _in_order(numbered: Iterable[tuple[int, T]]) -> Iterator[T]:
    """Results in the order of their numbers, each as soon as all before it are there."""
    waiting: dict[int, T] = {}
    following = 0
    for number, result in numbered:
        waiting[number] = result
        while following in waiting:
            yield waiting.pop(following)
            following += 1
