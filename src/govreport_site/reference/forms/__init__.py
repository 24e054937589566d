"""The statistical forms, as data: tables, blocks, rows and columns with their official labels.

`forms.json` holds the forms; keys are those of the published data and never change. A row is
`[key, label, depth, English label]`, followed by `heading` when the form prints no values in it,
or by its unit where units differ from row to row. A column is `[key, label, unit, English label]`
and the header printed above a group of columns, if there is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from govreport_site.model import FormId


class Column(Struct, frozen=True):
    """A column of values."""

    key: str
    label: str
    unit: str | None
    """Measure word of the values; None where the rows or the page have it, or nobody."""
    label_en: str
    group: str | None = None
    """Header printed above this column and its neighbours, such as 法人或其他组织."""


class FormRow(Struct, frozen=True):
    """A row in the order of the form."""

    key: str
    label: str
    """Official wording with its number; a 其中 stands with the first row only, as printed."""
    depth: int
    """0 for the outermost rows."""
    label_en: str
    heading: bool = False
    """True for a row that only heads others (三、本年度办理结果): it has no values."""
    unit: str | None = None


class FormBlock(Struct, frozen=True):
    """Rows that share their columns."""

    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]
    clause: str | None = None
    """Words printed above the block, such as 第二十条第（一）项."""
    clause_en: str | None = None

    @property
    def data_rows(self) -> tuple[FormRow, ...]:
        """The rows that have values."""
        return tuple(row for row in self.rows if not row.heading)


class FormTable(Struct, frozen=True):
    """One table of a form."""

    key: str
    title: str
    section_key: str
    """Canonical key of the section the table stands in."""
    title_en: str
    blocks: tuple[FormBlock, ...]

    def data_rows(self) -> Iterator[tuple[FormBlock, FormRow]]:
        """Rows that have values, with their block, in the order of the form."""
        for block in self.blocks:
            for row in block.data_rows:
                yield block, row

    def columns(self, row: str) -> tuple[Column, ...]:
        """Columns of a row by its key; raises KeyError."""
        for block in self.blocks:
            if any(r.key == row for r in block.rows):
                return block.columns
        raise KeyError(row)

    @property
    def cell_count(self) -> int:
        """Number of cells when every row is printed."""
        return sum(len(block.columns) * len(block.data_rows) for block in self.blocks)


class Form(Struct, frozen=True):
    """One generation of the statistics."""

    id: FormId
    name: str
    name_en: str
    basis: str
    """The document that prescribes it."""
    tables: tuple[FormTable, ...]

    def table(self, key: str) -> FormTable:
        """The table of that key; raises KeyError."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def cell_key(table: str, row: str, column: str) -> str:
    """Path of a cell, as evidence and figures name it: `requests.r3.1.total`."""
    return f"{table}.{row}.{column}"


def _row(values: list[Any]) -> FormRow:
    key, label, depth, english, *rest = values
    heading = rest == ["heading"]
    return FormRow(key, label, depth, english, heading, None if heading or not rest else rest[0])


def _block(data: Mapping[str, Any]) -> FormBlock:
    columns = tuple(Column(*values) for values in data["columns"])
    rows = tuple(_row(values) for values in data["rows"])
    return FormBlock(columns, rows, data["clause"], data["clause_en"])


def _table(data: Mapping[str, Any]) -> FormTable:
    blocks = tuple(_block(block) for block in data["blocks"])
    return FormTable(data["key"], data["title"], data["section_key"], data["title_en"], blocks)


def _form(data: Mapping[str, Any]) -> Form:
    tables = tuple(_table(table) for table in data["tables"])
    return Form(data["id"], data["name"], data["name_en"], data["basis"], tables)


def _read() -> Mapping[FormId, Form]:
    text = files("govreport_site.reference.forms").joinpath("forms.json").read_bytes()
    forms = (_form(data) for data in json.loads(text))
    return MappingProxyType({form.id: form for form in forms})


FORMS: Mapping[FormId, Form] = _read()
