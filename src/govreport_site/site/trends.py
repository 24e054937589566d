"""A body's figures across the years, from the totals of the national forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govreport_site.archive import Entry, Total


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


def request_total(*rows: str) -> Callable[[Entry], Total]:
    """Reads the sum of some rows of the requests table; a single row keeps its mark."""

    def read(entry: Entry) -> Total:
        cells = [entry.total("requests", row, 6) for row in rows]
        if len(cells) == 1:
            return cells[0]
        known = [cell for cell in cells if isinstance(cell, int)]
        return sum(known) if known else None

    return read


def case_total(*rows: str) -> Callable[[Entry], Total]:
    """Reads the sum of the totals of some rows of the review table."""

    def read(entry: Entry) -> Total:
        cells = [entry.total("review", row, 4) for row in rows]
        known = [cell for cell in cells if isinstance(cell, int)]
        return sum(known) if known else next((c for c in cells if c is not None), None)

    return read


QUANTITIES: tuple[tuple[str, Callable[[Entry], Total]], ...] = (
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
    ("normative_in_force", lambda entry: entry.total("proactive", "normative_documents", 2)),
)
"""What lists and trends show: word, and how it is read from a report's row."""


def trend(reports: Sequence[tuple[Entry, str]]) -> Trend | None:
    """The quantities of a body's annual reports, (entry, href) oldest first; None without any."""
    told = [(entry, href) for entry, href in reports if entry.totals and entry.year is not None]
    if not told:
        return None
    rows = (TrendRow(key, tuple(read(entry) for entry, _ in told)) for key, read in QUANTITIES)
    return Trend(
        years=tuple(entry.year or 0 for entry, _ in told),
        hrefs=tuple(href for _, href in told),
        rows=tuple(row for row in rows if any(cell is not None for cell in row.cells)),
    )
