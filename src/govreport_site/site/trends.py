"""A body's figures across the years, from the totals of the national forms."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.archive import QUANTITIES, Entry, Total


class TrendRow(Struct, frozen=True):
    """One quantity over the years."""

    key: str
    """Name of its label among the theme's words (`figures.new`)."""
    cells: tuple[Total, ...]


class Trend(Struct, frozen=True):
    """Quantities down, years across."""

    years: tuple[int, ...]
    hrefs: tuple[str, ...]
    """The report of each year, below the root."""
    rows: tuple[TrendRow, ...]


def share_granted(entry: Entry) -> str | None:
    """Requests disclosed in full or part, percent of those closed: `81.3%`."""
    closed = entry.quantity("closed")
    given = (entry.quantity("granted"), entry.quantity("partial"))
    known = [cell for cell in given if isinstance(cell, int)]
    if not isinstance(closed, int) or not closed or not known:
        return None
    return f"{100 * sum(known) / closed:.1f}%"


def trend(reports: Sequence[tuple[Entry, str]]) -> Trend | None:
    """The quantities of a body's annual reports, (entry, href) oldest first; None without any."""
    known = [
        (entry.year, href, entry.totals)
        for entry, href in reports
        if entry.year is not None and entry.figures
    ]
    if not known:
        return None
    columns = zip(*(totals for _, _, totals in known), strict=True)
    rows = (TrendRow(key, cells) for (key, _), cells in zip(QUANTITIES, columns, strict=True))
    return Trend(
        years=tuple(year for year, _, _ in known),
        hrefs=tuple(href for _, href, _ in known),
        rows=tuple(row for row in rows if any(cell is not None for cell in row.cells)),
    )
