"""What holds for any name: no error, no invention, and every chain that is spelt out is found."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.reference.places import (
    Evidence,
    body_level,
    find_places,
    resolve,
    slug,
    split_department,
    unit_by_slugs,
)
from govreport_site.reference.places.chains import Part, Reading
from govreport_site.reference.places.table import open_gazetteer
from govreport_site.reference.places.units import unit_of

TABLE = open_gazetteer()
rows = st.integers(0, len(TABLE.town_names) - 1)
years = st.integers(2008, 2025)
words = st.sampled_from(
    [
        *("厦门市", "翔安区", "大嶝街道", "人民政府", "办事处", "2018年", "政府信息公开", "县"),
        *("镇", "教育局", "高新区", "管委会", "村", "关于", "的", "（", "）", "XX"),
    ]
)
names = st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map("".join))
profile = settings(derandomize=True, deadline=None, max_examples=150)


@profile
@given(names, st.none() | years, names, names)
def test_any_text_gets_an_answer(name: str, year: int | None, publisher: str, url: str) -> None:
    evidence = Evidence(publisher=publisher, url=url, names=(publisher,), filings=(url,), title=url)
    placing = resolve(name, year=year, evidence=evidence)
    assert (placing.unit is not None) == (placing.match not in ("ambiguous", "none"))
    assert not (placing.unit and placing.candidates)
    assert (placing.match == "ambiguous") == bool(placing.candidates)
    body_level(name, placing.unit)
    split_department(name)
    assert slug(name)


@profile
@given(rows, years)
def test_a_chain_that_is_spelt_out_is_found_or_ambiguous(row: int, year: int) -> None:
    unit = unit_of(Reading((), row, TABLE.town_names[row], town_full=True), year)
    spelt = "".join(p for p in (unit.province, unit.prefecture, unit.county, unit.township) if p)
    placing = resolve(spelt, year=year)
    if unit.zone is None or unit.county:
        chains = [placing.unit] if placing.unit else list(placing.candidates)
        chain = (unit.province, unit.prefecture, unit.county, unit.township)
        assert chain in [(u.province, u.prefecture, u.county, u.township) for u in chains]


@profile
@given(rows)
def test_a_township_by_itself_is_right_or_ambiguous(row: int) -> None:
    name = TABLE.town_names[row]
    placing = resolve(name)
    if placing.unit is not None and placing.unit.township == name:
        others = {TABLE.town_identity[r] for r in TABLE.towns_named(name)}
        assert len(others) == 1


@profile
@given(rows)
def test_addresses_lead_back_to_the_township(row: int) -> None:
    parent = TABLE.town_parent[row]
    unit = unit_of(Reading((), row, TABLE.town_names[row], town_full=True), None)
    again = unit_by_slugs(unit.slugs)
    assert again is not None, (unit, parent)
    assert again.slugs == unit.slugs


def test_hostile_text_takes_no_time() -> None:
    hostile = ["厦门市" * 50_000, "（" * 100_000, "开发区" * 40_000, "族" * 100_000, "的" * 100_000,
               "人民政府" * 50_000, "网站" * 50_000, "a." * 100_000, "二〇" * 60_000]  # fmt: skip
    start = time.process_time()
    for text in hostile:
        evidence = Evidence(publisher=text, url="http://" + text, names=(text,), filings=(text,))
        resolve(text, evidence=evidence)
        find_places(text)
    assert time.process_time() - start < 6


def test_parts_are_found_in_any_year() -> None:
    table = open_gazetteer()
    for index in range(0, len(table.names), 97):
        version = table.version(index)
        unit = unit_of(Reading((Part(version.identity, version.name, 0.0, True),)), None)
        assert version.name in (unit.province, unit.prefecture, unit.county, unit.zone)
