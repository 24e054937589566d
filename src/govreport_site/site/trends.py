"""A body's figures across the years, from the totals of the national forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govreport_site.archive import Entry, Told, Total, total
from govreport_site.model import FormId


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One quantity over the years."""

    key: str
    """Name of its label among the theme's words (`figures.new`)."""
    cells: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Quantities down, years across."""

    years: tuple[int, ...]
    hrefs: tuple[str, ...]
    """The report of each year, below the root."""
    rows: tuple[TrendRow, ...]


Reader = Callable[[Told, FormId | None], Total]
"""A report's cells and the form they were printed in → one quantity."""


def request_total(*rows: str) -> Reader:
    """Reads the sum of some rows of the requests table; a single row keeps its mark."""

    def read(told: Told, form: FormId | None) -> Total:
        cells = [total(told, "requests", row, 6) for row in rows]
        if len(cells) == 1:
            return cells[0]
        known = [cell for cell in cells if isinstance(cell, int)]
        return sum(known) if known else None

    return read


def case_total(*rows: str) -> Reader:
    """Reads the sum of the totals of some rows of the review table."""

    def read(told: Told, form: FormId | None) -> Total:
        cells = [total(told, "review", row, 4) for row in rows]
        known = [cell for cell in cells if isinstance(cell, int)]
        return sum(known) if known else next((c for c in cells if c is not None), None)

    return read


def normative_in_force(told: Told, form: FormId | None) -> Total:
    """Normative documents in force; the form of 2019 prints another figure in that place."""
    return total(told, "proactive", "normative_documents", 2) if form == "2021" else None


def share_granted(told: Told) -> str | None:
    """Requests disclosed in full or part, percent of those closed: `81.3%`."""
    closed = total(told, "requests", "r7", 6)
    given = [total(told, "requests", row, 6) for row in ("r1", "r2")]
    known = [cell for cell in given if isinstance(cell, int)]
    if not isinstance(closed, int) or not closed or not known:
        return None
    return f"{100 * sum(known) / closed:.1f}%"


QUANTITIES: tuple[tuple[str, Reader], ...] = (
    ("new", request_total("new")),
    ("carry_in", request_total("carry_in")),
    ("granted", request_total("r1")),
    ("partial", request_total("r2")),
    ("refused", request_total(*(f"r3.{n}" for n in range(1, 9)))),
    ("unavailable", request_total("r4.1", "r4.2", "r4.3")),
    ("declined", request_total(*(f"r5.{n}" for n in range(1, 6)))),
    ("otherwise", request_total("r6", "r6.1", "r6.2", "r6.3")),
    ("closed", request_total("r7")),
    ("carry_out", request_total("carry_out")),
    ("reconsideration", case_total("reconsideration")),
    ("litigation", case_total("litigation_direct", "litigation_after_reconsideration")),
    ("normative_in_force", normative_in_force),
)
"""What lists and trends show: word, and how it is read from a report's cells."""


def trend(reports: Sequence[tuple[Entry, str]]) -> Trend | None:
    """The quantities of a body's annual reports, (entry, href) oldest first; None without any."""
    known = [
        (entry.year, href, told, entry.form)
        for entry, href in reports
        if entry.year is not None and (told := entry.told())
    ]
    if not known:
        return None
    rows = (
        TrendRow(key, tuple(read(told, form) for _, _, told, form in known))
        for key, read in QUANTITIES
    )
    return Trend(
        years=tuple(year for year, _, _, _ in known),
        hrefs=tuple(href for _, href, _, _ in known),
        rows=tuple(row for row in rows if any(cell is not None for cell in row.cells)),
    )
