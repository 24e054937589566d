"""Exports read back equal what the reports say, value by value."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from msgspec.structs import replace

from govreport_site.model import Count, Figure, Mark, Unreadable
from govreport_site.reference.forms import FORMS
from govreport_site.site.dictionary import MARKS, tables
from tests.site.making import SETTINGS, Made, path_of, report, small, statistics


@pytest.fixture(scope="module")
def made() -> Made:
    base = small()
    odd = statistics(2019)
    rows = dict(odd.tables["proactive"])
    rows["fees"] = (Count(Decimal("96171.60")),)
    rows["licensing"] = (Unreadable("1O2"),)
    odd = replace(odd, tables={**odd.tables, "proactive": rows})
    text = "全年公开1,200条，占98.50%，约3万元。"
    claims = tuple(
        Figure(key, label, value, unit, sentence, 5, qualifier, scope)
        for key, label, value, unit, sentence, qualifier, scope in (
            ("proactive.published", "=全年公开", 1200, "条", text, None, "year"),
            ("other", "占", Decimal("98.50"), "%", text, None, None),
            ("other", "约", 30_000, "元", text, "约", "as-of 2019-12-18"),
            ("requests.new", "无处可寻", 4, None, "文中没有这句话。", None, None),
        )
    )
    one = report(2019, "=1+1 公式", text=text, statistics=odd, issuer='引"号,逗号\n换行')
    one = replace(one, figures=claims)
    settings = replace(SETTINGS, parquet=True)
    return Made([*base.reports.items(), (path_of(one), one)], settings)


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


def claims_told(made: Made) -> list[tuple[str, Figure]]:
    """(path, claim) of all reports, by path."""
    return [(path, f) for path, one in sorted(made.reports.items()) for f in one.figures]


def test_claims_equal_the_reports(made: Made, files: dict[str, bytes]) -> None:
    found = lines(files["data/all/claims.csv"])
    told = claims_told(made)
    assert len(found) == len(told) > 8
    for line, (path, figure) in zip(found, told, strict=True):
        assert line["path"] == path
        assert (line["quantity"], line["label"]) == (figure.key, figure.label)
        assert line["value"] == str(figure.value)
        assert line["sentence"] == figure.sentence
        said = (figure.unit or "", figure.qualifier or "", figure.scope or "")
        assert (line["unit"], line["qualifier"], line["scope"]) == said


def test_claims_lead_to_their_sentences_on_the_pages(files: dict[str, bytes]) -> None:
    for line in lines(files["data/all/claims.csv"]):
        page = files[f"{line['path']}/index.html"].decode()
        if line["sentence"] == "文中没有这句话。":
            assert line["anchor"] == line["section"] == ""
            continue
        shown = re.search(f'<span class="claim" id="{line["anchor"]}">(.*?)</span>', page)
        assert shown is not None and shown[1] == line["sentence"]
        assert line["section"] == "overview"


def test_claims_in_json_lines_equal_csv(made: Made, files: dict[str, bytes]) -> None:
    records = map(json.loads, files["data/all/reports.jsonl"].decode().splitlines())
    claims = [claim for record in records for claim in record["claims"]]
    assert [(c["label"], c["value"], c["anchor"]) for c in claims] == [
        (line["label"], pytest.approx(float(line["value"])), line["anchor"] or None)
        for line in lines(files["data/all/claims.csv"])
    ]


def test_parquet_read_back_equals_csv(files: dict[str, bytes]) -> None:
    seen = 0
    for table in tables():
        read = pyarrow.parquet.read_table(
            pyarrow.BufferReader(files[f"data/all/{table.name}.parquet"])
        )
        names = [field.name for field in table.fields]
        assert read.column_names == [*names, "marks"]
        rows = read.to_pylist()
        csv_rows = lines(files[f"data/all/{table.name}.csv"])
        assert len(rows) == len(csv_rows)
        for row, line in zip(rows, csv_rows, strict=True):
            marks = json.loads(row["marks"] or "{}")
            for field in table.fields:
                seen += 1
                assert as_printed(row[field.name], marks.get(field.name), line[field.name]), field
    assert seen > 3_000


def as_printed(value: object, mark: str | None, printed: str) -> bool:
    """Whether a value read from Parquet is the one that the CSV prints."""
    if mark is not None:
        return value is None and mark == printed
    if value is None:
        return printed == ""
    return float(printed) == value if isinstance(value, float) else str(value) == printed


def bare(value: object) -> str:
    """A value as text: null as nothing, a number without its trailing noughts."""
    text = "" if value is None else str(value)
    try:
        return str(float(text))
    except ValueError:
        return text


def test_sqlite_equals_csv(files: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(files["data/all/archive.sqlite"])
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in tables():
            key = ", ".join(table.key)
            rows = connection.execute(f"SELECT * FROM {table.name} ORDER BY {key}").fetchall()
            csv_rows = lines(files[f"data/all/{table.name}.csv"])
            assert len(rows) == len(csv_rows)
            by_key = {tuple(map(bare, (line[k] for k in table.key))): line for line in csv_rows}
            names = [field.name for field in table.fields]
            for row in rows:
                told = dict(zip(names, map(bare, row), strict=True))
                line = by_key[tuple(told[k] for k in table.key)]
                assert told == {name: bare(value) for name, value in line.items()}
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
