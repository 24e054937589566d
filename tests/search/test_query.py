"""What a typed query is taken to ask."""

from __future__ import annotations

import pytest

from govreport_site.search import names
from govreport_site.search.query import Query, parse


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("", (), ()),
        ("  ，。", (), ()),
        ("公开", ("公开",), ()),
        ("公开　复议", ("公开", "复议"), ()),
        ("公开 公开", ("公开",), ()),
        ("PN-LSD", ("pnlsd",), ()),
        ("公开 -复议", ("公开",), ("复议",)),
        ("公开 - 复议", ("公开", "复议"), ()),
        ('"政务 公开" 复议', ("政务公开", "复议"), ()),
        ("“政务 公开”-“信息 公开”", ("政务公开",), ("信息公开",)),
        ("「政务 公开」", ("政务公开",), ()),
        ('"没有关上', ("没有关上",), ()),
        ("闽政办网传〔2016〕33号", ("闽政办网传201633号",), ()),
        ('""', (), ()),
    ],
)
def test_parses(typed: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    assert parse(typed) == Query(wanted, unwanted)


def test_a_long_query_is_read_in_linear_time() -> None:
    assert len(parse('"-' * 50_000 + "a " * 50_000).wanted) <= 2


@pytest.mark.parametrize(
    ("typed", "place", "year"),
    [
        ("大嶝街道 2016", "大嶝街道", 2016),
        ("厦门市翔安区2016年度政府信息公开工作年度报告", "厦门市翔安区", 2016),
        ("复议", "复议", None),
        ("2016", "", 2016),
    ],
)
def test_tells_place_and_year(typed: str, place: str, year: int | None) -> None:
    query = parse(typed)
    assert (query.place(names.words()["generic"]), query.year) == (place, year)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("厦门市", "厦门"),
        ("大嶝街道", "大嶝"),
        ("恩施土家族苗族自治州", "恩施"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("城区", "城区"),
        ("香港特别行政区", "香港"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("延边朝鲜族自治州", "延边"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert names.short_name(name) == short


def test_forms_of_a_place() -> None:
    chain = ("福建省", "厦门市", "翔安区", "大嶝街道")
    found = names.forms(chain, ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"))
    wanted = "大嶝街道 大嶝 翔安区大嶝街道 翔安大嶝 福建省厦门市翔安区大嶝街道 福建厦门翔安大嶝 厦门市大嶝街道"
    assert set(wanted.split()) <= found
    assert {"dadengjiedao", "dadeng"} <= found


@pytest.mark.parametrize(
    ("text", "syllables", "expected"),
    [
        ("xiangan", 2, {"xa", "xg"}),
        ("xianganqu", 3, {"xaq", "xgq"}),
        ("xian", 2, {"xa"}),
        ("xian", 1, {"x"}),
        ("fangan", 2, {"fa", "fg"}),
        ("neimenggu", 3, {"nmg"}),
        ("zhangjiajie", 3, {"zjj"}),
        ("shuangliao", 2, {"sl"}),
        ("lvliang", 2, {"ll"}),
        ("qqq", 1, set()),
        ("dept1", 2, set()),
        ("", 1, set()),
    ],
)
def test_initials(text: str, syllables: int, expected: set[str]) -> None:
    assert names.initials(text, syllables) == expected
