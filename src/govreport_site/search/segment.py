"""One segment: the index and the texts of a set of reports, written to a folder.

What comes out depends on the reports alone, not on processes or time. Few reports are indexed
here and now, many in batches by whoever lends its workers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govreport_site.search import few, head, names
from govreport_site.search.columns import Row
from govreport_site.search.container import deflate
from govreport_site.search.folder import Folder, numbered
from govreport_site.search.reading import HERE, Executor, Shards, read_reports
from govreport_site.search.records import SearchSource

MAX_REPORTS = 1 << 17
"""Reports that one segment can number."""
SHARD_BYTES, SHARD_REPORTS = 6_000, 10_000
"""Of a shard before it is deflated, for up to so many reports. With more, lists are longer and
shards are more: a cold query reads the directory of all shards and three to eight of them, so that
shards grow with the fifth root, and their number with the rest. At 50,000 that is 8 KB; with 13 KB,
random pieces of phrases cost 226 KB."""
INLINE_BYTES = 96_000
"""A segment whose shards are smaller in all keeps them in its head: one request, not several."""
COMMON_SHARE, COMMON_LEAST = 50, 16
"""A 2-gram is common when one report in so many holds it, but at least so many reports."""


def common_from(reports: int) -> int:
    """In how many reports a 2-gram must occur to count as common."""
    return max(COMMON_LEAST, -(-reports // COMMON_SHARE))


def shard_bytes(reports: int) -> int:
    return int(SHARD_BYTES * max(1, reports / SHARD_REPORTS) ** 0.2)


def write_segment(
    sources: Sequence[SearchSource],
    folder: Folder,
    scratch: Path,
    executor: Executor = HERE,
    positions: Sequence[int] | None = None,
) -> int:
    """Write every file of the segment; the UTF-8 bytes of its texts. `positions` are for a
    segment beside the base: before which report of the base each of its reports sorts. `scratch`
    is a folder for files in between, made and removed here. Raises ValueError for too many."""
    if len(sources) > MAX_REPORTS:
        raise ValueError(f"a segment holds {MAX_REPORTS} reports, not {len(sources)}")
    if len(sources) <= few.FEW:
        read, pairs = read_reports(sources, 0, folder)
        found = few.shards(pairs, shard_bytes(len(sources)))
        ranges: Iterator[Shards] = iter([[(key, deflate(raw)) for key, raw in found]])
    else:
        # Only here: numpy takes a tenth of a second to load.
        from govreport_site.search.many import index_many

        read, ranges = index_many(
            sources, folder, scratch, executor, common_from(len(sources)), shard_bytes(len(sources))
        )
    _write_index(read.rows, ranges, folder, positions)
    return read.text_bytes


def _write_index(
    rows: Sequence[Row],
    ranges: Iterator[Shards],
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
