"""Pages of years, and the long lists behind them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.archive import UNPLACED, Archive, Entry
from govreport_site.reference.languages import number
from govreport_site.site import urls
from govreport_site.site.charts import ColumnChart
from govreport_site.site.home import newest, year_chart
from govreport_site.site.page import Link, Page, Pager, Row, page, row_of
from govreport_site.site.settings import Settings
from govreport_site.site.words import Words

PER_PAGE = 200
"""Reports on one page of a long list."""


class YearRow(Struct, frozen=True):
    """A year, or a province within a year."""

    name: str
    href: str
    count: int
    places: int
    flagged: int


class YearsView(Struct, frozen=True):
    """All that templates/years.html may say."""

    page: Page
    rows: tuple[YearRow, ...]
    """Newest year first."""
    chart: ColumnChart | None
    undated: tuple[Row, ...]
    """Reports whose year is not known."""


class YearView(Struct, frozen=True):
    """All that templates/year.html may say."""

    page: Page
    year: int
    total: int
    older: Link | None
    newer: Link | None
    provinces: tuple[YearRow, ...]
    rows: tuple[Row, ...]
    """Every report when they fit one page, else the newest."""
    pages: tuple[Link, ...]
    """The pages of the whole list, oldest first; empty when it fits."""


class ListView(Struct, frozen=True):
    """All that templates/list.html may say: one page of a long list."""

    page: Page
    title: str
    up: Link
    rows: tuple[Row, ...]
    pager: Pager


class UnplacedView(Struct, frozen=True):
    """All that templates/unplaced.html may say."""

    page: Page
    rows: tuple[Row, ...]
    pages: tuple[Link, ...]


def years_view(settings: Settings, words: Words, archive: Archive) -> YearsView:
    """All years in one table."""
    undated = [entry for entry in archive.entries if entry.year is None]
    return YearsView(
        page=page(
            settings,
            urls.YEARS,
            words.say("sentences.years"),
            words.say("sentences.years_description"),
            tab="years",
        ),
        rows=tuple(
            _row(str(year), urls.year(year), entries)
            for year, entries in reversed(archive.years.items())
        ),
        chart=year_chart(words, archive),
        undated=tuple(row_of(entry) for entry in undated[:PER_PAGE]),
    )


def _row(name: str, href: str, entries: Sequence[Entry]) -> YearRow:
    return YearRow(
        name=name,
        href=urls.href(href),
        count=len(entries),
        places=len({entry.path.split("/", 1)[0] for entry in entries} - {UNPLACED}),
        flagged=sum(entry.state != "read" for entry in entries),
    )


def year_view(settings: Settings, words: Words, archive: Archive, year: int) -> YearView:
    """The page of a year."""
    entries = archive.years[year]
    years = list(archive.years)
    at = years.index(year)
    fits = len(entries) <= PER_PAGE
    output = urls.year(year)
    return YearView(
        page=page(
            settings,
            output,
            words.say("sentences.year_title", year=year),
            words.say("sentences.year_description", year=year, n=number(len(entries))),
            tab="years",
            trail=(Link(words.say("sentences.years"), urls.YEARS),),
        ),
        year=year,
        total=len(entries),
        older=Link(str(years[at - 1]), urls.year(years[at - 1])) if at else None,
        newer=Link(str(years[at + 1]), urls.year(years[at + 1])) if at + 1 < len(years) else None,
        provinces=_provinces(archive, year, entries),
        rows=tuple(row_of(e) for e in (entries if fits else newest(entries, 20))),
        pages=() if fits else page_links(output, len(entries)),
    )


def _provinces(archive: Archive, year: int, entries: Sequence[Entry]) -> tuple[YearRow, ...]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.path.split("/", 1)[0], []).append(entry)
    return tuple(
        _row(archive.folders[top].name, _province_href(archive, top, year), listed)
        for top, listed in sorted(found.items())
        if top != UNPLACED
    )


def _province_href(archive: Archive, top: str, year: int) -> str:
    """A province's page of the year; its own page where it has no parts."""
    return urls.place_year(top, year) if archive.folders[top].children else urls.folder(top)


def page_links(first: str, count: int) -> tuple[Link, ...]:
    """Links to the numbered pages of a list of so many reports."""
    pages = -(-count // PER_PAGE)
    return tuple(Link(str(n), urls.href(urls.numbered(first, n))) for n in range(1, pages + 1))


def oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    """The order of numbered pages: by day, so that a report that is added comes last."""
    return sorted(entries, key=lambda entry: (entry.date or "", entry.path))


def list_views(
    settings: Settings, title: str, up: Link, first: str, entries: Sequence[Entry], tab: str
) -> tuple[ListView, ...]:
    """The numbered pages of a long list, none when it fits the page above."""
    if len(entries) <= PER_PAGE:
        return ()
    ordered = oldest_first(entries)
    links = page_links(first, len(ordered))
    return tuple(
        ListView(
            page=page(
                settings, urls.numbered(first, n), f"{title} · {n}", title, tab=tab, trail=(up,)
            ),
            title=title,
            up=up,
            rows=tuple(row_of(e) for e in ordered[(n - 1) * PER_PAGE : n * PER_PAGE]),
            pager=Pager(n, links),
        )
        for n in range(1, len(links) + 1)
    )


def unplaced_view(settings: Settings, words: Words, archive: Archive) -> UnplacedView:
    """The reports whose place is not known."""
    output = urls.folder(UNPLACED)
    listed = archive.unplaced
    fits = len(listed) <= PER_PAGE
    return UnplacedView(
        page=page(
            settings,
            output,
            words.say("sentences.unplaced"),
            words.say("sentences.unplaced_description"),
            tab="places",
        ),
        rows=tuple(row_of(e) for e in (listed if fits else newest(listed, 20))),
        pages=() if fits else page_links(output, len(listed)),
    )
