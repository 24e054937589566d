"""Lost characters: restored where one reading is left, named as candidates where two are."""

import json

import pytest

from govreport_site.model import DateReading, Paragraph
from govreport_site.parse.citations import read_citations
from govreport_site.parse.enumerations import items
from govreport_site.parse.outline import read_outline
from govreport_site.parse.repairs import read_repairs
from tests.parse.prose import SEEDS, section

FACTS = json.loads((SEEDS / "facts.json").read_text(encoding="utf-8"))


def repairs(text: str, year: int = 2021) -> list[tuple[str, str]]:
    found, _ = read_repairs(section(text), year=year, published=DateReading(f"{year + 1}-01-10"))
    return [(r.printed, r.read) for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截止201611月共发布7条。", [("201611月", "2016年11月")]),
        (
            "自202111日起至20211231日止。",
            [("202111日", "2021年1月1日"), ("20211231日", "2021年12月31日")],
        ),
        ("截止20101231日，", [("20101231日", "2010年12月31日")]),
        ("自2018年11日至2018年12月31日。", [("2018年11日", "2018年1月1日")]),
        ("从1月1日至12月31止。", [("12月31", "12月31日")]),
        ("推进“五公开情况", [("“五公开情况", "“五公开”情况")]),
        ("政务公开“负面清单制度建设", [("“负面清单制度", "“负面清单”制度")]),
        ("公布的17PPP项目清单", [("17PPP", "17个PPP")]),
        ("全年共发起民意调3次。", [("民意调", "民意调查")]),
        ("电子邮箱：314045839qq.com", [("314045839qq.com", "314045839@qq.com")]),
        ("电子邮箱：xxgk163.com", [("xxgk163.com", "xxgk@163.com")]),
        (
            "一是发布；二开通公众号；是设置栏目；四是座谈。",
            [("二开通", "二是开通"), ("是设置", "三是设置")],
        ),
        ("2016年11月，推进“五公开”情况，12月31日止。", []),
        ("这是重点。二手房信息。一是发布；二是开通。", []),
        ("网址www.163.com和mail.qq.com", []),
        ("〔201633号", []),
        ("投资17亿元建设PPP项目", []),
    ],
)
def test_repairs(text: str, expected: list[tuple[str, str]]) -> None:
    assert repairs(text) == expected


def test_two_readings_are_named_not_chosen() -> None:
    found, issues = read_repairs(
        section("会议于2021111日召开。"), year=2021, published=DateReading("2022-01-10")
    )
    assert found == ()
    (issue,) = issues
    assert "2021年1月11日" in issue.message
    assert "2021年11月1日" in issue.message


def test_the_publish_date_decides_when_one_reading_is_later() -> None:
    found, issues = read_repairs(
        section("会议于2021111日召开。"), year=2021, published=DateReading("2021-06-01")
    )
    assert [r.read for r in found] == ["2021年1月11日"]
    assert issues == ()


@pytest.mark.parametrize("fact", FACTS, ids=[f["file"][:3] for f in FACTS])
def test_citations_of_the_seeds(fact: dict[str, object]) -> None:
    text = (SEEDS / str(fact["file"])).read_text(encoding="utf-8")
    blocks = [Paragraph(line, n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    sections = read_outline(blocks, kind="annual", year=2016).sections
    cited, lost = read_citations(sections, title=str(fact["title"]))
    assert [c.number for c in cited] == fact["cited_documents"]
    assert [r.printed for r in lost] == fact.get("cited_raw", [])
    for citation in cited:
        assert citation.printed in text.split("\n")[citation.line - 1]


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        (
            "《关于做好自查的通知》(闽政办网传[2016]33号)要求",
            "闽政办网传[2016]33号",
            "关于做好自查的通知",
        ),
        ("按照国办公开办函﹝2019﹞60号文件", "国办公开办函﹝2019﹞60号", None),
        ("根据国办发【2016】19号", "国办发【2016】19号", None),
        ("（国办发〔202017号）", "国办发〔2020〕17号", None),
        ("（国办发〔2020〕17", "国办发〔2020〕17号", None),
        ("闽政办2016〕33号", "闽政办〔2016〕33号", None),
        ("《条例》（国务院令第711号）", "国务院令第711号", "条例"),
    ],
)
def test_citations(text: str, number: str, title: str | None) -> None:
    (citation,), _ = read_citations(section(text), title=None)
    assert (citation.number, citation.title) == (number, title)
    assert citation.printed in text


@pytest.mark.parametrize(
    "text",
    [
        "2016年33号楼",
        "（2016）年度",
        "信访件〔〕号",
        "截至2016年12月31日",
        "电话0592-7072345",
        "无〔〕号",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert read_citations(section(text), title=None) == ((), ())


def test_items_of_a_list_in_prose() -> None:
    found = items("做法如下：一是加强领导；二是健全制度；三是强化监督。下一步将继续努力。")
    assert [(i.number, i.text) for i in found] == [
        (1, "加强领导；"),
        (2, "健全制度；"),
        (3, "强化监督。下一步将继续努力。"),
    ]
    assert items("这是一项工作，是重点。") == ()
