"""Headings below the first level, and the level of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.parse.first_level import first_level
from govreport_site.parse.heading_lines import RANKS, Candidate, Line

DEEPEST = 4
SHARE_WITH_TITLE = 0.6
"""Of neighbouring numbered lines, how many must look like headings; below it they are a list of
sentences (seed 002: five numbered measures, one of which looks like a run-in heading)."""
SHARE_WITH_BODY = 0.5
"""Of neighbouring headings, how many must have text of their own; below it they are a list."""
_LOWER_STYLES = ("inner", "cn-paren", "ar", "ar-paren", "circled")


class Placed(Struct, frozen=True):
    """A heading and its level, 1–4."""

    heading: Candidate
    level: int


def place_headings(candidates: Sequence[Candidate], lines: Sequence[Line]) -> list[Placed]:
    """All headings in order, each with its level."""
    top = first_level(candidates, lines)
    accepted: list[Candidate] = list(top.chosen)
    for style in _LOWER_STYLES:
        pool = top.inner if style == "inner" else [c for c in candidates if c.style == style]
        for group in _groups(pool, accepted):
            accepted += _headings_of(group, lines)
    accepted += _plain_subheadings(candidates, accepted)
    return _levels(sorted(accepted, key=lambda c: c.index))


def _groups(
    pool: Sequence[Candidate], boundaries: Sequence[Candidate]
) -> Iterator[list[Candidate]]:
    """Runs of one style between headings of the levels above."""
    edges = sorted(b.index for b in boundaries)
    groups: dict[int, list[Candidate]] = {}
    for item in pool:
        section = sum(edge <= item.index for edge in edges)
        groups.setdefault(section, []).append(item)
    yield from groups.values()


def _headings_of(group: Sequence[Candidate], lines: Sequence[Line]) -> list[Candidate]:
    titled = [c for c in group if c.title is not None]
    certain = [c for c in titled if c.known]
    if len(titled) < SHARE_WITH_TITLE * len(group):
        return certain if group[0].style == "cn-paren" else []
    indexes = {c.index for c in group}
    with_body = [c for c in titled if c.known or c.rest or _has_text(c, indexes, lines)]
    if len(with_body) < SHARE_WITH_BODY * len(titled):
        return certain
    if group[0].style != "cn-paren" and not _in_sequence(group):
        return certain
    return titled


def _has_text(item: Candidate, siblings: set[int], lines: Sequence[Line]) -> bool:
    following = item.index + 1
    return following < len(lines) and following not in siblings


def _in_sequence(group: Sequence[Candidate]) -> bool:
    """Arabic numbers count up from 1 (or from 2 when the first was lost)."""
    values = [c.value for c in group if c.value is not None]
    return (
        bool(values)
        and values[0] <= 2
        and all(b in (a, a + 1, a + 2, 1) for a, b in pairwise(values))
    )


def _plain_subheadings(
    candidates: Sequence[Candidate], accepted: Sequence[Candidate]
) -> list[Candidate]:
    """Known second-level headings without a number, and headings that only the markup shows."""
    taken = {c.index for c in accepted}
    run_ins = sum(c.style == "plain" and c.run_in for c in candidates)
    first = min((c.index for c in accepted), default=None)
    return [
        replace(c, style="subplain")
        for c in candidates
        if c.style == "plain"
        and c.index not in taken
        and first is not None
        and c.index > first
        and (c.match is None or c.known)
        and (not c.run_in or run_ins >= 2)  # one alone may be a sentence
    ]


def _levels(headings: Sequence[Candidate]) -> list[Placed]:
    outermost = min((RANKS[c.style] for c in headings), default=1)
    placed: list[Placed] = []
    open_: list[int] = []
    for heading in headings:
        rank = RANKS[heading.style]
        while open_ and open_[-1] >= rank:
            open_.pop()
        # A second-level number before the first section opens keeps its level.
        level = max(len(open_) + 1, 2 if rank > outermost and not open_ else 1)
        open_.append(rank)
        placed.append(Placed(heading, min(level, DEEPEST)))
    return placed
