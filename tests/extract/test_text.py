"""Plain text and Markdown."""

from govreport_site.model.document import Heading, Paragraph, Table
from tests.extract.making import read, removed, tables, texts


def test_every_line_is_a_paragraph_with_its_own_line() -> None:
    document = read("标题\r\n\r\n  一、概述\r正文\n")
    assert document.blocks == (Paragraph("标题", 1), Paragraph("一、概述", 3), Paragraph("正文", 4))
    assert document.lines == ("标题", "", "  一、概述", "正文", "")
    assert document.media_type == "text/plain"
    assert document.encoding == "utf-8"


def test_unicode_line_separators_do_not_count_as_lines() -> None:
    document = read("甲\u2028乙\x0b丙\x0c丁\x85戊\n己")
    assert [block.line for block in document.blocks] == [1, 2]
    assert texts(document)[0] == "甲 乙 丙 丁 戊"


def test_clean_pipe_rows_become_a_table_with_their_blank_cells() -> None:
    rows = "第二十条第（一）项 | |||\n信息内容 | 本年制发件数 | 现行有效件数 | |\n规章 | 0 | | |"
    document = read(f"二、主动公开\n{rows}\n三、申请")
    assert tables(document) == [
        (
            ("第二十条第（一）项", "", "", ""),
            ("信息内容", "本年制发件数", "现行有效件数", ""),
            ("规章", "0", "", ""),
        )
    ]
    assert [block.line for block in document.blocks] == [1, 2, 5]


def test_framed_rows_keep_an_empty_first_cell() -> None:
    assert tables(read("| | 甲 | 乙 |\n| 规章 | 0 | |")) == [(("", "甲", "乙"), ("规章", "0", ""))]


def test_rows_of_different_width_are_left_as_lines() -> None:
    document = read("索引号 | 0144 | 分类 | 年报 |\n文号 | 有效性 |\n一 | 二 | 三 |")
    assert tables(document) == []
    assert len(document.blocks) == 3


def test_one_cell_a_line_is_left_as_lines() -> None:
    document = read("| 规章 |\n| 0 |\n| |\n| 3 |")
    assert texts(document) == ["| 规章 |", "| 0 |", "| |", "| 3 |"]


def test_two_lines_with_a_pipe_inside_are_no_table() -> None:
    assert tables(read("网站地图 | 联系我们\n主办单位 | 承办单位")) == []


def test_a_page_in_one_cell_loses_its_padding_but_not_silently() -> None:
    document = read("| 一、总体情况 正文" + " |" * 120)
    assert texts(document) == ["一、总体情况 正文"]
    assert removed(document)["table-padding"].count("|") == 121


def test_markdown_is_told_by_its_rule_and_its_headings() -> None:
    document = read(
        "# 年度报告 #\n\n| 项 | 数 |\n|:---|---:|\n| 规章 | 0 |\n| 多 | 1 | 2 |\n\n####### 七"
    )
    assert document.media_type == "text/markdown"
    assert document.blocks[0] == Heading("年度报告", 1, 1)
    assert isinstance(document.blocks[1], Table)
    assert document.blocks[1].grid == (("项", "数", ""), ("规章", "0", ""), ("多", "1", "2"))
    assert removed(document)["markup"] == "##\n|:---|---:|"
    assert texts(document)[-1] == "####### 七"


def test_an_escaped_pipe_is_part_of_its_cell() -> None:
    assert tables(read("| 甲\\|乙 | 1 |\n| 丙 | 2 |")) == [(("甲|乙", "1"), ("丙", "2"))]


def test_what_prints_nothing_is_taken_out_and_reported() -> None:
    document = read("公\u200b开\u202e信息\x07\ufeff\n二\u00ad行\u200b")
    assert texts(document) == ["公开信息", "二行"]
    assert document.lines == ("公开信息", "二行")
    assert sorted(removed(document)["control-characters"]) == sorted(
        "\u200b\u202e\x07\ufeff\u00ad\u200b"
    )
    (issue,) = document.issues
    assert issue.code == "control-characters"
    assert "U+200B ×2" in issue.message
    assert issue.line == 1
