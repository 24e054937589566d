"""HTML tables: spans, layout tables, nesting, and tables that mean harm."""

import pytest

from govreport_site.model.document import Cell, Table
from tests.extract.making import LONG, page, read, removed, tables, texts


def table(html: str) -> Table:
    blocks = read(page(f"<p>{LONG}</p>{html}")).blocks
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return found


def test_spans_are_placed_as_browsers_place_them() -> None:
    found = table(
        "<table><tr><th colspan=3 rowspan=2>勾稽</th><th colspan=2>申请人情况</th></tr>"
        "<tr><td>自然人</td><td>总计</td></tr>"
        "<tr><td rowspan=0>三</td><td colspan=2>（一）予以公开</td><td>0</td><td>&nbsp;</td></tr>"
        "<tr><td>（三）</td><td>1.</td><td>/</td><td>-</td></tr></table>"
    )
    assert found.grid == (
        ("勾稽", "勾稽", "勾稽", "申请人情况", "申请人情况"),
        ("勾稽", "勾稽", "勾稽", "自然人", "总计"),
        ("三", "（一）予以公开", "（一）予以公开", "0", ""),
        ("三", "（三）", "1.", "/", "-"),
    )
    assert found.cells[4] == Cell("三", 2, 0, 2, 1)
    assert found.cells[7] == Cell("", 2, 4)


def test_breaks_in_a_cell_are_newlines() -> None:
    found = table(
        "<table><tr><td>本年新<br>制作数量</td><td><p>科研</p><p>机构</p></td></tr></table>"
    )
    assert found.grid == (("本年新\n制作数量", "科研\n机构"),)


def test_caption_and_stray_text_are_kept() -> None:
    document = read(
        page(f"<p>{LONG}</p><table><caption>表一</caption>外<tr>散<td>1<td>2<tr><td>3<td>4</table>")
    )
    assert [b.caption for b in document.blocks if isinstance(b, Table)] == ["表一"]
    assert texts(document)[1:] == ["外", "散", "1|2\n3|4"]


def test_cells_outside_rows_and_rows_outside_tables() -> None:
    assert table("<table><td>1<td>2<tr><td>3<td>4</table>").grid == (("1", "2"), ("3", "4"))
    loose = page(f"<p>{LONG}</p><tr><td>甲</td><td>乙，</td></tr>")
    assert tables(read(loose)) == []
    assert "".join(texts(read(loose))).endswith("甲乙，")


def test_layout_tables_are_flattened_in_order() -> None:
    html = (
        f"<table><tr><td><table><tr><td>一、概述</td></tr><tr><td>{LONG}</td></tr></table></td></tr>"
        f"<tr><td>二、公开</td></tr></table>"
    )
    document = read(page(html))
    assert tables(document) == []
    assert texts(document) == ["一、概述", LONG, "二、公开"]


def test_a_data_table_inside_layout_tables_is_a_table() -> None:
    html = (
        f"<table><tr><td>侧，</td><td><p>{LONG}</p>"
        "<table><tr><td>项</td><td>数</td></tr><tr><td>规章</td><td>0</td></tr></table>"
        "</td></tr></table>"
    )
    assert texts(read(page(html))) == ["侧，", LONG, "项|数\n规章|0"]


def test_a_row_of_labels_with_their_values_is_lines() -> None:
    row = "<tr><td>发布时间：2017-01-12</td><td>来源：区政府办</td></tr>"
    assert texts(read(page(f"<table>{row}</table><p>{LONG}</p>")))[:2] == [
        "发布时间：2017-01-12",
        "来源：区政府办",
    ]


def test_labels_beside_their_values_are_a_table() -> None:
    row = "<tr><td>索引号：</td><td>A/2017-00001</td><td>文号：</td><td></td></tr>"
    assert tables(read(page(f"<table>{row}</table><p>{LONG}</p>"))) == [
        (("索引号：", "A/2017-00001", "文号：", ""),)
    ]


def test_hidden_cells_do_not_shift_the_row() -> None:
    html = "<table><tr><td>甲<td style='display:none'>藏<td>1<tr><td>乙<td>2</table>"
    document = read(page(f"<div id=zoom><p>{LONG}</p>{html}<p>尾。</p></div>"))
    assert tables(document) == [(("甲", "1"), ("乙", "2"))]
    assert removed(document) == {"hidden": "藏"}


@pytest.mark.parametrize(
    "span", ["colspan=-3", "colspan=x", "colspan=''", "rowspan=9.5", "colspan=²"]
)
def test_senseless_spans_count_as_one(span: str) -> None:
    assert table(f"<table><tr><td {span}>1<td>2<tr><td>3<td>4</table>").grid == (
        ("1", "2"),
        ("3", "4"),
    )


def test_a_rowspan_ends_with_the_table() -> None:
    assert table("<table><tr><td rowspan=99>1<td>2<tr><td>3</table>").grid == (
        ("1", "2"),
        ("1", "3"),
    )


def test_spans_that_would_fill_memory_are_flattened() -> None:
    html = "<table>" + "<tr><td colspan=1000 rowspan=5000>甲<td>乙" * 300 + "</table>"
    document = read(page(f"<p>{LONG}</p>{html}"))
    assert tables(document) == []
    assert len(document.blocks) == 601


def test_links_and_lines_inside_tables_point_at_the_table() -> None:
    rows = "<tr><td>附件<td><a href=a.doc>甲，</a><tr><td>一<td>二"
    (link,) = read(page(f"<div id=zoom><p>{LONG}</p><table>{rows}</table></div>")).links
    assert (link.text, link.line) == ("甲，", 2)


def test_a_long_note_in_a_table_of_many_cells_leaves_it_a_table() -> None:
    rows = "".join(f"<tr><td>指标{i}<td>条<td>{i}" for i in range(8))
    found = table(f"<table>{rows}<tr><td colspan=3>{LONG * 40}</table>")
    assert (found.height, found.width) == (9, 3)
