"""Which segments stay, and which reports go into new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from govreport_site.search.records import SearchSource
from govreport_site.search.state import BESIDE, Segment, State

SMALL = 256
"""Up to here the whole index is built again in less time than a reader notices."""
BASE_REPORTS = 100_000
"""Reports of one base: an archive with more has several."""
MOST_BESIDE = 6
"""Segments beside the bases before some are merged: each costs a reader a request."""
BESIDE_SHARE = 0.25
"""Reports outside the bases, and dead ones in them, before everything is built again."""


class Fresh(Struct, frozen=True):
    """A segment to write."""

    sources: Sequence[SearchSource]
    offset: int
    """Reports in the bases before it, or BESIDE."""
    positions: Sequence[int] | None
    """Beside: before which report of the bases each of its reports sorts."""


class Plan(Struct, frozen=True):
    """What the index will consist of."""

    kept: Sequence[Segment]
    fresh: Sequence[Fresh]


def plan(ordered: Sequence[SearchSource], state: State) -> Plan | None:
    """What to do for reports in their order; None when the index is already right."""
    current = {source.url: source for source in ordered}
    kept = [_survivors(segment, current) for segment in state.segments]
    covered = {url for segment in kept for url in segment.live()}
    if kept == state.segments and kept and len(covered) == len(ordered):
        return None
    bases = [segment for segment in kept if segment.offset != BESIDE]
    if _is_worn(bases, len(ordered)):
        return Plan([], _whole(ordered))
    beside = [segment for segment in kept if segment.offset == BESIDE and segment.live()]
    stay, merged = _merge(beside, len(ordered) - len(covered))
    again = {url for segment in merged for url in segment.live()}
    sources = [s for s in ordered if s.url in again or s.url not in covered]
    fresh = [Fresh(sources, BESIDE, _positions(sources, ordered, bases))] if sources else []
    return Plan([*bases, *stay], fresh)


def _is_worn(bases: Sequence[Segment], reports: int) -> bool:
    """Whether the bases are too few, too small or too full of dead reports to build upon."""
    live = sum(len(base.live()) for base in bases)
    dead = sum(len(base.dead) for base in bases)
    return not bases or reports <= SMALL or reports - live + dead > BESIDE_SHARE * reports


def _whole(ordered: Sequence[SearchSource]) -> list[Fresh]:
    """Bases for all reports; one without reports for an archive without any."""
    edges = [*range(0, max(len(ordered), 1), BASE_REPORTS), len(ordered)]
    return [Fresh(ordered[low:high], low, None) for low, high in pairwise(edges)]


def _survivors(segment: Segment, current: Mapping[str, SearchSource]) -> Segment:
    gone = set(segment.dead)
    for number, (url, digest) in enumerate(zip(segment.urls, segment.digests, strict=True)):
        source = current.get(url)
        if source is None or source.digest != digest:
            gone.add(number)
    return Segment(segment.folder, segment.offset, segment.urls, segment.digests, sorted(gone))


def _merge(beside: list[Segment], fresh: int) -> tuple[list[Segment], list[Segment]]:
    """Which segments beside the bases stay and which are merged into the new one: the smallest
    first, as long as what is merged outweighs the next."""
    if len(beside) + (fresh > 0) <= MOST_BESIDE:
        return beside, []
    by_size = sorted(beside, key=lambda segment: len(segment.live()))
    weight, count = fresh, 0
    for segment in by_size:
        if count >= MOST_BESIDE // 2 and len(segment.live()) > 2 * weight:
            break
        weight, count = weight + len(segment.live()), count + 1
    merged = {segment.folder for segment in by_size[:count]}
    return [s for s in beside if s.folder not in merged], by_size[:count]


def _positions(
    sources: Sequence[SearchSource], ordered: Sequence[SearchSource], bases: Sequence[Segment]
) -> list[int]:
    """Before which report of the bases each of the sources sorts."""
    number = {url: base.offset + i for base in bases for i, url in enumerate(base.urls)}
    fresh = {source.url for source in sources}
    following, found = len(number), []
    for source in reversed(ordered):
        if source.url in fresh:
            found.append(following)
        else:
            following = number.get(source.url, following)
    return found[::-1]
