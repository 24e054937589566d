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
    MARKS,
    NAMES,
    REPORTS,
    TableOf,
    Value,
    claim_rows,
    report_row,
    statistics_rows,
    tables,
)

Output = tuple[str, bytes]
Rows = list[list[Value]]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet takes for a formula (OWASP, CSV injection)."""


Filed = tuple[Entry, Details]
"""Both halves of a report's row."""


def rows_by_table(reports: Iterable[Filed]) -> dict[str, Rows]:
    """Name of the export → its lines, in order of path."""
    found: dict[str, Rows] = {table.name: [] for table in tables()}
    for entry, details in reports:
        told = details.told()
        found["reports"].append(report_row(entry))
        for key in told:
            if key in NAMES:
                found[NAMES[key]].extend(statistics_rows(entry, told, key))
        found["claims"].extend(claim_rows(entry, details))
    return found


def to_csv(table: TableOf, rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 without a byte order mark, lines ended by LF, RFC 4180 quotes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows(rows)
    return buffer.getvalue().replace("\0", "\ufffd").encode()


def to_excel_csv(table: TableOf, rows: Iterable[Sequence[Value]]) -> bytes:
    """The same for spreadsheets: a byte order mark, and no cell that is taken for a formula."""
    guarded = ([_guard(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + to_csv(table, guarded).replace(b"\n", b"\r\n")


def _guard(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


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


def to_sqlite(rows: dict[str, Rows]) -> bytes:
    """A database with a table for each export. NULL is what is not printed; marks stay text."""
    connection = sqlite3.connect(":memory:")
    try:
        for table in tables():
            connection.execute(_create(table))
            marks = ",".join("?" * len(table.fields))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows[table.name])
        connection.commit()
        return bytes(connection.serialize())
    finally:
        connection.close()


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
    rows = rows_by_table(reports)
    for table in tables():
        yield f"{folder}/{table.name}.csv", to_csv(table, rows[table.name])
    yield f"{folder}/reports-excel.csv", to_excel_csv(REPORTS, rows["reports"])
    yield f"{folder}/reports.jsonl", to_json_lines(reports)
    yield f"{folder}/archive.sqlite", to_sqlite(rows)
    if parquet:
        for table in tables():
            yield f"{folder}/{table.name}.parquet", to_parquet(table, rows[table.name])
