"""Numbers that first-level headings lost, worked out from their neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import Repair
from govreport_site.parse.heading_lines import Line
from govreport_site.parse.nesting import Placed

NUMERALS = "零一二三四五六七八九十"
_LARGEST = 19


def lost_numbers(headings: Sequence[Placed], lines: Sequence[Line]) -> tuple[Repair, ...]:
    """One repair for each heading whose number is lost and follows from those beside it.

    Confidence 1 where numbers on both sides leave one reading, 0.95 where only one side speaks or
    all numerals are lost and the count from 一 is the only order there is.
    """
    styles = {"part", "cn", "lost", "plain"}
    top = [p for p in headings if p.level == 1 and p.heading.style in styles]
    if not any(p.heading.style in {"cn", "lost"} for p in top):
        return ()
    return tuple(_repairs(top, lines))


def _repairs(top: Sequence[Placed], lines: Sequence[Line]) -> Iterator[Repair]:
    values = [p.heading.value for p in top]
    for place, placed in enumerate(top):
        heading = placed.heading
        if heading.value is not None or heading.style not in {"lost", "plain"}:
            continue
        if heading.match is not None and heading.match.key == "annex":
            continue  # an annex has no number to lose
        read, confidence = _number(values, place)
        if read is None or not 1 <= read <= _LARGEST:
            continue
        rule = "lost-numeral" if heading.style == "lost" else "lost-number"
        title = heading.title or ""
        printed = (heading.number or "") + title
        line = lines[heading.index].line
        yield Repair(printed, f"{numeral(read)}、{title}", rule, line, confidence)


def _number(values: Sequence[int | None], place: int) -> tuple[int | None, float]:
    before = next((i for i in range(place - 1, -1, -1) if values[i] is not None), None)
    after = next((i for i in range(place + 1, len(values)) if values[i] is not None), None)
    left = None if before is None else (values[before] or 0) + place - before
    right = None if after is None else (values[after] or 0) - (after - place)
    if before is None and after is None:
        return place + 1, 0.95
    if left is None:
        left = place + 1
        return (left, 1.0) if left == right else (right, 0.95)
    if right is None:
        return left, 0.95
    return (left, 1.0) if left == right else (None, 0.0)


def numeral(value: int) -> str:
    """1–19 as 一 … 十九."""
    return NUMERALS[value] if value <= 10 else "十" + NUMERALS[value - 10]
