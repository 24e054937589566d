"""The formats of the exports: CSV, CSV for Excel, JSON Lines, SQLite, Parquet.

Files grow by some reports at a time, so that a data set takes the memory of its files and not that
of all its lines as well. Values equal the pages'.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import asdict

from govreport_site.archive import Cell, Claim, Details, Entry, Told
from govreport_site.site.dictionary import MARKS, REPORTS, TableOf, Value, report_row

Rows = Sequence[Sequence[Value]]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet takes for a formula (OWASP, CSV injection)."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class CsvFile:
    """A table as text: UTF-8 without a byte order mark, lines ended by LF, RFC 4180 quotes."""

    def __init__(self, table: TableOf) -> None:
        self._parts = [_lines([[field.name for field in table.fields]])]

    def write(self, rows: Rows) -> None:
        """Adds lines."""
        self._parts.append(_lines(rows))

    def data(self) -> bytes:
        """The whole file."""
        return b"".join(self._parts)


class ExcelFile(CsvFile):
    """The same for spreadsheets: a byte order mark, lines ended by CR LF, and no cell that is taken
    for a formula."""

    def write(self, rows: Rows) -> None:
        """Adds lines."""
        # Written out: a place's exports ask this of a million values, and a call doubles it.
        super().write(
            [
                [
                    f"'{value}" if type(value) is str and value.startswith(_FORMULA) else value
                    for value in row
                ]
                for row in rows
            ]
        )

    def data(self) -> bytes:
        """The whole file."""
        return _BYTE_ORDER_MARK + super().data().replace(b"\n", b"\r\n")


def _lines(rows: Rows) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().replace("\0", "\ufffd").encode()


_JSON = msgspec.json.Encoder(decimal_format="number")


def json_line(entry: Entry, details: Details, told: Told) -> bytes:
    """One object: the columns of `reports`, `statistics` as in index.json, `claims`. `told` are the
    statistics, unpacked."""
    return _JSON.encode(_record(entry, details, told)) + b"\n"


def _record(entry: Entry, details: Details, told: Told) -> dict[str, object]:
    names = (field.name for field in REPORTS.fields)
    record: dict[str, object] = dict(zip(names, report_row(entry), strict=True))
    tables = {
        key: {
            row: [cell if type(cell) is int else _number(cell) for cell in cells]
            for row, cells in rows.items()
        }
        for key, rows in told.items()
    }
    record["statistics"] = {"form": entry.form, "tables": tables} if entry.form else None
    record["claims"] = [_claim(claim) for claim in details.claimed()]
    return record


def _claim(claim: Claim) -> dict[str, object]:
    return {**asdict(claim), "value": _number(claim.value)}


def _number(cell: Cell) -> object:
    """Amounts travel as digits; in JSON they are numbers."""
    return Decimal(cell) if isinstance(cell, str) and cell not in MARKS else cell


_SQL = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "date": "TEXT"}


class Database:
    """An SQLite file with a table for each export. NULL is what is not printed; marks stay text."""

    def __init__(self, tables: Iterable[TableOf]) -> None:
        self._connection = sqlite3.connect(":memory:")
        for table in tables:
            self._connection.execute(_create(table))

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def write(self, table: TableOf, rows: Rows) -> None:
        """Adds lines."""
        marks = ",".join("?" * len(table.fields))
        self._connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)

    def data(self) -> bytes:
        """The whole file."""
        self._connection.commit()
        return self._connection.serialize()


def _create(table: TableOf) -> str:
    fields = ", ".join(f'"{field.name}" {_SQL[field.type]}' for field in table.fields)
    tail = "" if table.name == "reports" else ', FOREIGN KEY ("path") REFERENCES reports("path")'
    key = ", ".join(f'"{name}"' for name in table.key)
    return f"CREATE TABLE {table.name} ({fields}, PRIMARY KEY ({key}){tail}) WITHOUT ROWID"


def to_parquet(table: TableOf, rows: Rows) -> bytes:
    """A Parquet file: numbers and nulls, and the marks in a column of their own, as JSON."""
    # Imported here: pyarrow is an option of the installation.
    import pyarrow
    import pyarrow.parquet

    kinds = {
        "string": pyarrow.string(),
        "date": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
    }
    numbers = [n for n, field in enumerate(table.fields) if field.type == "number"]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in table.fields]
    marks = [_marks(table, row, numbers) for row in rows]
    arrays = []
    for n, field in enumerate(table.fields):
        values = [_float(v) for v in columns[n]] if field.type == "number" else columns[n]
        arrays.append(pyarrow.array(values, kinds[field.type]))
    names = [*(field.name for field in table.fields), "marks"]
    made = pyarrow.Table.from_arrays([*arrays, pyarrow.array(marks, pyarrow.string())], names)
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(made, buffer)
    return buffer.getvalue()


def _float(value: Value) -> float | None:
    return None if value is None or value in MARKS else float(value)


def _marks(table: TableOf, row: Sequence[Value], numbers: Sequence[int]) -> str | None:
    found = {table.fields[n].name: row[n] for n in numbers if row[n] in MARKS}
    return _JSON.encode(found).decode() if found else None
