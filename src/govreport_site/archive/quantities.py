"""The dozen figures of a report that lists, trends and rankings show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from govreport_site.model import FormId

Cell = int | str | Mapping[str, str]
"""A count; an amount as its decimal digits, or a mark as printed; `{"unreadable": text}`."""
Told = Mapping[str, Mapping[str, Sequence[Cell]]]
"""Table → row → cells. Rows and tables that could not be recovered are left out."""
Total = int | str | None
"""A count; an amount as its decimal digits or a mark as printed; None when not printed."""


def total(told: Told, table: str, row: str, column: int) -> Total:
    """One cell by its column's position, -1 being the last; None when not printed or unreadable."""
    cells = told.get(table, {}).get(row, ())
    if not -1 <= column < len(cells) or not cells:
        return None
    cell = cells[column]
    return cell if isinstance(cell, int | str) else None


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


def quantities(told: Told, form: FormId | None) -> tuple[Total, ...]:
    """The figures in the order of `QUANTITIES`; empty when the report prints no statistics."""
    return tuple(read(told, form) for _, read in QUANTITIES) if told else ()
