"""The foot of a page, chrome in its middle, and reports printed in one paragraph."""

from __future__ import annotations

import time

import pytest

from govreport_site.model import Report
from govreport_site.parse.chrome import chrome_reason, end_reason
from govreport_site.parse.lines import break_up
from tests.parse.page_texts import BODY
from tests.parse.reading import lost, read

HEAD = "青石镇2016年政府信息公开年度报告\n发布时间:2017-01-09\n"
SIGNATURE = "\n临江县青石镇人民政府\n2017年1月5日\n"


def _reasons(report: Report) -> dict[str, str]:
    return {removed.text: removed.reason for removed in report.removed}


def _body(report: Report) -> str:
    return "\n".join(getattr(b, "text", "") for s in report.sections for b in s.blocks)


def test_everything_below_the_signature_is_named() -> None:
    tail = (
        "5\n附件下载:\n586cb2c2064b967629b627ee\n2016年报.docx\n【打印】 【关闭】\n扫一扫在手机打开当前页\n"
        "上一篇:2015年政府信息公开年度报告\n相关解读\n责任编辑:某某\n主办单位:临江县人民政府\n湘ICP备12013741号-1\n"
    )
    report = read(HEAD + BODY + SIGNATURE + tail)
    reasons = _reasons(report)
    assert reasons["5"] == "page-number"
    assert reasons["586cb2c2064b967629b627ee"] == reasons["2016年报.docx"] == "attachment"
    assert reasons["扫一扫在手机打开当前页"] == "qr"
    assert reasons["主办单位:临江县人民政府"] == "footer"
    assert ("责任编辑:", "某某") in report.header
    assert [a.name for a in report.attachments] == ["586cb2c2064b967629b627ee", "2016年报.docx"]
    assert report.signed.value == "2017-01-05"
    assert not lost(HEAD + BODY + SIGNATURE + tail, report)


def test_names_below_the_attachment_label_are_attachments() -> None:
    tail = "附件下载:\n2.青石镇政府信息公开情况统计表\n扫一扫在手机打开当前页\n"
    report = read(HEAD + BODY + SIGNATURE + tail)
    assert [a.name for a in report.attachments] == ["2.青石镇政府信息公开情况统计表"]
    assert _reasons(report)["2.青石镇政府信息公开情况统计表"] == "attachment"


def test_a_named_annex_stays_in_the_body_and_is_an_attachment() -> None:
    report = read(HEAD + BODY + "\n附件:青石镇政府信息公开情况统计表\n" + SIGNATURE)
    assert [a.name for a in report.attachments] == ["青石镇政府信息公开情况统计表"]
    assert "附件:青石镇政府信息公开情况统计表" in _body(report)


def test_the_office_telephone_at_the_end_stays_without_a_footer() -> None:
    report = read(HEAD + BODY + "\n联系电话:0591-12345678\n")
    assert "联系电话:0591-12345678" in _body(report)


def test_cells_at_the_end_are_no_page_numbers() -> None:
    cells = "\n".join(["指标", "甲", "0", "乙", "-", "丙", "3"])
    assert _body(read(HEAD + BODY + "\n" + cells)).endswith("0\n乙\n-\n丙\n3")


@pytest.mark.parametrize(
    "line",
    [
        "(三)无障碍浏览建设",
        "分享经验",
        "提供涉密文件严禁上网",
        "主办单位",
        "推行扫码查看",
        "媒体报道",
    ],
)
def test_words_of_reports_are_not_taken_from_the_middle(line: str) -> None:
    assert chrome_reason(line) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("首页 > 政府信息公开 > 年报", "breadcrumb"),
        ("【字体:大 中 小】", "font"),
        ("( )", "brackets"),
        ("- 12 -", "page-number"),
        ("分享到:微信 微博 QQ空间", "share"),
        ("加入收藏 | 网站地图 | 联系我们", "footer"),
        ("长者版 无障碍阅读", None),
    ],
)
def test_chrome_at_the_ends(line: str, reason: str | None) -> None:
    assert end_reason(line) == reason


def test_a_report_in_one_paragraph_is_taken_apart() -> None:
    text = HEAD.replace("\n", " ") + BODY.replace("\n", " ") + " 临江县青石镇人民政府 2017年1月5日"
    report = read(text)
    assert report.title == "青石镇2016年政府信息公开年度报告"
    assert report.published.value == "2017-01-09"
    assert report.signed.value == "2017-01-05"
    assert [s.number for s in report.sections if s.level == 1] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]
    assert not lost(text, report)


def test_a_text_beyond_any_report_is_kept_whole_and_its_ends_are_read() -> None:
    text = (
        HEAD + BODY + "\n" + "内容。\n" * 13_000 + SIGNATURE + "附件下载\n扫一扫在手机打开当前页\n"
    )
    report = read(text)
    assert report.published.value == "2017-01-09"
    assert "text-unread" in {issue.code for issue in report.issues}
    assert set(_reasons(report).values()) == {"attachment-label", "qr"}
    assert not lost(text, report)


def test_an_enumeration_is_not_taken_apart() -> None:
    text = "本报告分为:一、概述;二、主动公开情况;三、依申请公开情况;四、收费情况等部分," * 5
    assert break_up(text) == (text,)


@pytest.mark.parametrize(
    "line",
    [
        "发布时间:",
        "[(",
        "首页",
        "字体A+",
        "a>",
        "二〇一六年",
        "《",
        "一、",
        "| a |\n",
        "1\n",
        "索 ",
        "2016",
    ],
)
def test_hostile_repetitions_cost_little(line: str) -> None:
    text = line * (30_000 // len(line))
    started = time.process_time()
    report = read(text)
    assert time.process_time() - started < 6
    assert not lost(text, report)
