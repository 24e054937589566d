"""Which part of a page is the report: known containers, density, metadata, navigation."""

import pytest

from tests.extract.making import LONG, page, read, removed, texts

MENU = "".join(f"<li><a href='/c{i}/'>栏目{i}</a></li>" for i in range(50))
TITLE = "某县城关镇2021年政府信息公开工作年度报告"
REPORT = f"<p>一、概述</p><p>{LONG * 6}</p><p>二、公开</p><p>{LONG * 6}</p><p>无。</p>"
EXPECTED = ["一、概述", LONG * 6, "二、公开", LONG * 6, "无。"]
HEADER = f"<div class='top'><ul class='nav'>{MENU}</ul></div>"
FOOTER = "<div class='foot'><p>主办单位：某县人民政府 闽ICP备12345号</p><p>网站地图</p></div>"
HEAD = f"<title>{TITLE}_某县人民政府</title>"


@pytest.mark.parametrize(
    "container",
    [
        "id='UCAP-CONTENT'",
        "class='TRS_Editor'",
        "id='zoom'",
        "class='view TRS_UEDITOR trs_paper_default'",
        "class='pages_content'",
        "id='ivs_content'",
        "class='article-content'",
        "class='bt-article'",
        "id='vsb_content_2'",
        "class='xxgk-detail'",
        "class='conTxt'",
        "class='content'",
        "class='unheard-of'",
        "",
    ],
)
@pytest.mark.parametrize("element", ["div", "td", "p"])
def test_the_text_is_found_in_any_container(container: str, element: str) -> None:
    before, after = ("<table><tr>", "</tr></table>") if element == "td" else ("", "")
    text = f"{before}<{element} {container}>{REPORT}</{element}>{after}"
    sidebar = f"<div><ul>{MENU}</ul></div>"
    main = f"<div><h1>{TITLE}</h1>{text}</div>"
    html = f"{HEADER}{sidebar}{main}{sidebar}{FOOTER}"
    document = read(page(html, HEAD))
    assert texts(document) == [TITLE, *EXPECTED]
    assert set(removed(document)) <= {"navigation", "header", "footer"}
    assert removed(document)["navigation"].count("栏目49") == 3


def test_metadata_outside_the_container_stays() -> None:
    meta = (
        "<div class='xxgk_head'><ul><li><b>索 引 号：</b>11350200/2022-00001</li>"
        "<li><b>发布机构：</b>城关镇</li></ul></div>"
        "<table><tr><td>文 号：</td><td></td><td>生成日期：</td><td>2022-01-18</td></tr>"
        "<tr><td>公开方式</td><td>主动公开</td><td>有效性</td><td>有效</td></tr></table>"
    )
    line = "<p class='sub'><span>发布时间：2022-01-18 10:00</span><span>来源：城关镇</span></p>"
    html = (
        f"{HEADER}<div><ul>{MENU}</ul></div>{meta}<div><div>{MENU}</div>"
        f"<h2>{TITLE}</h2>{line}</div><div id='zoom'>{REPORT}</div>{FOOTER}"
    )
    document = read(page(html, HEAD))
    assert texts(document) == [
        "索 引 号：11350200/2022-00001",
        "发布机构：城关镇",
        "文 号：||生成日期：|2022-01-18\n公开方式|主动公开|有效性|有效",
        TITLE,
        "发布时间：2022-01-18 10:00来源：城关镇",
        *EXPECTED,
    ]


def test_a_label_above_its_value_keeps_both() -> None:
    meta = (
        "<dl><dt>索引号</dt><dd>11350200/2022-00001</dd><dt>成文日期</dt><dd>2022-01-18</dd></dl>"
    )
    html = f"{HEADER}{meta}<ul>{MENU}</ul><div id='zoom'>{REPORT}</div>{FOOTER}"
    assert texts(read(page(html)))[:4] == [
        "索引号",
        "11350200/2022-00001",
        "成文日期",
        "2022-01-18",
    ]


def test_values_without_labels_next_to_the_text_stay() -> None:
    html = (
        f"{HEADER}<div class='main'><p>729206185/2019-00011</p><p>2019-03-29</p><h3>{TITLE}</h3>"
        f"<div class='TRS_Editor'>{REPORT}</div></div>{FOOTER}"
    )
    assert texts(read(page(html)))[:2] == ["729206185/2019-00011", "2019-03-29"]


def test_index_numbers_and_dates_that_lost_their_labels_stay() -> None:
    html = (
        f"{HEADER}<div><p>729206185/2019-00011</p><p>2019-03-29 10:00</p><ul>{MENU}</ul></div>"
        f"<div><a href='/x'>新闻</a></div><div>2020-01-01</div><div id='zoom'>{REPORT}</div>"
    )
    assert texts(read(page(html))) == ["729206185/2019-00011", "2019-03-29 10:00", *EXPECTED]


def test_breadcrumb_share_and_print_are_set_aside_with_their_reason() -> None:
    path = "<div class='dqwz'>您当前的位置：<a href='/'>首页</a> &gt; <a href='/x'>年报</a></div>"
    share = "<div class='bdsharebuttonbox'>分享到：微信</div>"
    html = (
        f"{HEADER}{path}<div><h1>{TITLE}</h1><div id='zoom'>{REPORT}{share}"
        f"</div><div class='toolbar'>打印本页 关闭窗口</div></div>{FOOTER}"
    )
    found = removed(read(page(html, HEAD)))
    assert found["breadcrumb"] == "您当前的位置：首页 > 年报"
    assert found["share"] == "分享到：微信"
    assert found["control"] == "打印本页 关闭窗口"
    assert "ICP备" in found["footer"]


def test_attachments_after_the_text_stay() -> None:
    files = "<p>附件：</p><ul><li><a href='a.docx'>1.统计表.docx</a></li></ul>"
    document = read(page(f"{HEADER}<div><div id='zoom'>{REPORT}</div>{files}</div>{FOOTER}"))
    assert texts(document)[-2:] == ["附件：", "1.统计表.docx"]
    assert [link.target for link in document.links] == ["a.docx"]


def test_text_in_two_editors_is_kept_whole() -> None:
    html = (
        f"{HEADER}<div class='box'><div class='TRS_Editor'>{REPORT}</div>"
        f"<div class='TRS_Editor'><p>三、附表</p><p>{LONG * 9}</p></div></div>{FOOTER}"
    )
    assert texts(read(page(html))) == [*EXPECTED, "三、附表", LONG * 9]


def test_a_whole_page_in_one_cell() -> None:
    inner = (
        "<table border=1><tr><td>项</td><td>数</td></tr><tr><td>规章</td><td>0</td></tr></table>"
    )
    html = (
        f"<table><tr><td>{HEADER}<br>{TITLE}<br>{REPORT}{inner}{REPORT}{FOOTER}</td></tr></table>"
    )
    found = texts(read(page(html, HEAD)))
    assert found[0] == TITLE
    assert "项|数\n规章|0" in found
    assert found[-1] == "无。"


def test_a_page_without_prose_keeps_everything() -> None:
    html = "<div class='nav'><a href='/'>首页</a></div><p>无</p>"
    assert texts(read(page(html))) == ["首页", "无"]


def test_footers_that_are_long_do_not_become_the_report() -> None:
    words = (
        "版权所有：某县人民政府，主办单位：某县人民政府办公室，承办单位：某县数据中心，ICP备1号。"
    )
    html = f"{HEADER}<div class='box'>{REPORT}</div><div><p>{words}</p></div>"
    document = read(page(f"<div>{html}</div>"))
    assert texts(document) == EXPECTED
    assert removed(document)["footer"] == words
