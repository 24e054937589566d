"""Cells and tables of the statistical forms.

*Not stated* is a type, never 0: a blank, a dash and a slash are different facts, and a cell that
could not be read keeps the text that was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

FormId = Literal["2021", "2019", "2014", "provincial"]


class Count(Struct, frozen=True):
    """A number, exact: a whole count, or a decimal amount as printed (`96171.60`)."""

    value: int | Decimal

    def __str__(self) -> str:
        return str(self.value)


class Mark(Struct, frozen=True):
    """A cell that prints no number: `""` blank, `"-"` dash, `"/"` slash, `"无"` none."""

    printed: Literal["", "-", "/", "无"]

    def __str__(self) -> str:
        return self.printed


BLANK, DASH, SLASH, NONE = Mark(""), Mark("-"), Mark("/"), Mark("无")


class Unreadable(Struct, frozen=True):
    """A cell whose text is no value of the form; kept as printed, never guessed."""

    text: str


CellValue = Count | Mark | Unreadable


def numbers_of(cells: Iterable[CellValue]) -> list[int | Decimal] | None:
    """The numbers of a row in which nothing else stands, as in nearly every row; else None.

    Asked of millions of cells: none is looked at for its type.
    """
    try:
        return [cell.value for cell in cells]  # type: ignore[union-attr]
    except AttributeError:  # a mark, or a text that could not be read
        return None


class Unrecoverable(Struct, frozen=True):
    """A row or table that is printed but whose values cannot be assigned to cells."""

    why: str


Row = tuple[CellValue, ...] | Unrecoverable
"""Values in the order of the form's columns."""
StatTable = Mapping[str, Row] | Unrecoverable
"""Row key → row; a row that is not printed is absent. Insertion order is the form's order."""


class Statistics(Struct, frozen=True):
    """The statistics of one report: which form they were printed in, and its tables."""

    form: FormId
    tables: Mapping[str, StatTable]
    """Table key (`proactive`, `requests`, `review`, or the 2014 form's `report`) → table."""
