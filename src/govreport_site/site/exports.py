"""What is exported of the reports of a place, a year or the whole archive, and into which files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport_site.archive import Details, Entry
from govreport_site.site.dictionary import (
    CLAIMS,
    NAMES,
    REPORTS,
    Value,
    claim_rows,
    report_row,
    statistics_rows,
    tables,
)
from govreport_site.site.formats import CsvFile, Database, ExcelFile, json_line, to_parquet

Output = tuple[str, bytes]
Filed = tuple[Entry, Details]
"""Both halves of a report's row."""


def place_outputs(path: str) -> tuple[str, str]:
    """Files of a place: every report here and below, with the totals of its forms."""
    return f"{path}/reports.csv", f"{path}/reports-excel.csv"


def place_files(path: str, entries: Iterable[Sequence[Entry]]) -> Iterator[Output]:
    """The files of `place_outputs`, of some reports at a time, in order of path."""
    plain, excel = CsvFile(REPORTS), ExcelFile(REPORTS)
    for some in entries:
        rows = [report_row(entry) for entry in some]
        plain.write(rows)
        excel.write(rows)
    yield from zip(place_outputs(path), (plain.data(), excel.data()), strict=True)


def set_outputs(folder: str, parquet: bool) -> tuple[str, ...]:
    """Files of a data set: a year's, or the whole archive's."""
    named = [table.name for table in tables()]
    names = (
        *(f"{name}.csv" for name in named),
        *("reports-excel.csv", "reports.jsonl", "archive.sqlite"),
        *(f"{name}.parquet" for name in named if parquet),
    )
    return tuple(f"{folder}/{name}" for name in names)


def set_files(folder: str, reports: Iterable[Sequence[Filed]], parquet: bool) -> Iterator[Output]:
    """The files of `set_outputs`, in that order, of some reports at a time, in order of path."""
    plain = {table.name: CsvFile(table) for table in tables()}
    excel, lines = ExcelFile(REPORTS), list[bytes]()
    kept: dict[str, list[list[Value]]] = {name: [] for name in plain} if parquet else {}
    with Database(tables()) as database:
        for some in reports:
            found = _rows(some, lines)
            for table in tables():
                rows = found[table.name]
                plain[table.name].write(rows)
                database.write(table, rows)
                if parquet:
                    kept[table.name] += rows
            excel.write(found[REPORTS.name])
        for name in list(plain):
            # Each file is let go as soon as it is written.
            yield f"{folder}/{name}.csv", plain.pop(name).data()
        yield f"{folder}/reports-excel.csv", excel.data()
        yield f"{folder}/reports.jsonl", b"".join(lines)
        lines.clear()
        yield f"{folder}/archive.sqlite", database.data()
    for table in tables() if parquet else ():
        yield f"{folder}/{table.name}.parquet", to_parquet(table, kept.pop(table.name))


def _rows(reports: Iterable[Filed], lines: list[bytes]) -> dict[str, list[list[Value]]]:
    """Name of the export → its lines, in order of path; those of JSON are added to `lines`."""
    found: dict[str, list[list[Value]]] = {table.name: [] for table in tables()}
    for entry, details in reports:
        told = details.told()
        found[REPORTS.name].append(report_row(entry))
        for key in told:
            if key in NAMES:
                found[NAMES[key]].extend(statistics_rows(entry, told, key))
        found[CLAIMS.name].extend(claim_rows(entry, details))
        lines.append(json_line(entry, details, told))
    return found
