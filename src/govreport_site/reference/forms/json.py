"""Statistics ⇄ the plain values of `govreport parse --json`, the exports and the site's data.

A cell is a number, the printed mark as a string (`""`, `"-"`, `"/"`, `"无"`), or
`{"unreadable": text}`; a row or table that cannot be recovered is `{"unrecoverable": why}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from govreport_site.model import (
    BLANK,
    DASH,
    NONE,
    SLASH,
    CellValue,
    Count,
    Mark,
    Row,
    Statistics,
    StatTable,
    Unreadable,
    Unrecoverable,
    numbers_of,
)

MARKS: Mapping[str, Mark] = {mark.printed: mark for mark in (BLANK, DASH, SLASH, NONE)}


def to_json(statistics: Statistics) -> dict[str, Any]:
    """`{"form": id, "tables": {table: {row: [cell, …]}}}`; decimals become floats."""
    tables = {key: _table_to_json(table) for key, table in statistics.tables.items()}
    return {"form": statistics.form, "tables": tables}


def _table_to_json(table: StatTable) -> dict[str, Any]:
    if isinstance(table, Unrecoverable):
        return {"unrecoverable": table.why}
    return {key: row_to_json(row) for key, row in table.items()}


def row_to_json(row: Row) -> list[Any] | dict[str, str]:
    """The cells of a row, or why it has none."""
    if isinstance(row, Unrecoverable):
        return {"unrecoverable": row.why}
    numbers = numbers_of(row)
    if numbers is None:
        return [cell_to_json(cell) for cell in row]
    return [n if type(n) is int else float(n) for n in numbers]


def cell_to_json(cell: CellValue) -> int | float | str | dict[str, str]:
    """A number, a mark, or the unreadable text."""
    match cell:
        case Count(value):
            return float(value) if isinstance(value, Decimal) else value
        case Mark(printed):
            return printed
        case Unreadable(text):
            return {"unreadable": text}


def from_json(data: Mapping[str, Any]) -> Statistics:
    """The statistics that `to_json` wrote, or a light row keeps: there a decimal is its digits.
    Raises ValueError on a value that neither can have written."""
    tables = {key: _table_from_json(table) for key, table in data["tables"].items()}
    return Statistics(data["form"], tables)


def _table_from_json(data: Mapping[str, Any]) -> StatTable:
    if set(data) == {"unrecoverable"}:
        return Unrecoverable(data["unrecoverable"])
    return {key: _row_from_json(row) for key, row in data.items()}


def _row_from_json(data: list[Any] | Mapping[str, str]) -> Row:
    if isinstance(data, Mapping):
        return Unrecoverable(data["unrecoverable"])
    # Nearly all are counts.
    return tuple([Count(cell) if type(cell) is int else cell_from_json(cell) for cell in data])


_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?")


def cell_from_json(data: object) -> CellValue:
    """The cell of one value; raises ValueError."""
    match data:
        case bool():
            raise ValueError(f"found {data!r}, expected a number, a mark or an unreadable text")
        case int():
            return Count(data)
        case float():
            return Count(Decimal(repr(data)))
        case str() if data in MARKS:
            return MARKS[data]
        case str() if _AMOUNT.fullmatch(data):
            return Count(Decimal(data))
        case {"unreadable": str(text)}:
            return Unreadable(text)
        case _:
            raise ValueError(f"found {data!r}, expected a number, a mark or an unreadable text")
