"""Exports read back equal what the reports say, value by value."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from govreport_site.model import Count, Mark, Unreadable
from govreport_site.reference.forms import FORMS
from govreport_site.site.dictionary import MARKS, tables
from tests.site.making import Made, path_of, report, small, statistics


@pytest.fixture(scope="module")
def made() -> Made:
    base = small()
    odd = statistics(2019)
    rows = dict(odd.tables["proactive"])
    rows["fees"] = (Count(Decimal("96171.60")),)
    rows["licensing"] = (Unreadable("1O2"),)
    odd = replace(odd, tables={**odd.tables, "proactive": rows})
    one = report(2019, "=1+1 公式", statistics=odd, issuer='引"号,逗号\n换行')
    return Made([*base.reports.items(), (path_of(one), one)])


@pytest.fixture(scope="module")
def files(made: Made) -> dict[str, bytes]:
    return made.build()


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def shown(cell: object) -> str:
    match cell:
        case Count(value):
            return str(value)
        case Mark(printed):
            return printed
        case _:
            return "?"


def test_csv_equals_the_statistics(made: Made, files: dict[str, bytes]) -> None:
    seen = 0
    for name in ("requests", "review", "proactive"):
        for line in lines(files[f"data/all/{name}.csv"]):
            stats = made.reports[line["path"]].statistics
            columns = FORMS[stats.form].table(name).columns(line["row"])
            cells = stats.tables[name][line["row"]]
            assert [line[c.key] for c in columns] == [shown(cell) for cell in cells]
            seen += len(cells)
    told = [r.statistics for r in made.reports.values() if r.statistics]
    assert seen == sum(len(r) for s in told for t in s.tables.values() for r in t.values())


def test_reports_csv_equals_the_reports(made: Made, files: dict[str, bytes]) -> None:
    found = {line["path"]: line for line in lines(files["data/all/reports.csv"])}
    assert set(found) == set(made.reports)
    for path, one in made.reports.items():
        line = found[path]
        assert (line["title"], line["issuer"]) == (one.title, one.issuer or "")
        assert line["published"] == (one.published.value or "")
        assert line["year"] == str(one.year)


def test_json_lines_equal_the_statistics(made: Made, files: dict[str, bytes]) -> None:
    for line in files["data/all/reports.jsonl"].decode().splitlines():
        record = json.loads(line, parse_float=Decimal)
        stats = made.reports[record["path"]].statistics
        if stats is None:
            assert record["statistics"] is None
            continue
        for key, rows in record["statistics"]["tables"].items():
            for row, cells in rows.items():
                assert cells == [
                    {"unreadable": c.text} if isinstance(c, Unreadable)
                    else c.printed if isinstance(c, Mark) else c.value
                    for c in stats.tables[key][row]
                ]  # fmt: skip


def test_sqlite_equals_csv(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(files["data/all/archive.sqlite"])
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in tables():
            rows = connection.execute(f"SELECT * FROM {table.name} ORDER BY 1, 4").fetchall()
            csv_rows = lines(files[f"data/all/{table.name}.csv"])
            assert len(rows) == len(csv_rows)
        fees = "SELECT amount FROM proactive WHERE row = 'fees' AND amount > 100"
        (amount,) = connection.execute(fees).fetchone()
        assert amount == 96171.6
    connection.close()


def test_a_years_files_hold_that_year(files: dict[str, bytes]) -> None:
    assert {line["year"] for line in lines(files["data/2021/requests.csv"])} == {"2021"}


def test_a_places_file_holds_what_is_below(made: Made, files: dict[str, bytes]) -> None:
    found = lines(files["fujian/xiamen/xiangan-qu/reports.csv"])
    assert {line["path"] for line in found} == {p for p in made.reports if p.startswith("fujian")}


def test_excel_never_gets_a_formula(files: dict[str, bytes]) -> None:
    data = files["data/all/reports-excel.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    for line in lines(data):
        assert not [v for v in line.values() if v.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(line["title"] == "'=1+1 公式" for line in lines(data))


def test_package_names_every_file_and_column(files: dict[str, bytes]) -> None:
    package = json.loads(files["data/datapackage.json"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))
    for resource in package["resources"]:
        head = files[f"data/{resource['path']}"].decode().split("\n")[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert resource["schema"]["missingValues"] == list(MARKS)
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_same_bytes_every_time(made: Made, files: dict[str, bytes]) -> None:
    assert made.build() == files
