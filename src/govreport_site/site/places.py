"""Pages of places and bodies, and of places in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from govreport_site.archive import QUANTITIES, Archive, Entry, Folder, Total
from govreport_site.model import Level
from govreport_site.site import urls
from govreport_site.site.charts import ColumnChart, columns
from govreport_site.site.exports import place_outputs
from govreport_site.site.matrix import Coverage, coverage
from govreport_site.site.page import Link, Page, Row, page, row_of, trail_of
from govreport_site.site.settings import Settings
from govreport_site.site.trends import Trend, share_granted, trend
from govreport_site.site.words import Words

FULL_LIST = 300
"""A place lists every report of a year up to this many; beyond, it points at its parts."""


@dataclass(frozen=True, slots=True)
class Formerly:
    """A name that the place had."""

    name: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many reports a year holds."""

    year: int
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """All that templates/place.html may say: a place with what is below it, or a single body."""

    page: Page
    name: str
    kind: Literal["place", "body"]
    level: Level | None
    mca: str | None
    nbs: str | None
    history: tuple[Formerly, ...]
    total: int
    flagged: int
    bodies: int
    """Bodies here and below that have a report."""
    own: tuple[Row, ...]
    """Reports of the body itself, newest first."""
    coverage: Coverage | None
    parts: tuple[Link, ...]
    """Further pages of the coverage matrix where it is long, this one included."""
    years: tuple[YearCount, ...]
    chart: ColumnChart | None
    trend: Trend | None
    trend_chart: ColumnChart | None
    data: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Reports under one heading."""

    name: str
    href: str
    count: int
    rows: tuple[Row, ...]
    """Empty where the list would be too long: the link leads to it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A body among others in one year."""

    name: str
    href: str
    cells: tuple[Total, ...]
    rank: int | None
    """Place by requests received, 1 the most; equal numbers share a place."""
    share: str | None
    """Disclosed in full or part, percent of the requests closed."""


@dataclass(frozen=True, slots=True)
class PlaceYearView:
    """All that templates/place_year.html may say."""

    page: Page
    name: str
    href: str
    year: int
    total: int
    older: Link | None
    newer: Link | None
    groups: tuple[Group, ...]
    missing: tuple[Link, ...]
    """Bodies with reports of other years but none of this one."""
    quantities: tuple[str, ...]
    compared: tuple[Compared, ...]
    """Bodies that printed the national form's tables, if there are at least two."""


def place_view(
    settings: Settings,
    words: Words,
    archive: Archive,
    folder: Folder,
    history: tuple[Formerly, ...] = (),
) -> PlaceView:
    """The page of a place or a body."""
    output = urls.folder(folder.path)
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
            words.say("sentences.place_description", name=folder.name, n=folder.total),
            tab="places",
            trail=trail_of(archive.trail(folder.path)[:-1]),
            feed=urls.href(f"{folder.path}/feed.xml"),
            things=({"@type": "GovernmentOrganization", "name": folder.name},),
        ),
        name=folder.name,
        kind="body" if folder.kind == "body" else "place",
        level=latest.level if latest else None,
        mca=unit.mca if unit else None,
        nbs=unit.nbs if unit else None,
        history=history,
        total=folder.total,
        flagged=folder.flagged,
        bodies=_bodies(folder),
        own=tuple(row_of(entry) for entry in reversed(folder.reports)),
        coverage=coverage(folder, folder.children),
        parts=(),
        years=years,
        chart=_count_chart(words, years) if folder.children else None,
        trend=told,
        trend_chart=_trend_chart(words, told),
        data=tuple(
            Link(name, urls.href(output))
            for name, output in zip(("CSV", "Excel"), place_outputs(folder.path), strict=True)
        ),
    )


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


def place_year_view(
    settings: Settings, words: Words, archive: Archive, folder: Folder, year: int
) -> PlaceYearView:
    """The page of a place in a year."""
    output = urls.place_year(folder.path, year)
    listed = [entry for entry in folder.below() if entry.year == year]
    title = words.say("sentences.place_year", name=folder.name, year=year)
    at = folder.years.index(year)
    compared = _compared(listed) if len(listed) <= FULL_LIST else ()
    return PlaceYearView(
        page=page(
            settings,
            output,
            title,
            words.say(
                "sentences.place_year_description", name=folder.name, year=year, n=len(listed)
            ),
            tab="places",
            trail=trail_of(archive.trail(folder.path)),
        ),
        name=folder.name,
        href=urls.href(urls.folder(folder.path)),
        year=year,
        total=len(listed),
        older=_year_link(folder, at - 1),
        newer=_year_link(folder, at + 1),
        groups=_groups(folder, year, full=len(listed) <= FULL_LIST),
        missing=tuple(
            Link(child.name, urls.href(urls.folder(child.path)))
            for child in folder.children
            if year not in child.counts
        ),
        quantities=tuple(key for key, _ in QUANTITIES) if compared else (),
        compared=compared,
    )


def _year_link(folder: Folder, at: int) -> Link | None:
    if not 0 <= at < len(folder.years):
        return None
    year = folder.years[at]
    return Link(str(year), urls.href(urls.place_year(folder.path, year)))


def _groups(folder: Folder, year: int, full: bool) -> tuple[Group, ...]:
    own = tuple(row_of(entry) for entry in folder.reports if entry.year == year)
    groups = [Group(folder.name, urls.href(urls.folder(folder.path)), len(own), own)] if own else []
    for child in folder.children:
        count = child.counts.get(year, 0)
        if not count:
            continue
        rows = (
            tuple(row_of(e) for e in child.below() if e.year == year) if full or count == 1 else ()
        )
        deeper = urls.place_year(child.path, year) if child.children else urls.folder(child.path)
        groups.append(Group(child.name, urls.href(deeper), count, rows))
    return tuple(groups)


def _compared(listed: Sequence[Entry]) -> tuple[Compared, ...]:
    known = [entry for entry in listed if entry.kind == "annual" and entry.totals]
    if len(known) < 2:
        return ()
    counts = [entry.quantity("new") for entry in known]
    order = sorted((count for count in counts if isinstance(count, int)), reverse=True)
    place: dict[int, int] = {}
    for rank, count in enumerate(order, 1):
        place.setdefault(count, rank)
    ranks = [place[count] if isinstance(count, int) else None for count in counts]
    return tuple(_compare(entry, rank) for entry, rank in zip(known, ranks, strict=True))


def _compare(entry: Entry, rank: int | None) -> Compared:
    return Compared(
        name=entry.issuer or entry.title,
        href=urls.href(urls.folder(entry.path)),
        cells=entry.totals,
        rank=rank,
        share=share_granted(entry),
    )
