"""Rows → files: CSV, CSV for Excel, JSON Lines, SQLite, Parquet. Values equal the pages'."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import asdict

from govreport_site.archive import Cell, Claim, Details, Entry
from govreport_site.site.dictionary import (
    CLAIMS,
    KEYS,
    MARKS,
    REPORTS,
    TableOf,
    Value,
    claim_rows,
    report_row,
    statistics_rows,
    tables,
)

Output = tuple[str, bytes]
Rows = Iterator[list[Value]]
Filed = tuple[Entry, Details]
"""Both halves of a report's row."""

SOME = 200
"""Reports whose lines are held at once: those of a year of a large archive take 40 MB."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet takes for a formula (OWASP, CSV injection)."""


def rows_of(table: TableOf, reports: Iterable[Filed]) -> Rows:
    """The lines of an export, in order of path."""
    if table is REPORTS:
        return (report_row(entry) for entry, _ in reports)
    if table is CLAIMS:
        return (row for entry, details in reports for row in claim_rows(entry, details))
    key = KEYS[table.name]
    return (
        row for entry, details in reports for row in statistics_rows(entry, details.told(), key)
    )


class CsvFile:
    """A table as text: UTF-8 without a byte order mark, lines ended by LF, RFC 4180 quotes."""

    def __init__(self, table: TableOf) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, lineterminator="\n")
        self._writer.writerow([field.name for field in table.fields])

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Adds lines."""
        self._writer.writerows(rows)

    def data(self) -> bytes:
        """The whole file."""
        return self._buffer.getvalue().replace("\0", "\ufffd").encode()


def to_csv(table: TableOf, rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as a `CsvFile`."""
    file = CsvFile(table)
    file.write(rows)
    return file.data()


def to_excel_csv(table: TableOf, rows: Iterable[Sequence[Value]]) -> bytes:
    """The same for spreadsheets: a byte order mark, and no cell that is taken for a formula."""
    # Written out: a place's exports ask this of a million values, and a call doubles it.
    guarded = (
        [
            f"'{value}" if type(value) is str and value.startswith(_FORMULA) else value
            for value in row
        ]
        for row in rows
    )
    return b"\xef\xbb\xbf" + to_csv(table, guarded).replace(b"\n", b"\r\n")


_JSON = msgspec.json.Encoder(decimal_format="number")


def to_json_lines(reports: Iterable[Filed]) -> bytes:
    """One object a report: the columns of `reports`, `statistics` as in index.json, `claims`."""
    return b"".join(_JSON.encode(_record(*filed)) + b"\n" for filed in reports)


def _record(entry: Entry, details: Details) -> dict[str, object]:
    told = details.told()
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

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def create(self, table: TableOf) -> None:
        """Adds an empty table."""
        self._connection.execute(_create(table))

    def write(self, table: TableOf, rows: Iterable[Sequence[Value]]) -> None:
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


def to_parquet(table: TableOf, rows: Sequence[Sequence[Value]]) -> bytes:
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


def place_outputs(path: str) -> tuple[str, str]:
    """Files of a place: every report here and below, with the totals of its forms."""
    return f"{path}/reports.csv", f"{path}/reports-excel.csv"


def place_files(path: str, entries: Sequence[Entry]) -> Iterator[Output]:
    """The files of `place_outputs`."""
    rows = [report_row(entry) for entry in entries]
    plain, excel = place_outputs(path)
    yield plain, to_csv(REPORTS, rows)
    yield excel, to_excel_csv(REPORTS, rows)


def set_outputs(folder: str, parquet: bool) -> tuple[str, ...]:
    """Files of a data set: a year's, or the whole archive's."""
    named = [table.name for table in tables()]
    names = (
        *(f"{name}.csv" for name in named),
        *("reports-excel.csv", "reports.jsonl", "archive.sqlite"),
        *(f"{name}.parquet" for name in named if parquet),
    )
    return tuple(f"{folder}/{name}" for name in names)


def set_files(folder: str, reports: Sequence[Filed], parquet: bool) -> Iterator[Output]:
    """The files of `set_outputs`, in that order."""
    with Database() as database:
        for table in tables():
            yield f"{folder}/{table.name}.csv", _written(table, reports, database)
        excel = to_excel_csv(REPORTS, rows_of(REPORTS, reports))
        yield f"{folder}/reports-excel.csv", excel
        yield f"{folder}/reports.jsonl", to_json_lines(reports)
        yield f"{folder}/archive.sqlite", database.data()
    if parquet:
        for table in tables():
            rows = list(rows_of(table, reports))
            yield f"{folder}/{table.name}.parquet", to_parquet(table, rows)


def _written(table: TableOf, reports: Sequence[Filed], database: Database) -> bytes:
    """The table's CSV file; its lines go into the database too."""
    file = CsvFile(table)
    database.create(table)
    for at in range(0, len(reports), SOME):
        rows = list(rows_of(table, reports[at : at + SOME]))
        file.write(rows)
        database.write(table, rows)
    return file.data()
