"""Contacts of a report: prose, header, tables and what was removed, each with its line."""

from govreport_site.model import Cell, Paragraph, Removed, Section, Table
from govreport_site.parse.contacts import read_contacts


def test_contacts_and_their_lines() -> None:
    table = Table(
        (Cell("联系人", 0, 0), Cell("邱甜甜", 0, 1), Cell("手机", 1, 0), Cell("13805921234", 1, 1)),
        9,
    )
    section = Section(
        "overview",
        1,
        "一、",
        "概述",
        3,
        (Paragraph("第一行\n联系人：张三，电话：0592-7072345", 4), table),
    )
    header = (("责任编辑", "李小红"), ("发布机构", "某某镇人民政府"))
    removed = (Removed("联系电话：0731-83166306 管理员", "footer", 40),)
    found = [(c.kind, c.text, c.line) for c in read_contacts((section,), header, removed)]
    assert found == [
        ("person", "李小红", 1),
        ("person", "张三", 5),
        ("phone", "0592-7072345", 5),
        ("person", "邱甜甜", 9),
        ("mobile", "13805921234", 9),
        ("phone", "0731-83166306", 40),
    ]


def test_a_list_of_staff_names_its_columns_once() -> None:
    rows = (
        ("姓名", "职务", "联系电话"),
        ("扎西多吉", "科员", "0592-7072345"),
        ("张三", "主任", "13805921234"),
    )
    cells = tuple(Cell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row))
    section = Section("overview", 1, "一、", "概述", 1, (Table(cells, 3),))
    assert [(c.kind, c.text) for c in read_contacts((section,))] == [
        ("person", "扎西多吉"),
        ("phone", "0592-7072345"),
        ("person", "张三"),
        ("mobile", "13805921234"),
    ]
