"""Pages of a place in a year: its reports, side by side, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.archive import QUANTITIES, Archive, Entry, Folder, Total
from govreport_site.reference.languages import number
from govreport_site.site import urls
from govreport_site.site.page import Link, Page, Row, page, row_of, trail_of
from govreport_site.site.settings import Settings
from govreport_site.site.trends import share_granted
from govreport_site.site.words import Words

FULL_LIST = 300
"""A place lists every report of a year up to this many; beyond, it points at its parts."""


class Group(Struct, frozen=True):
    """Reports under one heading."""

    name: str
    href: str
    count: int
    rows: tuple[Row, ...]
    """Empty where the list would be too long: the link leads to it."""


class Compared(Struct, frozen=True):
    """A body among others in one year."""

    name: str
    href: str
    cells: tuple[Total, ...]
    rank: int | None
    """Place by requests received, 1 the most; equal numbers share a place."""
    share: str | None
    """Disclosed in full or part, percent of the requests closed."""


class PlaceYearView(Struct, frozen=True):
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
                "sentences.place_year_description",
                name=folder.name,
                year=year,
                n=number(len(listed)),
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
    known = [entry for entry in listed if entry.kind == "annual" and entry.figures]
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
