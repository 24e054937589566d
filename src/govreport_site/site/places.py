"""Pages of places and bodies, and of places in a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from govreport_site.archive import Archive, Folder
from govreport_site.model import Level
from govreport_site.reference.languages import number
from govreport_site.site import urls
from govreport_site.site.charts import ColumnChart, columns
from govreport_site.site.exports import place_outputs
from govreport_site.site.matrix import Coverage, coverage
from govreport_site.site.page import Link, Page, Row, page, row_of, trail_of
from govreport_site.site.relatives import Formerly, linked, merged_with, reports_of, with_moves
from govreport_site.site.settings import Settings
from govreport_site.site.trends import Trend, trend
from govreport_site.site.words import Words

ROWS = 200
"""Bodies on one page of a coverage matrix."""


class YearCount(Struct, frozen=True):
    """How many reports a year holds."""

    year: int
    count: int
    href: str


class PlaceView(Struct, frozen=True):
    """All that templates/place.html may say: a place with what is below it, or a single body."""

    page: Page
    path: str
    """Its address below the root: what a search within it is filtered by."""
    name: str
    kind: Literal["place", "body"]
    level: Level | None
    mca: str | None
    nbs: str | None
    history: tuple[Formerly, ...]
    heirs: tuple[Formerly, ...]
    """Places that it was merged into."""
    merged: tuple[Formerly, ...]
    """Places that were merged into it."""
    total: int
    flagged: int
    bodies: int
    """Bodies here and below that have a report."""
    own: tuple[Row, ...]
    """Reports of the body itself under all its names, newest first."""
    coverage: Coverage | None
    parts: tuple[Link, ...]
    """Further pages of the coverage matrix where it is long, this one included."""
    years: tuple[YearCount, ...]
    chart: ColumnChart | None
    trend: Trend | None
    trend_chart: ColumnChart | None
    data: tuple[Link, ...]


class CoverageView(Struct, frozen=True):
    """All that templates/coverage.html may say: a further page of a long coverage matrix."""

    page: Page
    coverage: Coverage
    parts: tuple[Link, ...]
    current: int


def place_view(
    settings: Settings,
    words: Words,
    archive: Archive,
    folder: Folder,
    history: tuple[Formerly, ...] = (),
) -> PlaceView:
    """The page of a place or a body."""
    output = urls.folder(folder.path)
    history = with_moves(history, folder)
    own = [entry for entry in folder.reports if entry.kind == "annual"]
    told = trend([(entry, urls.href(urls.folder(entry.path))) for entry in own])
    unit = next((e for e in reversed(folder.reports) if "/".join(e.slugs) == folder.path), None)
    latest = folder.reports[-1] if folder.reports else None
    years = year_counts(folder)
    return PlaceView(
        page=page(
            settings,
            output,
            folder.name,
            words.say("sentences.place_description", name=folder.name, n=number(folder.total)),
            tab="places",
            trail=trail_of(archive.trail(folder.path)[:-1]),
            feed=urls.href(f"{folder.path}/feed.xml"),
            things=({"@type": "GovernmentOrganization", "name": folder.name},),
        ),
        path=folder.path,
        name=folder.name,
        kind="body" if folder.kind == "body" else "place",
        level=latest.level if latest else _level_of(folder),
        mca=unit.mca if unit else None,
        nbs=unit.nbs if unit else None,
        history=tuple(linked(name, folder, archive) for name in history),
        heirs=merged_with(folder, archive, "into"),
        merged=merged_with(folder, archive, "from"),
        total=folder.total,
        flagged=folder.flagged,
        bodies=_bodies(folder),
        own=tuple(row_of(entry) for entry in reports_of(folder, history, archive)),
        coverage=coverage(folder, folder.children[:ROWS]),
        parts=part_links(folder),
        years=years,
        chart=_count_chart(words, years) if folder.children else None,
        trend=told,
        trend_chart=_trend_chart(words, told),
        data=tuple(
            Link(name, urls.href(output))
            for name, output in zip(("CSV", "Excel"), place_outputs(folder.path), strict=True)
        ),
    )


def part_links(folder: Folder) -> tuple[Link, ...]:
    """The pages of a long coverage matrix, the place's own page first; empty for a short one."""
    parts = -(-len(folder.children) // ROWS)
    outputs = (urls.part(folder.path, n) for n in range(1, parts + 1))
    links = tuple(Link(str(n), urls.href(output)) for n, output in enumerate(outputs, 1))
    return links if parts > 1 else ()


def coverage_views(
    settings: Settings, words: Words, archive: Archive, folder: Folder
) -> Iterator[CoverageView]:
    """The further pages of a long coverage matrix."""
    links = part_links(folder)
    for part in range(2, len(links) + 1):
        shown = folder.children[(part - 1) * ROWS : part * ROWS]
        matrix = coverage(folder, shown)
        if matrix is None:
            return
        title = words.say("sentences.coverage", name=folder.name, n=part)
        output = urls.part(folder.path, part)
        yield CoverageView(
            page=page(
                settings,
                output,
                title,
                title,
                tab="places",
                trail=trail_of(archive.trail(folder.path)),
            ),
            coverage=matrix,
            parts=links,
            current=part,
        )


_LEVELS: Mapping[str, Level] = {"p": "province", "f": "prefecture", "c": "county"}


def _level_of(folder: Folder) -> Level | None:
    """The level of a place that has no report of its own, from the places of those below it."""
    one = next(folder.below(), None)
    depth = folder.path.count("/")
    letter = one.levels[depth : depth + 1] if one and folder.kind == "place" else ""
    return _LEVELS.get(letter)


def _bodies(folder: Folder) -> int:
    return bool(folder.reports) + sum(_bodies(child) for child in folder.children)


def year_counts(folder: Folder) -> tuple[YearCount, ...]:
    """Reports of each year, oldest first; a body's own year leads straight to its report."""
    if folder.children:
        return tuple(
            YearCount(year, folder.counts[year], urls.href(urls.place_year(folder.path, year)))
            for year in folder.years
        )
    return tuple(
        YearCount(year, folder.counts[year], urls.href(urls.folder(entry.path)))
        for year in folder.years
        for entry in [next(e for e in folder.reports if e.year == year)]
    )


def _count_chart(words: Words, years: Sequence[YearCount]) -> ColumnChart | None:
    if not years:
        return None
    known = {count.year: count for count in years}
    span = range(years[0].year, years[-1].year + 1)
    values = [
        (
            str(year),
            known[year].count if year in known else 0,
            known[year].href if year in known else None,
        )
        for year in span
    ]
    head = (words.say("sentences.year"), words.say("sentences.reports"))
    title = words.say("sentences.reports_by_year")
    return columns(
        "by-year", title, words.say("sentences.reports_by_year_description"), head, values
    )


def _trend_chart(words: Words, told: Trend | None) -> ColumnChart | None:
    row = next((row for row in told.rows if row.key == "new"), None) if told else None
    if told is None or row is None:
        return None
    counts = dict(zip(told.years, row.cells, strict=True))
    values: list[tuple[str, int | None, str | None]] = []
    for year in range(told.years[0], told.years[-1] + 1):
        cell = counts.get(year)
        values.append((str(year), cell if isinstance(cell, int) else None, None))
    head = (words.say("sentences.year"), words.say("sentences.requests"))
    title = words.say("sentences.requests_by_year")
    return columns(
        "requests", title, words.say("sentences.requests_by_year_description"), head, values
    )
