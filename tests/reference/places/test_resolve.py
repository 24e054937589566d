"""Names and the places they mean: chains, codes, evidence, time, and what must stay unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govreport_site.errors import ConfigError
from govreport_site.model import Placing
from govreport_site.reference.places import Evidence, body_level, resolve

SEEDS = json.loads(
    (Path(__file__).parents[2] / "corpus/seeds/facts.json").read_text(encoding="utf-8")
)


def chain(placing: Placing) -> tuple[str | None, ...] | None:
    unit = placing.unit
    return unit and (unit.province, unit.prefecture, unit.county, unit.township)


NAMED = [
    pytest.param(facts, key, id=f"{facts['file'][:3]}-{key}")
    for facts in SEEDS
    for key in ("title", "issuing_body", "issuing_body_full")
    if facts.get(key)
]


@pytest.mark.parametrize(("facts", "key"), NAMED)
def test_the_seeds_are_placed(facts: dict[str, str], key: str) -> None:
    placing = resolve(facts[key], year=int(facts["report_year"]))
    expected = tuple(facts[k] for k in ("province", "city", "county", "township"))
    assert chain(placing) == expected
    assert placing.match == "exact"
    if key != "title":
        assert body_level(facts[key], placing.unit) == facts["level"]


PLACED = [
    ("普宁市流沙东街道办事处", 2018, "广东省 揭阳市 普宁市 流沙东街道", "exact"),
    ("厦门市海沧区人民政府办公室", 2016, "福建省 厦门市 海沧区 -", "exact"),
    ("内蒙古鄂尔多斯市", 2019, "内蒙古自治区 鄂尔多斯市 - -", "alias"),
    ("恩施州鹤峰县", 2020, "湖北省 恩施土家族苗族自治州 鹤峰县 -", "alias"),
    ("酉阳县人民政府", 2020, "重庆市 - 酉阳土家族苗族自治县 -", "alias"),
    ("东莞市长安镇人民政府", 2020, "广东省 东莞市 - 长安镇", "exact"),
    ("北京市朝阳区朝外街道办事处", 2019, "北京市 - 朝阳区 朝外街道", "exact"),
    ("吉林市", 2020, "吉林省 吉林市 - -", "exact"),
    ("屯昌县南吕镇", 2012, "海南省 - 屯昌县 南吕镇", "exact"),
    ("桦甸市人民政府新华街道办事处", 2012, "吉林省 吉林市 桦甸市 新华街道", "exact"),
    ("国家税务总局普宁市税务局", 2019, "广东省 揭阳市 普宁市 -", "exact"),
    ("陝西省乾縣人民政府", 2019, "陕西省 咸阳市 乾县 -", "exact"),
    ("石家庄高新区长江街道", 2020, "河北省 石家庄市 裕华区 长江街道", "alias"),
    ("浏阳市关口街道金沙路社区居委会", 2018, "湖南省 长沙市 浏阳市 关口街道", "exact"),
    ("翔安区大嶝办事处", 2016, "福建省 厦门市 翔安区 大嶝街道", "alias"),
    # 磁县 has a township whose name ends in 城乡, which is a word for other things.
    ("磁县台城乡人民政府", 2015, "河北省 邯郸市 磁县 台城乡", "exact"),
    # The prefecture, not the county-level city of the same name that it replaced in 2011.
    ("铜仁市医疗保障局", 2013, "贵州省 铜仁市 - -", "exact"),
]


@pytest.mark.parametrize(("name", "year", "expected", "match"), PLACED)
def test_placed(name: str, year: int, expected: str, match: str) -> None:
    placing = resolve(name, year=year)
    assert chain(placing) == tuple(None if p == "-" else p for p in expected.split())
    assert placing.match == match
    assert placing.evidence


NOISE = [
    "关于闽侯县洋里乡2018年政府信息公开工作年度报告",
    "2018年闽侯县洋里乡政府信息公开年报",
    " 闽侯县　洋里乡 人民政府 ",
    "《闽侯县洋里乡人民政府政府信息公开工作年度报告（2018年）》",
    "闽侯县洋里乡人民政府（公章）",
    "【年报公示】闽侯县洋里乡二〇一八年政府信息公开工作年度报告",
    "福建省闽侯县洋里乡党政综合办公室",
    "闽侯县人民政府洋里乡人民政府",
]


@pytest.mark.parametrize("name", NOISE)
def test_words_around_the_place_do_not_matter(name: str) -> None:
    assert chain(resolve(name, year=2018)) == ("福建省", "福州市", "闽侯县", "洋里乡")


UNPLACED = [
    "",
    "   ",
    "关于XX县XX镇2018年工作",
    "中山大学",
    "复兴医院",
    "政府信息公开",
    "?!",
    "某某集团",
]


@pytest.mark.parametrize("name", UNPLACED)
def test_what_names_no_place_is_none(name: str) -> None:
    placing = resolve(name, year=2018)
    assert placing.match == "none"
    assert placing.unit is None
    assert placing.candidates == ()


@pytest.mark.parametrize(
    ("name", "least", "listed"),
    [
        ("鼓楼区", 4, "徐州市"),
        ("新华街道", 25, "通州区"),
        ("朝阳区教育局", 2, "长春市"),
        ("城关镇人民政府", 60, "闽清县"),
        ("金峰镇", 2, "长乐区"),
    ],
)
def test_ambiguous_lists_every_candidate_and_picks_none(name: str, least: int, listed: str) -> None:
    placing = resolve(name, year=2019)
    assert placing.match == "ambiguous"
    assert placing.unit is None
    assert len(placing.candidates) >= least
    assert any(listed in (u.prefecture, u.county) for u in placing.candidates) or listed == "闽清县"
    assert len(set(placing.candidates)) == len(placing.candidates)


EVIDENCE = [
    (Evidence(title="福州市鼓楼区2019年政府信息公开工作年度报告"), "title:", "福州市"),
    (Evidence(publisher="南京市鼓楼区人民政府网"), "publisher:", "南京市"),
    (Evidence(names=("河南省", "开封市")), "text:", "开封市"),
    (Evidence(url="http://www.xz.gov.cn/glq/2019.html"), "url:", "徐州市"),
    (Evidence(url="https://njgl.gov.cn/x"), "url:", "南京市"),
    (Evidence(filings=("苏公网安备 32030202000204号",)), "filing:", "徐州市"),
    (Evidence(filings=("闽ICP备12013741号-1",)), "filing:", "福州市"),
    (Evidence(filings=("网站标识码：3501020012",)), "filing:", "福州市"),
    (Evidence(siblings=("福建省福州市鼓楼区",)), "siblings:", "福州市"),
]


@pytest.mark.parametrize(("evidence", "label", "prefecture"), EVIDENCE)
def test_evidence_decides_and_is_recorded(evidence: Evidence, label: str, prefecture: str) -> None:
    placing = resolve("鼓楼区人民政府", year=2019, evidence=evidence)
    assert placing.unit is not None
    assert placing.unit.prefecture == prefecture
    assert placing.match == "hint"
    assert placing.evidence[-1].startswith(label)


def test_surer_evidence_is_believed_first() -> None:
    evidence = Evidence(publisher="福州市", url="http://www.nanjing.gov.cn/")
    placing = resolve("鼓楼区", year=2019, evidence=evidence)
    assert placing.unit is not None
    assert placing.unit.prefecture == "福州市"
    assert placing.evidence == ("name:鼓楼区", "publisher:福州市")


def test_evidence_that_leaves_two_does_not_decide() -> None:
    placing = resolve("鼓楼区", year=2019, evidence=Evidence(names=("江苏省",)))
    assert placing.match == "ambiguous"
    assert {u.prefecture for u in placing.candidates} == {"南京市", "徐州市"}


def test_a_unique_township_that_sure_evidence_puts_elsewhere_is_not_placed() -> None:
    placing = resolve("流沙东街道", year=2018, evidence=Evidence(publisher="厦门市翔安区"))
    assert placing.match == "ambiguous"
    assert placing.evidence[-1] == "conflict:publisher:厦门市翔安区"


GENERIC = [
    ("市教育局", Evidence(publisher="翔安区"), "厦门市", None),
    ("市教育局", Evidence(publisher="普宁市人民政府网"), "揭阳市", "普宁市"),
    ("县医保局", Evidence(publisher="闽侯县人民政府"), "福州市", "闽侯县"),
    ("区政府办公室", Evidence(title="海沧区2019年年报"), "厦门市", "海沧区"),
    ("教育局", Evidence(publisher="海沧区"), "厦门市", "海沧区"),
    ("市财政局", Evidence(url="http://www.liuyang.gov.cn/a"), "长沙市", "浏阳市"),
    ("区教育局", Evidence(publisher="鼓楼区", names=("福州市",)), "福州市", "鼓楼区"),
    ("人民政府办公室", Evidence(publisher="闽侯县"), "福州市", "闽侯县"),
    ("街道办事处", Evidence(publisher="大嶝街道"), "厦门市", "翔安区"),
]


@pytest.mark.parametrize(("name", "evidence", "prefecture", "county"), GENERIC)
def test_bodies_named_without_their_place(
    name: str, evidence: Evidence, prefecture: str, county: str | None
) -> None:
    placing = resolve(name, year=2019, evidence=evidence)
    assert placing.match == "hint"
    assert placing.unit is not None
    assert (placing.unit.prefecture, placing.unit.county) == (prefecture, county)
    assert resolve(name, year=2019).match == "none"


def test_time_keeps_the_printed_name() -> None:
    before, after = resolve("长乐市", year=2015), resolve("长乐区", year=2019)
    assert before.unit is not None and after.unit is not None
    assert (before.unit.county, before.unit.codes.mca) == ("长乐市", "350182")
    assert (before.unit.valid_from, before.unit.valid_to) == (1994, 2017)
    assert (after.unit.county, after.unit.codes.mca) == ("长乐区", "350112")
    assert (after.unit.valid_from, after.unit.valid_to) == (2017, None)
    assert before.match == after.match == "exact"


def test_a_name_no_longer_in_use_is_flagged_with_its_successors_code() -> None:
    placing = resolve("长乐市", year=2020)
    assert placing.match == "successor"
    assert placing.unit is not None
    assert placing.unit.county == "长乐市"
    assert placing.unit.codes.mca == "350112"
    assert placing.unit.slugs == ("fujian", "fuzhou", "changle-shi")


def test_a_township_under_a_county_that_was_merged() -> None:
    placing = resolve("南京市下关区建宁路街道", year=2012)
    assert chain(placing) == ("江苏省", "南京市", "下关区", "建宁路街道")
    assert placing.match == "successor"


def test_a_township_that_became_a_street_stays_as_printed() -> None:
    placing = resolve("普宁市流沙东镇", year=2008)
    assert placing.unit is not None
    assert placing.unit.township == "流沙东镇"
    assert placing.match == "successor"


def test_codes_of_the_two_systems_are_kept_apart() -> None:
    placing = resolve("普宁市流沙东街道", year=2018)
    assert placing.unit is not None
    assert placing.unit.codes.mca == "445281004"
    assert placing.unit.codes.nbs == "445281001"


def test_a_township_of_no_list_is_placed_under_its_county_without_codes() -> None:
    placing = resolve("闽侯县某某湾镇人民政府", year=2009)
    assert chain(placing) == ("福建省", "福州市", "闽侯县", "某某湾镇")
    assert placing.unit is not None
    assert (placing.unit.codes.mca, placing.unit.codes.nbs) == (None, None)
    assert resolve("某某湾镇人民政府", year=2009).match == "none"


@pytest.mark.parametrize(
    ("name", "prefecture", "county", "zone"),
    [
        ("石家庄高新技术产业开发区管委会", "石家庄市", None, "石家庄高新技术产业开发区"),
        ("石家庄高新区管委会", "石家庄市", None, "石家庄高新技术产业开发区"),
        ("番禺经济技术开发区管委会", "广州市", "番禺区", "番禺经济技术开发区"),
        ("郯城县郯城经济开发区管委会", "临沂市", "郯城县", "郯城经济开发区"),
    ],
)
def test_functional_zones(name: str, prefecture: str, county: str | None, zone: str) -> None:
    unit = resolve(name, year=2020).unit
    assert unit is not None
    assert (unit.prefecture, unit.county, unit.zone) == (prefecture, county, zone)
    assert unit.codes.mca is None


def test_overrides_by_address_and_by_code() -> None:
    for target in ("guangdong/jieyang/puning-shi/liushadong-jiedao", "nbs:445281001"):
        placing = resolve("新华街道", overrides={"新华街道": target})
        assert placing.match == "override"
        assert placing.unit is not None
        assert placing.unit.township == "流沙东街道"


def test_an_override_that_points_nowhere_says_so() -> None:
    with pytest.raises(ConfigError, match=r'"新华街道" points to "fujian/nowhere"'):
        resolve("新华街道", overrides={"新华街道": "fujian/nowhere"})
