"""Signs of an altered copy, and what is none; who issued a report."""

from __future__ import annotations

import pytest

from govreport_site.parse.fold import fold, plain, traditional_share
from govreport_site.parse.issuer import body_named, title_body
from govreport_site.parse.provenance import is_government_host
from tests.parse.page_texts import BODY
from tests.parse.reading import read

HEAD = "青石镇2016年政府信息公开年度报告\n发布时间:2017-01-09\n"


def _codes(text: str, url: str | None = None) -> set[str]:
    return {i.code for i in read(text, url=url).issues if i.code.startswith("mirror")}


def test_a_government_page_raises_nothing() -> None:
    assert _codes(HEAD + BODY, "http://www.linjiang.gov.cn/a.html") == set()
    assert _codes(HEAD + BODY) == set()


def test_altered_copies_are_flagged() -> None:
    assert _codes(HEAD + BODY, "http://www.example.com/a.html") == {"mirror-host"}
    assert "mirror-traditional" in _codes(
        HEAD + "本報告根據條例編制,現將公開工作情況報告如下。" * 9
    )
    assert "mirror-annotated" in _codes(HEAD + "條(tiáo)例的學(xué)習(xí)情況(kuàng)良好。" * 9)
    assert "mirror-spam" in _codes("澳门金沙_官方网站\n" + HEAD + BODY)
    assert "mirror-library" in _codes(HEAD + "20xx年,我镇由会员分享的范文。" * 5)


def test_words_of_real_reports_are_no_spam() -> None:
    body = (
        "体育彩票公益金、港澳台事务、金沙县、棋牌室整治、线上平台建设、打击赌博等信息均已公开。" * 4
    )
    assert _codes(HEAD + body) == set()


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("www.gov.cn", True),
        ("gov.cn", True),
        ("fujian.gov.cn", True),
        ("59.175.169.166", True),
        ("gov.cn.example.com", False),
        ("mygov.cn", False),
        ("xxgov.cn", False),
    ],
)
def test_hosts(host: str, known: bool) -> None:
    assert is_government_host(host) is known


def test_folding_keeps_every_offset() -> None:
    text = "索　引　號：【２０１６】—條(tiáo)例\u200b報告"
    assert len(fold(text)) == len(text)
    assert plain("下灣鎮(zhèn)年度報告") == "下湾镇年度报告"
    assert traditional_share("政府信息公开") == 0


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("临江县青石镇 2011年政府信息公开年度报告", "临江县青石镇"),
        ("2008年度三江市政府信息公开工作年度报告", "三江市"),
        ("2013年三江市公安局政府信息公開年報", "三江市公安局"),
        ("2014年度青山省人民政府信息公开工作报告", "青山省人民政府"),
        ("高新区(新市区)政府2020年信息公开工作年度报告", "高新区(新市区)政府"),
        ("2009年度政府信息公开工作年度报告(临江县经贸局)", "临江县经贸局"),
        ("20 18 年政府信息公开年报", None),
        ("青山省发布2016年政府信息公开工作年度报告", None),
    ],
)
def test_bodies_named_in_titles(title: str, body: str | None) -> None:
    assert title_body(title) == body


@pytest.mark.parametrize(
    ("value", "body"),
    [
        ("临江县人民政府办公室", "临江县人民政府办公室"),
        ("青石镇", "青石镇"),
        ("本站原创", None),
        ("青山日报", None),
        ("机关", None),
        ("政务公开", None),
    ],
)
def test_bodies_named_in_headers(value: str, body: str | None) -> None:
    assert body_named(value) == body
