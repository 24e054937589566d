"""The home page and the list of provinces: what the archive holds and what it lacks."""

from __future__ import annotations

import heapq
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from govreport_site.archive import Archive, Entry, Folder
from govreport_site.site import urls
from govreport_site.site.charts import ColumnChart, columns
from govreport_site.site.page import Link, Page, Row, page, row_of
from govreport_site.site.settings import Settings
from govreport_site.site.words import Words

NEWEST = 8
"""Reports listed on the home page."""


class Tile(Struct, frozen=True):
    """A province-level unit on the grid."""

    name: str
    short: str
    column: int
    row: int
    count: int
    shade: int
    """0 for none, then 1–4 by the number of reports: below 10, 100, 1,000, and more."""
    href: str | None


class Province(Struct, frozen=True):
    """A province-level unit in the table below the grid."""

    name: str
    href: str | None
    count: int
    bodies: int
    flagged: int
    first: int | None
    last: int | None


class HomeView(Struct, frozen=True):
    """All that templates/home.html may say."""

    page: Page
    reports: int
    bodies: int
    provinces: int
    """Province-level units with at least one report."""
    first: int | None
    last: int | None
    tiles: tuple[Tile, ...]
    chart: ColumnChart | None
    years: tuple[Link, ...]
    """Years that hold reports, newest first."""
    newest: tuple[Row, ...]
    absent: tuple[str, ...]
    """Province-level units without a report."""
    gaps: tuple[int, ...]
    """Years between the first and the last without a report."""
    unplaced: int
    flagged: int
    unreadable: int


class PlacesView(Struct, frozen=True):
    """All that templates/places.html may say."""

    page: Page
    tiles: tuple[Tile, ...]
    provinces: tuple[Province, ...]
    """Those with reports first, then the others, each in the order of the grid's file."""
    unplaced: int


@lru_cache(maxsize=1)
def _grid() -> tuple[dict[str, object], ...]:
    text = files("govreport_site.site").joinpath("tiles.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["tile"])


def _shade(count: int) -> int:
    return sum(count >= limit for limit in (1, 10, 100, 1000))


def tiles(settings: Settings, archive: Archive) -> tuple[Tile, ...]:
    """The 34 tiles, row by row."""
    found = {folder.name: folder for folder in archive.top if folder.kind == "place"}
    by_slug = {folder.path: folder for folder in archive.top if folder.kind == "place"}
    made: list[Tile] = []
    for unit in _grid():
        name = str(unit["name"])
        named = (f for full, f in found.items() if full.startswith(name))
        folder = by_slug.get(str(unit["slug"])) or next(named, None)
        count = folder.total if folder else 0
        made.append(
            Tile(
                name=str(unit["en"]) if settings.language == "en" else name,
                short=str(unit["short"]),
                column=int(str(unit["column"])),
                row=int(str(unit["row"])),
                count=count,
                shade=_shade(count),
                href=urls.href(urls.folder(folder.path)) if folder else None,
            )
        )
    return tuple(sorted(made, key=lambda tile: (tile.row, tile.column)))


def home_view(settings: Settings, words: Words, archive: Archive) -> HomeView:
    """The home page."""
    grid = tiles(settings, archive)
    years = list(archive.years)
    span = range(years[0], years[-1] + 1) if years else range(0)
    states = [entry.state for entry in archive.entries]
    return HomeView(
        page=page(
            settings,
            urls.HOME,
            settings.title,
            settings.description or words.say("about.what"),
            tab="home",
            feed="feed.xml",
            things=(_dataset(settings, archive),),
        ),
        reports=len(archive.entries),
        bodies=sum(bool(f.reports) for f in archive.folders.values() if f.kind != "unplaced"),
        provinces=sum(tile.count > 0 for tile in grid),
        first=years[0] if years else None,
        last=years[-1] if years else None,
        tiles=grid,
        chart=year_chart(words, archive),
        years=tuple(Link(str(year), urls.year(year)) for year in reversed(years)),
        newest=tuple(row_of(entry) for entry in newest(archive.entries, NEWEST)),
        absent=tuple(tile.name for tile in grid if not tile.count),
        gaps=tuple(year for year in span if year not in archive.years),
        unplaced=len(archive.unplaced),
        flagged=states.count("flagged"),
        unreadable=states.count("unreadable"),
    )


def newest(entries: Sequence[Entry], count: int) -> list[Entry]:
    """The reports published last, newest first."""
    return heapq.nlargest(count, entries, key=lambda entry: (entry.date or "", entry.path))


def _dataset(settings: Settings, archive: Archive) -> dict[str, object]:
    thing: dict[str, object] = {
        "@type": "Dataset",
        "name": settings.title,
        "description": settings.description or settings.title,
    }
    if archive.years:
        years = list(archive.years)
        thing["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    if settings.publisher:
        thing["creator"] = {"@type": "Organization", "name": settings.publisher}
    if settings.licence:
        thing["license"] = settings.licence
    if settings.base_url:
        thing["url"] = urls.absolute(settings.base_url, urls.HOME)
        thing["distribution"] = {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": urls.absolute(settings.base_url, "data/datapackage.json"),
        }
    return thing


def year_chart(words: Words, archive: Archive) -> ColumnChart | None:
    """Reports of each year, from the first to the last."""
    if not archive.years:
        return None
    years = list(archive.years)
    values = [
        (str(y), len(archive.years.get(y, ())), urls.year(y) if y in archive.years else None)
        for y in range(years[0], years[-1] + 1)
    ]
    head = (words.say("sentences.year"), words.say("sentences.reports"))
    title = words.say("sentences.reports_by_year")
    return columns(
        "by-year", title, words.say("sentences.reports_by_year_description"), head, values
    )


def places_view(settings: Settings, words: Words, archive: Archive) -> PlacesView:
    """All provinces in one table, with the grid above."""
    grid = tiles(settings, archive)
    by_href = {urls.href(urls.folder(f.path)): f for f in archive.top}
    rows = (_province(tile, by_href.get(tile.href or "")) for tile in grid)
    return PlacesView(
        page=page(
            settings,
            urls.PLACES,
            words.say("sentences.places"),
            words.say("sentences.places_description"),
            tab="places",
        ),
        tiles=grid,
        provinces=tuple(sorted(rows, key=lambda row: not row.count)),
        unplaced=len(archive.unplaced),
    )


def _province(tile: Tile, folder: Folder | None) -> Province:
    years = folder.years if folder else ()
    return Province(
        name=tile.name,
        href=tile.href,
        count=tile.count,
        bodies=_bodies(folder) if folder else 0,
        flagged=folder.flagged if folder else 0,
        first=years[0] if years else None,
        last=years[-1] if years else None,
    )


def _bodies(folder: Folder) -> int:
    return bool(folder.reports) + sum(_bodies(child) for child in folder.children)
