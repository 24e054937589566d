"""Postings on their way to be sorted: one file for each range of first characters."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO

import numpy as np

from govreport_site.search.grams import FIRST, Batch, Postings

RANGE_POSTINGS, MOST_RANGES = 500_000, 64
POSTINGS_A_REPORT = 3_500


def range_edges(reports: int, sample: list[tuple[str, str]]) -> Postings:
    """The least posting of every range but the first: ranges of about the same size, as far as
    a sample of the reports (title, everything else) can tell."""
    ranges = min(MOST_RANGES, reports * POSTINGS_A_REPORT // RANGE_POSTINGS + 1)
    if ranges == 1:
        return np.zeros(0, dtype=np.uint64)
    first = np.sort(Batch.of(0, sample).short_grams() >> FIRST)
    at = np.arange(1, ranges) * len(first) // ranges
    edges: Postings = np.unique(first[at]) << FIRST
    return edges


class Spill:
    """Takes sorted postings from several threads, gives each range back sorted."""

    def __init__(self, folder: Path, edges: Postings) -> None:
        self._edges, self._stack = edges, ExitStack()
        self._paths = [folder / f"range{number}" for number in range(len(edges) + 1)]
        self._files: list[BinaryIO] = []
        self._locks = [Lock() for _ in self._paths]

    def __enter__(self) -> Spill:
        for path in self._paths:
            self._files.append(self._stack.enter_context(path.open("wb")))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def __len__(self) -> int:
        return len(self._paths)

    def add(self, postings: Postings) -> None:
        for number, part in enumerate(np.split(postings, np.searchsorted(postings, self._edges))):
            with self._locks[number]:
                part.tofile(self._files[number])

    def take(self, number: int) -> Postings:
        """All postings of a range, sorted; the range is empty afterwards."""
        postings = np.fromfile(self._paths[number], dtype=np.uint64)
        self._paths[number].unlink()
        postings.sort()
        return postings
