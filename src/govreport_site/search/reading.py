"""Reports on their way into a segment: who reads them, and what is kept of them meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from govreport_site.search import texts
from govreport_site.search.columns import Row
from govreport_site.search.folder import Folder, numbered
from govreport_site.search.records import SearchRecord, SearchSource

C = TypeVar("C")
R = TypeVar("R")

Shards = list[tuple[int, bytes]]
"""(separator, deflated shard)."""


class Executor(Protocol):
    """Applies a function to chunks, in processes perhaps; results come in any order."""

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        """What the function raises is raised here."""
        ...


class Here:
    """Runs every chunk here and now."""

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        return map(function, chunks)


HERE = Here()


class Read(Struct, frozen=True):
    """What is kept of reports while their segment is written."""

    rows: list[Row]
    text_bytes: int
    """UTF-8 bytes of their texts."""


def read_reports(
    sources: Sequence[SearchSource], first: int, folder: Folder
) -> tuple[Read, list[tuple[str, str]]]:
    """Write the texts of reports numbered from `first`; what is kept of them, and of each the
    title and everything else."""
    rows: list[Row] = []
    pairs: list[tuple[str, str]] = []
    for number, source in enumerate(sources, first):
        record, packed = record_of(source)
        folder.put(numbered("t", number), packed, index=False)
        rows.append(Row.of(record))
        pairs.append((record.title, texts.lines(record)))
    size = sum(len(text.encode("utf-8", "replace")) for pair in pairs for text in pair)
    return Read(rows, size), pairs


def record_of(source: SearchSource) -> tuple[SearchRecord, bytes]:
    """The record of a source, its text in NFC, and its packed form."""
    loaded = source.load()
    packed = texts.packed(loaded) if isinstance(loaded, SearchRecord) else loaded
    return texts.unpacked(packed), packed
