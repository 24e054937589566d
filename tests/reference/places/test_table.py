"""The table itself: what it holds, that it is whole, and that addresses and codes are sound."""

from __future__ import annotations

import csv
import zlib
from importlib import resources
from pathlib import Path

import pytest

from govreport_site.errors import StorageError
from govreport_site.reference.places import slug, unit_by_code, unit_by_slugs
from govreport_site.reference.places.table import COUNTY, MAGIC, Gazetteer, open_gazetteer
from govreport_site.reference.places.units import town_slug

DATA = resources.files("govreport_site.reference.places") / "data"
TOOLS = Path(__file__).parents[3] / "tools/gazetteer"


def test_it_ships_within_a_megabyte_compressed() -> None:
    whole = b"".join(p.read_bytes() for p in DATA.iterdir() if p.is_file())
    assert len(zlib.compress(whole, 9)) < 1_000_000


def test_it_holds_every_province_and_the_townships_of_ten_vintages() -> None:
    table = open_gazetteer()
    provinces = {n for n, level in zip(table.names, table.levels, strict=True) if level == 1}
    assert len(provinces) == 34
    assert table.years == (2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2025)
    assert sum(1 for code in table.town_mca if code) == 38_723
    counties = {v.identity for i in range(len(table.names)) if (v := table.version(i)).level == COUNTY
                and not v.last}  # fmt: skip
    assert 2_840 <= len(counties) <= 2_860


@pytest.mark.parametrize("year", [1980, 1995, 2008, 2024])
def test_counties_of_every_year_since_1980(year: int) -> None:
    table = open_gazetteer()
    versions = (table.version(i) for i in range(len(table.names)))
    alive = [v for v in versions if v.level == COUNTY and v.first <= year <= (v.last or 9999)]
    assert len({v.identity for v in alive}) > 2_300


def test_the_notice_names_every_input_with_its_checksum() -> None:
    notice = (DATA / "NOTICE").read_text(encoding="utf-8")
    with (TOOLS / "inputs.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert row["sha256"] in notice
            assert (
                f"{row['package']} {row['version']} ({row['registry']}, {row['licence']})" in notice
            )


def test_addresses_are_unique_within_their_parent() -> None:
    table = open_gazetteer()
    seen: dict[tuple[int, str], object] = {}
    for index in range(len(table.names)):
        version = table.version(index)
        key = (version.parent, version.slug)
        assert seen.setdefault(key, version.identity) == version.identity, version
    for row, name in enumerate(table.town_names):
        key = (table.town_parent[row], town_slug(row))
        assert seen.setdefault(key, name) == name, (name, key)


def test_addresses_are_plain_letters() -> None:
    table = open_gazetteer()
    every = {*table.slugs, *(town_slug(row) for row in range(len(table.town_names)))}
    assert all(s and set(s) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for s in every)
    assert not any(s.startswith(("-", "dept-")) or s.endswith("-") or "--" in s for s in every)


def test_reviewed_readings() -> None:
    table = open_gazetteer()
    found = {(v.code, v.name): v.slug for i in range(len(table.names)) if (v := table.version(i))}
    path = Path(__file__).parent / "reviewed_slugs.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) > 1_500
    wrong = [r for r in rows if found[int(r["code"]), r["name"]] != r["slug"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市场监督管理局", "shichangjianduguanliju"),
        ("行政审批局", "xingzhengshenpiju"),
        ("重庆市长寿区", "chongqingshichangshouqu"),
        ("都江堰市", "dujiangyanshi"),
        ("Ⅲ级 单位", "iii-ji-danwei"),
        ("！？", "21-3f"),
    ],
)
def test_slugs_of_any_text(text: str, expected: str) -> None:
    assert slug(text).replace("-", "") == expected.replace("-", "")


def test_township_codes_of_both_systems_never_mix() -> None:
    table = open_gazetteer()
    rows = [r for r, name in enumerate(table.town_names) if name == "流沙东街道"]
    assert [(table.town_mca[r], table.town_nbs[r]) for r in rows] == [(445281004, 445281001)]
    by_mca, by_nbs = unit_by_code("445281004"), unit_by_code("445281001", "nbs")
    assert by_mca == by_nbs
    other = unit_by_code("445281001")
    assert other is not None
    assert other.township != "流沙东街道"


def test_every_county_is_found_by_its_address() -> None:
    table = open_gazetteer()
    for index in range(0, len(table.names), 61):
        version = table.version(index)
        unit = unit_by_code(f"{version.code:06d}") if version.code else None
        if unit is not None:
            again = unit_by_slugs(unit.slugs)
            assert again is not None
            assert again.slugs == unit.slugs


def test_unknown_addresses_and_codes() -> None:
    assert unit_by_slugs(()) is None
    assert unit_by_slugs(("atlantis",)) is None
    assert unit_by_slugs(("fujian", "xiamen", "xiangan-qu", "x", "y")) is None
    assert unit_by_code("999999") is None
    assert unit_by_code("12ab56") is None


@pytest.mark.parametrize("cut", [0, 10, len(MAGIC) + 400, -1])
def test_a_damaged_table_is_refused(cut: int) -> None:
    data = (DATA / "gazetteer.bin").read_bytes()
    with pytest.raises((StorageError, ValueError)):
        Gazetteer(data[:cut])
