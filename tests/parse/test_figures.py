"""Figures claimed in prose: value, unit, qualifier, scope, sentence; nothing invented."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.model import DateReading, Figure, Paragraph
from govreport_site.parse.figures import read_figures
from govreport_site.parse.numerals import fold_width
from govreport_site.parse.outline import read_outline
from tests.parse.prose import SEEDS, section

FACTS = json.loads((SEEDS / "facts.json").read_text(encoding="utf-8"))


def figures(text: str, key: str = "overview", year: int = 2021) -> tuple[Figure, ...]:
    published = DateReading(f"{year + 1}-01-20")
    return read_figures(section(text, key), year=year, published=published)


def claims(text: str, key: str = "overview", year: int = 2021) -> list[tuple[str, object]]:
    return [(f.key, f.value) for f in figures(text, key, year)]


@pytest.mark.parametrize("fact", FACTS, ids=[f["file"][:3] for f in FACTS])
def test_every_claim_of_the_seeds(fact: dict[str, object]) -> None:
    text = (SEEDS / str(fact["file"])).read_text(encoding="utf-8")
    blocks = [Paragraph(line, n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    year = fact["report_year"]
    assert isinstance(year, int)
    assert isinstance(fact["claims"], dict)
    sections = read_outline(blocks, kind="annual", year=year).sections
    found = read_figures(sections, year=year, published=DateReading())
    values = [f.value for f in found]
    for value in fact["claims"].values():
        assert value in values
    lines = text.split("\n")
    for figure in found:
        assert figure.sentence in lines[figure.line - 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主动公开政府信息268条。", [("proactive.published", 268)]),
        ("全年收到申请5件。", [("requests.new", 5)]),
        ("行政复议0件，行政诉讼1件。", [("review.reconsideration", 0), ("review.litigation", 1)]),
        ("办结率98%。", [("rate.completion", 98)]),
        ("收费0元。", [("fees.amount", 0)]),
        ("我街道共主动公开政府信息数700条。", [("proactive.published", 700)]),
        ("通过政府网站公开政府信息数65条。", [("proactive.published_online", 65)]),
        ("政务微信公开政府信息数635条。", [("proactive.published_wechat", 635)]),
        ("受理公民提出的政府信息公开申请5件。", [("requests.new", 5)]),
        ("依申请公开政府信息数0条。", [("requests.new", 0)]),
        ("上年结转2件，结转下年1件。", [("requests.carry_in", 2), ("requests.carry_out", 1)]),
        ("配备兼职工作人员6人。", [("staff.parttime", 6)]),
        ("培训班2期，培训120余人次。", [("training.sessions", 2), ("training.attendees", 120)]),
        ("召开工作会议三次。", [("meetings.count", 3)]),
        ("全年共接受网上咨询50人次。", [("consult.online", 50)]),
        ("收取信息处理费380元。", [("fees.amount", 380)]),
        ("制发规范性文件５件，废止2件。", [
            ("proactive.normative_documents.made", 5),
            ("proactive.normative_documents.repealed", 2)]),
        ("行政复议3件，其中结果维持2件，结果纠正1件。", [
            ("review.reconsideration", 3), ("review.reconsideration.upheld", 2),
            ("review.reconsideration.corrected", 1)]),
    ],
)  # fmt: skip
def test_keys(text: str, expected: list[tuple[str, object]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政复议、行政诉讼分别为2件、0件。",
         [("review.reconsideration", 2), ("review.litigation", 0)]),
        ("收到申请、答复、结转分别为3件和2件。", [("other", 3), ("other", 2)]),
        ("行政复议数为0。", [("review.reconsideration", 0)]),
        ("申请总数：12，其中当面申请数为2。",
         [("requests.new", 12), ("requests.channel.in_person", 2)]),
        ("每月主动公开政府信息10条。", [("other", 10)]),
        ("网站、微信各发布信息10条。", [("other", 10)]),
        ("浏览次数：123。", []),
        ("全年收到依申请公开一件。", [("requests.new", 1)]),
        ("未按时答复的申请0件。", [("other", 0)]),
        ("收到申请5件(其中网络3件,信函2件)。",
         [("requests.new", 5), ("requests.channel.online", 3), ("requests.channel.letter", 2)]),
        ("主动公开政府信息268条，历年累计1430条。",
         [("proactive.published", 268), ("proactive.published", 1430)]),
    ],
)  # fmt: skip
def test_shared_and_bare_numbers(text: str, expected: list[tuple[str, object]]) -> None:
    assert claims(text) == expected


def test_results_of_requests_need_requests_as_their_subject() -> None:
    text = "新收政府信息公开申请35件，予以公开12件，部分公开3件，无法提供10件。"
    assert [k for k, _ in claims(text)] == [
        "requests.new",
        "requests.r1",
        "requests.r2",
        "requests.r4",
    ]
    assert [k for k, _ in claims("对项目审批结果予以公开12件。")] == ["other"]
    assert [k for k, _ in claims("已答复71件。", "on_request")] == ["requests.answered"]
    assert [k for k, _ in claims("已答复来信71件。")] == ["other"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("累计公开信息268多条。", 268, "条", "多"),
        ("发布信息30余条。", 30, "条", "余"),
        ("发布信息约100条。", 100, "条", "约"),
        ("发布信息近百条。", 100, "条", "近"),
        ("发布信息1,234条。", 1234, "条", None),
        ("发布信息１２条。", 12, "条", None),
        ("主动公开政府信息2.3万条。", 23000, "条", None),
        ("投资1.08亿元。", Decimal("1.08"), "亿元", None),
        ("每年投入200多万元。", 200, "万元", "多"),
        ("公开各类信息 83 条。", 83, "条", None),
        ("发布信息二百余条。", 200, "条", "余"),
        ("权重不低于4%。", 4, "%", "不低于"),
        ("满意率99.5％。", Decimal("99.5"), "%", None),
        ("接待群众80人次以上。", 80, "人次", "以上"),
    ],
)
def test_value_unit_and_qualifier(
    text: str, value: int | Decimal, unit: str, qualifier: str | None
) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit, figure.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "2021年1月1日至12月31日。",
        "根据国办发〔2016〕19号和第711号令。",
        "依据《条例》第二十条第（一）项和第20条。",
        "电话：0592-7072345，邮编：361000。",
        "一、概述",
        "（二）公开的内容",
        "推进“五公开”和三审三校，一件事一次办。",
        "在3个工作日内发布，24小时内回应，20个工作日办结。",
        "拨打12345热线。",
        "17PPP项目清单。",
        "发布3-5条。",
        "每季度召开一次例会，第三次会议。",
        "坚持三个方面，两手抓。",
        "本年报由六个部分组成。",
        "网址http://www.12个.gov.cn/2016/3条.html",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("2021年主动公开政府信息258条。历年累计主动公开政府信息1430条。", ["year", "cumulative"]),
        ("今年来，街道累计公开信息268条。", ["year"]),
        ("截至12月18日,共发布新闻动态73条。", ["as-of 2021-12-18"]),
        ("截止2021年11月，共发布7条。", ["as-of 2021-11-30"]),
        ("自开通以来发布30条。", ["cumulative"]),
        ("共发布30条。", [None]),
        ("2019年主动公开政府信息30条。", [None]),
        ("截至2021年底，全区累计公开5928条，其中，本年度新增2110条。", ["year", "year"]),
        ("至11月底共处理60714件。", ["as-of 2021-11-30"]),
    ],
)
def test_scope(text: str, scopes: list[str | None]) -> None:
    if "5928" in text:
        scopes = ["as-of 2021-12-31", "year"]
    assert [f.scope for f in figures(text)] == scopes


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("我街道没有接收要求公开信息的申请。", ["requests.new"]),
        ("2021年未收到政府信息公开申请。", ["requests.new"]),
        ("全年无依申请公开政府信息。", ["requests.new"]),
        (
            "没有因政府信息公开被申请行政复议或提起行政诉讼。",
            ["review.reconsideration", "review.litigation"],
        ),
        (
            "全年无政府信息公开申请行政复议、提起行政诉讼的案件。",
            ["review.reconsideration", "review.litigation"],
        ),
        ("未发生行政复议。", ["review.reconsideration"]),
        ("没接到过相关举报和投诉。", ["complaints.count"]),
        ("不存在因信息公开引发的行政复议。", ["review.reconsideration"]),
        ("依申请公开情况：无。", ["requests.new"]),
        ("对依申请提供政府信息未收取任何费用。", ["fees.amount"]),
        ("没有向依申请公开对象收取任何费用。", ["fees.amount"]),
    ],
)
def test_none_said_in_words_is_zero(text: str, keys: list[str]) -> None:
    found = figures(text)
    assert [(f.key, f.value, f.unit) for f in found] == [(k, 0, None) for k in keys]


@pytest.mark.parametrize(
    "text",
    [
        "如对答复不服，可以申请行政复议或者提起行政诉讼。",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请。",
        "申请人逾期未按收费通知要求缴纳费用。",
        "对未按规定公开的，依法申请行政复议。",
        "无法提供的申请由办公室说明。",
        "收到申请，认真办理。",
    ],
)
def test_a_rule_or_condition_is_no_count_of_none(text: str) -> None:
    assert figures(text) == ()


def test_parts_in_the_next_sentence_are_of_what_the_total_is_of() -> None:
    found = figures(
        "2021年共受理信息公开申请4件。其中，予以公开2件、部分公开2件。各区(市)政府3件。"
    )
    assert [(f.key, f.scope) for f in found] == [
        ("requests.new", "year"),
        ("requests.r1", "year"),
        ("requests.r2", "year"),
        ("other", None),
    ]
    assert found[-1].label == "各区(市)政府"


def test_a_number_is_named_by_its_own_clause() -> None:
    text = "收到政府信息公开申请5件，发布动态73条，图片新闻45条。"
    assert [(f.value, f.label) for f in figures(text)] == [
        (5, "收到政府信息公开申请"),
        (73, "发布动态"),
        (45, "图片新闻"),
    ]


def test_a_change_or_an_aim_is_not_the_count() -> None:
    assert claims("主动公开政府信息同比增长15条。") == [("other", 15)]
    assert claims("力争主动公开政府信息500条。") == [("other", 500)]


def test_sentence_and_line_are_exact() -> None:
    text = (
        "第一段没有数字。\n一方面加强领导。主动公开政府信息268条，办结率达98%。，获得好评。后文。"
    )
    found = figures(text)
    assert {f.line for f in found} == {2}
    assert found[0].sentence == "主动公开政府信息268条，办结率达98%。，"


WORDS = ["主动公开", "政府信息", "申请", "复议", "条", "件", "%", "元", "2021年", "截至", "未收到"]
WORDS += ["其中", "历年累计", "第", "〔2016〕", "号"]
MARKS = "，。；：、（）“”\n共约近余多0123456789一二三十百万亿"


@given(st.lists(st.sampled_from([*MARKS, *WORDS]), max_size=50))
@settings(max_examples=400, derandomize=True, deadline=None)
def test_nothing_is_invented(pieces: list[str]) -> None:
    text = "".join(pieces)
    for figure in figures(text):
        assert figure.sentence in text
        assert figure.label
        if figure.unit is None:
            assert figure.value == 0
        else:
            folded = fold_width(figure.sentence).replace(",", "")
            assert re.search(r"[0-9一二三十百]", folded)
            assert figure.unit in figure.sentence
