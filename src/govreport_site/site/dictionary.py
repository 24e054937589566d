"""The tables of the exports, field by field: what CSV, SQLite, Parquet and datapackage.json share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple

from govreport_site.archive import QUANTITIES, Cell, Details, Entry, Told
from govreport_site.reference.forms import FORMS

FieldType = Literal["string", "integer", "number", "date"]
Value = int | str | None

MARKS = ("", "-", "/", "无", "?")
"""What a number's field may hold besides digits: printed marks, and "?" for an unreadable text."""


class Field(Struct, frozen=True):
    """A column of an export."""

    name: str
    type: FieldType
    labels: tuple[str, str] | None = None
    """The form's own words for a statistics column, and in English; None where the words file
    explains it."""


class TableOf(Struct, frozen=True):
    """A table of the exports."""

    name: str
    """`reports`, `claims`, or the key of a statistics table; `returns` is the 2014 form's
    `report`."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    """Primary key."""


_PLACES = {"province": "p", "prefecture": "f", "county": "c", "township": "t", "zone": "z"}
"""Level of a place → its letter in `Entry.levels`."""

_FIRST = ("path", "title", "kind", "year", "issuer", "level")
_THEN: Mapping[str, FieldType] = {
    **dict.fromkeys(("mca", "nbs", "match"), "string"),
    **dict.fromkeys(("published", "signed", "generated"), "date"),
    **dict.fromkeys(("index_number", "document_number", "form", "url", "retrieved"), "string"),
    **dict.fromkeys(("digest", "state"), "string"),
    **dict.fromkeys(("findings", "unreadable", "repairs", "characters"), "integer"),
}
"""Columns of `reports` before and after the names of places."""

REPORTS = TableOf(
    "reports",
    (
        *(Field(name, "integer" if name == "year" else "string") for name in _FIRST),
        *(Field(name, "string") for name in _PLACES),
        *(Field(name, kind) for name, kind in _THEN.items()),
        *(Field(key, "number") for key, _ in QUANTITIES),
    ),
    ("path",),
)

# All fields at once: a place's exports read each of 30 fields of every report below it.
_read_first = attrgetter(*_FIRST)
_read_then = attrgetter(*("remarks" if name == "findings" else name for name in _THEN))


def report_row(entry: Entry) -> list[Value]:
    """One line of `reports`."""
    named = dict(zip(entry.levels, entry.names, strict=True))
    return [
        *_read_first(entry),
        *[named.get(letter) for letter in _PLACES.values()],
        *_read_then(entry),
        *(entry.totals or _NO_TOTALS),
    ]


_NO_TOTALS: tuple[Value, ...] = (None,) * len(QUANTITIES)


NAMES: Mapping[str, str] = {
    "proactive": "proactive",
    "requests": "requests",
    "review": "review",
    "report": "returns",
}
"""Key of a statistics table → name of its export."""


LEAD = ("path", "year", "form", "row")
"""The first columns of every statistics table."""


@lru_cache(maxsize=1)
def statistics_tables() -> Mapping[str, TableOf]:
    """Key → table. A table has the columns of all forms, in the order of the newest."""
    found: dict[str, dict[str, Field]] = {key: {} for key in NAMES}
    for form in FORMS.values():
        for table in form.tables:
            for block in table.blocks:
                for column in block.columns:
                    field = Field(column.key, "number", (column.label, column.label_en))
                    found[table.key].setdefault(column.key, field)
    lead = tuple(Field(name, "integer" if name == "year" else "string") for name in LEAD)
    return {
        key: TableOf(NAMES[key], (*lead, *columns.values()), ("path", "row"))
        for key, columns in found.items()
    }


@lru_cache(maxsize=256)
def _positions(form: str, table: str, row: str) -> tuple[int, ...]:
    """Where each cell of this row goes among the table's value columns."""
    columns = [field.name for field in statistics_tables()[table].fields[len(LEAD) :]]
    known = FORMS[form].table(table)  # type: ignore[index]
    try:
        return tuple(columns.index(column.key) for column in known.columns(row))
    except KeyError:
        return ()


def statistics_rows(entry: Entry, told: Told, key: str) -> Iterator[list[Value]]:
    """The lines of a statistics table; None in the columns that the report's form lacks."""
    table = statistics_tables()[key]
    width = len(table.fields) - len(LEAD)
    whole = tuple(range(width))
    for row, cells in told.get(key, {}).items():
        known = [cell if type(cell) is int else plain(cell) for cell in cells]
        positions = _positions(entry.form or "", key, row)
        if positions == whole and len(known) == width:
            yield [entry.path, entry.year, entry.form, row, *known]
            continue
        values: list[Value] = [None] * width
        for position, cell in zip(positions, known, strict=False):
            values[position] = cell
        yield [entry.path, entry.year, entry.form, row, *values]


def plain(cell: Cell) -> Value:
    """A cell for a table of numbers: what could not be read is "?"."""
    return cell if isinstance(cell, int | str) else "?"


CLAIM_FIELDS: tuple[tuple[str, FieldType], ...] = (
    ("number", "integer"),
    ("quantity", "string"),
    ("label", "string"),
    ("value", "number"),
    ("unit", "string"),
    ("qualifier", "string"),
    ("scope", "string"),
    ("section", "string"),
    ("anchor", "string"),
    ("sentence", "string"),
)
"""The fields of a claim, in the order in which it has them."""
CLAIMS = TableOf(
    "claims",
    (
        Field("path", "string"),
        Field("year", "integer"),
        *(Field(name, kind) for name, kind in CLAIM_FIELDS),
    ),
    ("path", "number"),
)


def claim_rows(entry: Entry, details: Details) -> Iterator[list[Value]]:
    """The lines of `claims`, in the order in which the report states them."""
    for claim in details.claimed():
        yield [entry.path, entry.year, *astuple(claim)]


@lru_cache(maxsize=1)
def tables() -> tuple[TableOf, ...]:
    """Every table of the exports."""
    return (REPORTS, *statistics_tables().values(), CLAIMS)
