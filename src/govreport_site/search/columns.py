"""What a segment's head says of its reports: enough to filter, to count and to sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from govreport_site.search.records import SearchRecord

FIRST_YEAR = 1900
"""Years are bytes: 0 for none, else what is added to 1900."""
FACET_DEPTH = 3
"""Province, prefecture, county."""

Category = tuple[str, str | None, str | None, bool]


Node = tuple[int, int, int]
"""First report of a place, number of its own reports, number of all reports in it."""


class Row(Struct, frozen=True):
    """What is kept of a report while a segment is written."""

    title: str
    place: tuple[str, ...]
    place_slugs: tuple[str, ...]
    year: int | None
    category: Category
    """Kind, form, level, has findings."""

    @classmethod
    def of(cls, record: SearchRecord) -> Row:
        category = (record.kind, record.form, record.level, record.has_findings)
        return cls(record.title, record.place, record.place_slugs, record.year, category)


def years(rows: Iterable[Row]) -> bytes:
    return bytes(
        row.year - FIRST_YEAR if row.year and FIRST_YEAR < row.year < FIRST_YEAR + 256 else 0
        for row in rows
    )


def categories(rows: Sequence[Row]) -> tuple[list[Category], bytes]:
    """The distinct categories, sorted, and the index of each report's own. More than 256 share
    the last, which no archive of known kinds, forms and levels reaches."""
    distinct = sorted({row.category for row in rows}, key=repr)
    index = {category: min(i, 255) for i, category in enumerate(distinct)}
    return distinct, bytes(index[row.category] for row in rows)


def nodes(places: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Node]:
    """The range of each place and of each place around it, from the places (slugs) of all
    reports in order."""
    found: dict[tuple[str, ...], Node] = {}
    for number, slugs in enumerate(places):
        for depth in range(1, len(slugs) + 1):
            first, own, size = found.get(slugs[:depth], (number, 0, 0))
            found[slugs[:depth]] = (first, own + (depth == len(slugs)), size + 1)
    return found


def places(rows: Sequence[Row]) -> list[Any]:
    """The tree of places down to counties, as [slug, name, first, size, children]."""
    ranges = nodes([row.place_slugs[:FACET_DEPTH] for row in rows])
    names: dict[tuple[str, ...], str] = {}
    for row in rows:
        for depth, name in enumerate(row.place[:FACET_DEPTH], 1):
            names.setdefault(row.place_slugs[:depth], name)
    return _children((), ranges, names)


def _children(
    parent: tuple[str, ...], ranges: dict[tuple[str, ...], Node], names: dict[tuple[str, ...], str]
) -> list[Any]:
    inner: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for slugs in ranges:
        inner.setdefault(slugs[:-1], []).append(slugs)

    def tree(slugs: tuple[str, ...]) -> list[Any]:
        first, _, size = ranges[slugs]
        below = [tree(child) for child in inner.get(slugs, [])]
        return [slugs[-1], names.get(slugs, slugs[-1]), first, size, below]

    return [tree(child) for child in inner.get(parent, [])]
