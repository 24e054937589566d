"""Postings on their way to be sorted: each batch's in a file of its own, cut by ranges of grams."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from govreport_site.search.grams import FIRST, Batch, Numbers, Postings

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


def put(scratch: Path, name: str, postings: Postings, edges: Postings) -> None:
    """Keep sorted postings: first the offsets in the file between which each range lies."""
    ends = np.concatenate(([0], np.searchsorted(postings, edges), [len(postings)]))
    with (scratch / name).open("wb") as file:
        (8 * (ends + len(ends))).astype(np.int64).tofile(file)
        postings.tofile(file)


def gathered(scratch: Path, names: Iterable[str], number: int) -> Postings:
    """The postings of one range from all these files, sorted."""
    parts = [_part(scratch / name, number) for name in names]
    postings: Postings = np.concatenate(parts)
    postings.sort()
    return postings


def _part(path: Path, number: int) -> Postings:
    low, high = np.fromfile(path, dtype=np.int64, count=2, offset=8 * number).tolist()
    return np.fromfile(path, dtype=np.uint64, count=(high - low) // 8, offset=low)


def put_batch(scratch: Path, batch: Batch) -> None:
    """Keep the folded text of a batch for the second round."""
    np.savez(scratch / f"{batch.first}.npz", codes=batch.codes, sizes=batch.sizes)


def take_batch(scratch: Path, first: int) -> Batch:
    """The folded text of the batch that begins with that report; it is gone afterwards."""
    path = scratch / f"{first}.npz"
    with np.load(path) as kept:
        batch = Batch(first, kept["codes"], kept["sizes"])
    path.unlink()
    return batch


def put_pairs(scratch: Path, first: int, pairs: Numbers, counts: Numbers) -> None:
    """Keep in how many reports of a batch each 2-gram occurs."""
    np.save(scratch / f"{first}.pairs.npy", np.stack((pairs, counts)))


def take_pairs(scratch: Path, first: int) -> tuple[Numbers, Numbers]:
    """The 2-grams of a batch and their counts; they are gone afterwards."""
    path = scratch / f"{first}.pairs.npy"
    pairs, counts = np.load(path)
    path.unlink()
    return pairs, counts
