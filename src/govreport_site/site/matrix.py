"""Coverage at a glance: bodies down, years across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from govreport_site.archive import Entry, Folder
from govreport_site.site import urls

CellState = Literal["read", "flagged", "unreadable", "below", "missing"]


class CoverageCell(Struct, frozen=True):
    """A body in a year."""

    state: CellState
    """`below`: no report of the body itself, but of bodies under it."""
    href: str | None
    more: int
    """Reports of bodies under it."""
    more_href: str | None


class CoverageRow(Struct, frozen=True):
    """A body and its years."""

    name: str
    href: str
    kind: Literal["own", "body", "place"]
    cells: tuple[CoverageCell, ...]
    total: int


class Coverage(Struct, frozen=True):
    """The matrix. Years run without gaps from the first to the last that is in the archive."""

    years: tuple[int, ...]
    rows: tuple[CoverageRow, ...]


_MISSING = CoverageCell("missing", None, 0, None)


def coverage(place: Folder, children: Sequence[Folder]) -> Coverage | None:
    """The place's own government first, then the bodies, then the places below; None without
    years."""
    if not place.years:
        return None
    years = tuple(range(place.years[0], place.years[-1] + 1))
    own = [_row(place.name, place, "own", years)] if place.reports else []
    kinds = {"place": "place", "body": "body", "unplaced": "body"}
    rows = (_row(child.name, child, kinds[child.kind], years) for child in children)
    return Coverage(years, (*own, *rows))


def _row(name: str, folder: Folder, kind: str, years: tuple[int, ...]) -> CoverageRow:
    reports = _by_year(folder.reports)
    below = {} if kind == "own" else folder.counts
    return CoverageRow(
        name=name,
        href=urls.href(urls.folder(folder.path)),
        kind=kind,  # type: ignore[arg-type]
        cells=tuple(_cell(folder, year, reports.get(year), below.get(year, 0)) for year in years),
        total=len(folder.reports) if kind == "own" else folder.total,
    )


def _by_year(reports: Sequence[Entry]) -> dict[int | None, list[Entry]]:
    found: dict[int | None, list[Entry]] = {}
    for entry in reports:
        found.setdefault(entry.year, []).append(entry)
    return found


_WORST = {"unreadable": 2, "flagged": 1, "read": 0}


def _cell(folder: Folder, year: int, own: list[Entry] | None, total: int) -> CoverageCell:
    more = total - len(own or ()) if total else 0
    more_href = urls.href(urls.place_year(folder.path, year)) if more else None
    if own is None:
        return CoverageCell("below", None, more, more_href) if more else _MISSING
    shown = max(own, key=lambda entry: (entry.kind == "annual", entry.path))
    worst = max((entry.state for entry in own), key=lambda state: _WORST[state])
    return CoverageCell(worst, urls.href(urls.folder(shown.path)), more, more_href)
