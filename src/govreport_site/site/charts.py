"""Chart geometry, computed at build time. Templates draw it as SVG and print the data beside it.

Positions across are percentages and positions down are pixels, so that a chart fills any width
while its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

HEIGHT = 140
"""Pixels of the tallest column."""
WIDEST = 7.0
"""Percent of the width that a column takes at most."""
LABELS = 9
"""At most about so many labels fit under a chart on a phone."""


class Column(Struct, frozen=True):
    """One column of a chart over years."""

    label: str
    value: int | None
    """None where nothing is known: drawn as a gap, not as nought."""
    text: str
    x: str
    """Left edge, percent."""
    middle: str
    """Where its label stands, percent."""
    width: str
    y: int
    height: int
    labelled: bool
    """Whether its label is printed below it."""
    valued: bool
    """Whether its value is printed above it."""
    href: str | None = None


class ColumnChart(Struct, frozen=True):
    """Values over years."""

    name: str
    """Unique on its page."""
    title: str
    description: str
    head: tuple[str, str]
    """Column headings of the data table."""
    columns: tuple[Column, ...]
    height: int = HEIGHT


class Bar(Struct, frozen=True):
    """One bar of a chart over categories."""

    label: str
    text: str
    share: str
    """Percent of the sum as printed, or empty."""
    width: str
    y: int
    key: str = ""


class BarChart(Struct, frozen=True):
    """Values over categories, one under the other."""

    name: str
    title: str
    description: str
    head: tuple[str, ...]
    bars: tuple[Bar, ...]
    height: int


def columns(
    name: str,
    title: str,
    description: str,
    head: tuple[str, str],
    values: Sequence[tuple[str, int | None, str | None]],
) -> ColumnChart | None:
    """A column for each (label, value, href); None when fewer than two values are known."""
    known = [value for _, value, _ in values if value is not None]
    if len(known) < 2:
        return None
    top, step = max(*known, 1), 100 / len(values)
    every = ceil(len(values) / LABELS)
    valued = _valued([value for _, value, _ in values], every)
    drawn = tuple(
        _column(
            label, value, href, n * step, step, top, (len(values) - 1 - n) % every == 0, n in valued
        )
        for n, (label, value, href) in enumerate(values)
    )
    return ColumnChart(name, title, description, head, drawn)


def _valued(values: Sequence[int | None], every: int) -> set[int]:
    """Columns whose value is printed: the highest, the newest, and others far enough from them."""
    last = len(values) - 1
    known = [n for n, value in enumerate(values) if value is not None]
    highest = max(known, key=lambda n: values[n] or 0)
    shown: set[int] = set()
    for n in (highest, last, *range(last, -1, -1)):
        if n in known and all(abs(n - other) >= every for other in shown):
            shown.add(n)
    return shown


def _column(
    label: str,
    value: int | None,
    href: str | None,
    x: float,
    step: float,
    top: int,
    labelled: bool,
    valued: bool,
) -> Column:
    wide = min(step * 0.44, WIDEST)
    height = 0 if value is None else max(round(HEIGHT * value / top), 1 if value else 0)
    return Column(
        label=label,
        value=value,
        text="" if value is None else f"{value:,}",
        x=f"{x + (step - wide) / 2:.2f}%",
        middle=f"{x + step / 2:.2f}%",
        width=f"{wide:.2f}%",
        y=HEIGHT - height,
        height=height,
        labelled=labelled,
        valued=valued,
        href=href,
    )


ROW = 42
"""Pixels from one bar to the next."""


def bars(
    name: str,
    title: str,
    description: str,
    head: tuple[str, ...],
    values: Sequence[tuple[str, int]],
) -> BarChart | None:
    """A bar for each (label, value), as long as its share of the sum; None when all are nought."""
    total = sum(value for _, value in values)
    if total <= 0:
        return None
    drawn = tuple(
        Bar(
            label=label,
            text=f"{value:,}",
            share=f"{100 * value / total:.1f}%",
            width=f"{100 * value / total:.2f}%",
            y=n * ROW,
        )
        for n, (label, value) in enumerate(values)
    )
    return BarChart(name, title, description, head, drawn, len(drawn) * ROW)
