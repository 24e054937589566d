"""Titles: whole, split over lines, repeated, and what is none."""

from __future__ import annotations

import pytest

from govreport_site.parse.kind import kind_of_title
from govreport_site.parse.titles import echoes, find_titles, is_title, title_year


@pytest.mark.parametrize(
    ("lines", "title", "year"),
    [
        (["青石区", "三江市青石区2016年政务公开工作要点落实情况报告"], 1, 2016),
        (["三江市机关事务服务中心", "政府信息公开工作2021年度报告"], (0, 2), 2021),
        (["自治区人民政府办公厅2022", "政府信息公开工作年度报告"], (0, 2), 2022),
        (["三江市人民政府2020年政府", "信息公开工作年度报告"], (0, 2), 2020),
        (["政府信息公开", "三江市2016年政府信息公开工作年度报告"], 1, 2016),
        (["青石镇", "2008年政府信息公开工作年度报告"], (0, 2), 2008),
        (["2009年度政府信息公开工作年度报告", "(临江县经贸局)"], (0, 2), 2009),
        (["临江县二〇一六年", "政府信息公开", "年度报告"], (0, 3), 2016),
        (["临江县人民政府", "关于2016年政府信息公开工作的年度报告"], (0, 2), 2016),
        (["《临江县2016年政府信息公开工作年度报告》"], 0, 2016),
        (["20 18 年政府信息公开年报"], 0, 2018),
        (["2013年三江市公安局政府信息公開年報"], 0, 2013),
    ],
)
def test_titles_are_joined_from_their_lines(
    lines: list[str], title: int | tuple[int, int], year: int
) -> None:
    found = find_titles(lines, [True] * len(lines))
    start, end = title if isinstance(title, tuple) else (title, title + 1)
    assert [(t.start, t.end, t.year) for t in found] == [(start, end, year)]
    assert found[0].text == "".join(lines[start:end])


@pytest.mark.parametrize(
    "line",
    [
        "一、主动公开政府信息情况",
        "、信息公开情况",
        "(三)依申请公开信息情况",
        "2016年,我局主动公开政府信息126条,情况",
        "主动公开政府信息情况",
        "附件:2016年政府信息公开情况统计表",
    ],
)
def test_headings_and_sentences_are_no_titles(line: str) -> None:
    assert not is_title(line)


def test_a_repeated_title_is_found_across_lines() -> None:
    title = "三江市青石街道2016年政务公开工作要点落实情况报告"
    lines = [title, "时间", "三江市青石街道2016年政务公开工作要点", "落实情况报告", "正文"]
    assert echoes(lines, [True] * 5, title) == ((0, 1), (2, 4))


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("临江县2016年政府信息公开年度报告", 2016),
        ("临江县２０１６年度政府信息公开年度报告", 2016),
        ("临江县二○一四年政府信息公开年度报告", 2014),
        ("临江县政府信息公开年度报告(2017年1月3日)", None),
        ("临江县政府信息公开年报(2016年度)", 2016),
        ("临江县2015-2016年政府信息公开年度报告", None),
        ("临政办〔2016〕3号政府信息公开年度报告", None),
        ("临江县政府信息公开年度报告", None),
    ],
)
def test_years_of_titles(title: str, year: int | None) -> None:
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江县2016年政务公开工作要点落实情况报告", "self-check"),
        ("临江县2016年政务公开工作落实情况", "self-check"),
        ("临江县2016年政务公开工作自查报告", "self-check"),
        ("临江县教育局2024年度政府信息公开工作报告", "annual"),
        ("临江县城市管理行政执法局2018年政府信息公开工作年度报告", "annual"),
        ("会议中心2018年政府信息公开年度报告", "annual"),
        ("2016年政务公开工作要点", "other"),
        ("临江县召开2023年度政府信息公开工作年报编制部署会", "other"),
        ("青山省发布2016年政府信息公开工作年度报告", "other"),
        ("关于做好2020年度政府信息公开工作年度报告编制工作的通知", "other"),
        ("政府信息公开年度报告制度", "other"),
        ("临江县政府信息公开指南", "other"),
        ("一图读懂临江县2021年政府信息公开工作年度报告", "other"),
        ("2019年政府网站工作年度报表", "other"),
        ("临江县水利局2021年法治政府建设年度报告", "other"),
        ("临江县2016年政府信息公开工作总结", None),
    ],
)
def test_kinds_of_titles(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind
