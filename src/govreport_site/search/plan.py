"""Which segments stay, and which reports go into new ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from govreport_site.search.records import SearchSource
from govreport_site.search.roll import Roll
from govreport_site.search.state import BESIDE, Segment, Shelf

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
    """What a small change makes of the index."""

    kept: Sequence[Segment]
    merged: Sequence[Segment]
    """Whose reports go into the new segment, together with those that came."""


def whole(sources: Iterable[SearchSource]) -> list[Fresh]:
    """Bases for all reports; one without reports for an archive without any."""
    ordered = sorted(sources, key=lambda source: source.order)
    edges = [*range(0, max(len(ordered), 1), BASE_REPORTS), len(ordered)]
    return [Fresh(ordered[low:high], low, None) for low, high in pairwise(edges)]


def plan(segments: Sequence[Segment], came: int) -> Plan | None:
    """What to do when the dead are marked and so many reports came; None when the bases are
    missing, too small or too worn to build upon, and all is to be built again."""
    bases = [segment for segment in segments if segment.offset != BESIDE]
    reports = sum(segment.live for segment in segments) + came
    live = sum(base.live for base in bases)
    dead = sum(len(base.dead) for base in bases)
    if not bases or reports <= SMALL or reports - live + dead > BESIDE_SHARE * reports:
        return None
    beside = [s for s in segments if s.offset == BESIDE and s.live]
    stay, merged = _merge(beside, came)
    return Plan([*bases, *stay], merged)


def marked(shelf: Shelf, segment: Segment, gone: Iterable[str]) -> Segment:
    """The segment, its reports at these addresses dead."""
    roll = shelf.roll(segment.folder)
    found = {number for url in gone if (number := roll.find(url)) is not None}
    dead = tuple(sorted(found.union(segment.dead)))
    return structs.replace(segment, dead=dead)


def beside(shelf: Shelf, sources: Iterable[SearchSource], bases: Sequence[Segment]) -> Fresh:
    """A segment beside the bases, with each report's place among theirs."""
    ordered = sorted(sources, key=lambda source: source.order)
    rolls = [(base.offset, shelf.roll(base.folder)) for base in bases]
    return Fresh(ordered, BESIDE, [_position(source.key, rolls) for source in ordered])


def _position(key: bytes, rolls: Sequence[tuple[int, Roll]]) -> int:
    for offset, roll in rolls:
        number = bisect_left(roll, key)
        if number < len(roll):
            return offset + number
    return rolls[-1][0] + len(rolls[-1][1])


def _merge(beside: list[Segment], came: int) -> tuple[list[Segment], list[Segment]]:
    """Which segments beside the bases stay and which are merged into the new one: the smallest
    first, as long as what is merged outweighs the next."""
    if len(beside) + (came > 0) <= MOST_BESIDE:
        return beside, []
    by_size = sorted(beside, key=lambda segment: segment.live)
    weight, count = came, 0
    for segment in by_size:
        if count >= MOST_BESIDE // 2 and segment.live > 2 * weight:
            break
        weight, count = weight + segment.live, count + 1
    merged = {segment.folder for segment in by_size[:count]}
    return [s for s in beside if s.folder not in merged], by_size[:count]
