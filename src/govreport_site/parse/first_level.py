"""Which lines open a section of the first level.

A numbered line counts when its number continues the sequence of its neighbours or its words are a
known heading; everything else stays text. Inner lists that restart at 一 inside a section are told
apart by looking whether the outer number is still to come.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.parse.heading_lines import Candidate, Line
from govreport_site.reference.sections import fold

LARGEST_GAP = 3
"""Numbers that may be missing between two headings that are in no lexicon."""
_BEFORE_THE_FIRST = frozenset({"引言", "前言", "序言", "导语"})


class FirstLevel(Struct, frozen=True):
    """The chosen headings, and the lines of inner lists numbered in the same style."""

    chosen: tuple[Candidate, ...]
    inner: tuple[Candidate, ...]


def first_level(candidates: Sequence[Candidate], lines: Sequence[Line]) -> FirstLevel:
    """First-level headings in order, numbers lost or not."""
    listed = _contents_list(candidates)
    open_ = [c for c in candidates if c.index not in listed]
    numbered, inner = _sequence([c for c in open_ if c.style in {"part", "cn", "lost"}])
    plain = [c for c in open_ if c.style == "plain" and not c.run_in]
    if not numbered:
        chosen = _unnumbered(plain, open_)
    else:
        chosen = sorted([*numbered, *_holes(numbered, plain, open_)], key=lambda c: c.index)
    return FirstLevel(tuple(chosen), tuple(replace(c, style="inner") for c in inner))


def _contents_list(candidates: Sequence[Candidate]) -> set[int]:
    """Indexes of lines that only list the sections: neighbours that all come again later."""
    seen: dict[tuple[str, str], int] = {}
    listed: set[int] = set()
    for item in reversed(candidates):
        key = (item.number or "", fold(item.title or ""))
        if item.style == "cn" and not item.rest and key in seen and key[1]:
            listed.add(item.index)
        seen.setdefault(key, item.index)
    return {i for i in listed if i - 1 in listed or i + 1 in listed}


def _sequence(items: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    chosen: list[Candidate] = []
    inner: list[Candidate] = []
    last = run = 0
    claimed: set[str] = set()
    for place, item in enumerate(items):
        ahead = items[place + 1 :]
        if item.title is None:
            continue
        if _opens_section(item, last, run, ahead, claimed):
            chosen.append(item)
            last = item.value if item.value is not None else last + 1
            run = 0
            if item.match and item.match.official:
                claimed.add(item.match.key)
        else:
            inner.append(item)
            run = item.value or 0
    return chosen, inner


def _opens_section(
    item: Candidate, last: int, run: int, ahead: Sequence[Candidate], claimed: set[str]
) -> bool:
    if item.style in {"lost", "part"}:
        return True
    value = item.value or 0
    outer_to_come = any(later.value == value and later.title for later in _until_restart(ahead))
    if item.known:
        again = value <= last and item.match is not None and item.match.key in claimed
        restarted = value == 1 or run > 0
        inside = restarted and value <= last and any(v.value == last + 1 and v.known for v in ahead)
        return not again and not (inside and not (item.match and item.match.official))
    if run and value == run + 1:
        return value == last + 1 and not outer_to_come
    if last == 0:
        return True
    if value == last:
        return value >= 2
    return last < value <= last + 1 + LARGEST_GAP


def _until_restart(items: Sequence[Candidate]) -> Sequence[Candidate]:
    for place, item in enumerate(items):
        if item.value == 1:
            return items[:place]
    return items


def _unnumbered(plain: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Known headings without any number, when the report has no first-level numbers at all."""
    if levels := [c.marked for c in plain if c.marked is not None]:
        return [c for c in plain if c.marked == min(levels)]
    known = [c for c in plain if c.known and c.match and c.match.level == 1]
    if len(known) >= 2:
        return known
    deeper = any(c.style in {"ar", "cn-paren"} and c.known for c in candidates)
    return [] if deeper else known


def _holes(
    numbered: Sequence[Candidate], plain: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Known headings that stand where a number of the sequence is missing."""
    found: list[Candidate] = []
    for item in plain:
        if not (item.known and item.match):
            continue
        before = [c for c in numbered if c.index < item.index]
        after = [c for c in numbered if c.index > item.index]
        if _fits_hole(item, before, after) or _lost_beside(item, before, after, candidates):
            found.append(item)
    return found


def _fits_hole(item: Candidate, before: list[Candidate], after: list[Candidate]) -> bool:
    official = item.match.official if item.match else None
    if not before:
        first = after[0].value
        opening = fold(item.title or "") in _BEFORE_THE_FIRST
        return opening or (first is not None and first >= 2)
    left = before[-1].value
    if left is None:
        return False
    if not after:
        annex = item.match is not None and item.match.key == "annex"
        return annex or (official is not None and official == left + 1)
    right = after[0].value
    return right is not None and right > left + 1


def _lost_beside(
    item: Candidate, before: list[Candidate], after: list[Candidate], all_: Sequence[Candidate]
) -> bool:
    """Beside headings whose numerals were lost: the next numbered line restarts the level below."""
    neighbours = [*before[-1:], *after[:1]]
    if not any(c.style == "lost" for c in neighbours):
        return False
    following = next((c for c in all_ if c.index > item.index and c.style == "cn-paren"), None)
    deeper = any(c.style == "cn-paren" for c in all_ if c.index < item.index)
    restarts = following is not None and following.value == 1
    return restarts or not deeper
