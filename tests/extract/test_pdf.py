"""PDF: paragraphs, ruled tables, page furniture, scans, locks."""

import io

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from govreport_site.errors import InputError
from govreport_site.extract.pdf.reading import read_pdf
from govreport_site.model.document import Document
from tests.extract.making import (
    FONT,
    LONG,
    TITLE,
    pdf,
    pdf_table,
    pdf_text,
    read_here,
    removed,
    tables,
    texts,
)


def read(data: bytes) -> Document:
    return read_here(read_pdf, data)


HEAD = ["（本列数据的勾稽关系）", "", "申请人情况", "", ""]


def canvas_pdf(draw: object, **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    canvas.setFont(FONT, 16)
    draw(canvas)  # type: ignore[operator]
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture() -> ImageReader:
    out = io.BytesIO()
    Image.new("L", (40, 60), 200).save(out, "PNG")
    return ImageReader(io.BytesIO(out.getvalue()))


def test_wrapped_lines_are_joined_and_paragraphs_are_not() -> None:
    story = [
        pdf_text("某县城关镇2016年政府信息公开工作年度报告", TITLE),
        pdf_text("一、概述"),
        pdf_text(LONG * 5),
        pdf_text(LONG),
        pdf_text("二、公开"),
        pdf_text("2016年，" * 60),
    ]
    document = read(pdf(story, title="年报"))
    assert texts(document) == [
        "某县城关镇2016年政府信息公开工作年度报告",
        "一、概述",
        LONG * 5,
        LONG,
        "二、公开",
        "2016年，" * 60,
    ]
    assert document.media_type == "application/pdf"
    assert document.title == "年报"


def test_paragraphs_go_on_over_pages_and_page_numbers_are_set_aside() -> None:
    document = read(pdf([pdf_text(LONG * 40)], numbered=True))
    assert texts(document) == [LONG * 40]
    assert removed(document)["page-number"].replace(" ", "") == "-1-\n-2-"


def test_ruled_tables_are_tables_with_their_spans() -> None:
    rows = [HEAD, ["", "", "自然人", "商业企业", "总计"], ["一、本年新收", "", "0", "", "1"]]
    rows.append(["三、", "（一）", "", "", ""])
    spans = [(0, 0, 1, 1), (2, 0, 4, 0), (0, 2, 1, 2)]
    story = [
        pdf_text("三、申请"),
        pdf_table(rows, [60, 60, 50, 50, 50], spans),
        pdf_text("四、复议"),
    ]
    document = read(pdf(story))
    assert texts(document) == [
        "三、申请",
        "（本列数据的勾稽关系）|（本列数据的勾稽关系）|申请人情况|申请人情况|申请人情况\n"
        "（本列数据的勾稽关系）|（本列数据的勾稽关系）|自然人|商业企业|总计\n"
        "一、本年新收|一、本年新收|0||1\n三、|（一）|||",
        "四、复议",
    ]


def test_a_table_that_goes_on_over_pages_is_one() -> None:
    rows = [["一、本年新收政府信息公开申请数量", "", "0"]]
    rows += [["三、本年度", f"（{i}）予以公开", str(i)] for i in range(60)]
    document = read(pdf([pdf_table(rows, [120, 120, 60], [(0, 0, 1, 0)])], numbered=True))
    (grid,) = tables(document)
    assert len(grid) == 61
    assert grid[0] == ("一、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量", "0")
    assert [row[2] for row in grid[1:]] == [str(i) for i in range(60)]


def test_two_tables_on_following_pages_stay_two() -> None:
    story = [
        pdf_table([["甲", "1"]] * 3, [90, 90]),
        PageBreak(),
        pdf_table([["乙", "2"]] * 3, [70, 60]),
    ]
    assert [len(grid) for grid in tables(read(pdf(story)))] == [3, 3]


def test_lines_that_close_no_grid_make_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 660, 620):
            canvas.line(80, y, 400, y)
        for i, text in enumerate(("指标", "数量")):
            canvas.drawString(100 + 150 * i, 670, text)
            canvas.drawString(100 + 150 * i, 630, str(i))
        canvas.line(80, 700, 80, 620)
        canvas.line(400, 700, 400, 660)
        canvas.line(240, 700, 240, 640)

    document = read(canvas_pdf(draw))
    assert tables(document) == []
    assert texts(document) == ["指标 数量", "0 1"]


def test_a_turned_page_reads_as_it_is_shown() -> None:
    for turn in (0, 90, 180, 270):

        def draw(canvas: Canvas, turn: int = turn) -> None:
            canvas.setPageRotation(turn)
            wide, high = A4 if turn in (0, 180) else A4[::-1]  # reportlab turns the paper too
            matrix = {0: (0, 0), 90: (wide, 0), 180: (wide, high), 270: (0, high)}[turn]
            canvas.translate(*matrix)
            canvas.rotate(turn)
            for i, text in enumerate(("第一行的文字内容", "第二行的文字内容")):
                canvas.drawString(100, 500 - 60 * i, text)

        assert texts(read(canvas_pdf(draw))) == ["第一行的文字内容", "第二行的文字内容"], turn


def test_running_heads_are_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(4):
            canvas.setFont(FONT, 16)
            canvas.drawString(80, 800, "某县人民政府公报")
            canvas.drawString(80, 500, f"第{'一二三四'[number]}部分的文字在这里。")
            canvas.drawString(80, 30, f"第{number + 1}页 共4页")
            if number < 3:
                canvas.showPage()

    document = read(canvas_pdf(draw))
    assert texts(document) == [f"第{n}部分的文字在这里。" for n in "一二三四"]
    assert removed(document)["header"].count("公报") == 4
    assert removed(document)["page-number"].count("共4页") == 4


def test_bold_by_double_printing_is_read_once_and_text_off_the_page_is_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "年度报告的标题文字")
        canvas.drawString(100.3, 700, "年度报告的标题文字")
        canvas.drawString(100, 650, "正文的文字足够长，超过二十个字的一行。")
        canvas.drawString(100, -300, "页外")

    document = read(canvas_pdf(draw))
    assert texts(document) == ["年度报告的标题文字", "正文的文字足够长，超过二十个字的一行。"]
    assert removed(document) == {"off-page": "页外"}


def test_scans_are_refused_and_mixed_files_say_which_pages() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, *A4)

    with pytest.raises(InputError) as raised:
        read(canvas_pdf(scan))
    assert raised.value.code == "scanned"

    def mixed(canvas: Canvas) -> None:
        canvas.drawString(80, 700, LONG[:25])
        canvas.drawString(80, 650, LONG[:25])
        canvas.showPage()
        scan(canvas)

    (issue,) = read(canvas_pdf(mixed)).issues
    assert issue.code == "scanned-pages"
    assert issue.message.endswith(": 2")

    def layered(canvas: Canvas) -> None:
        scan(canvas)
        canvas.drawString(80, 700, LONG[:25])

    assert [i.code for i in read(canvas_pdf(layered)).issues] == ["ocr-layer"]


def test_locked_empty_and_damaged_files() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(80, 700, LONG[:25])

    locked = canvas_pdf(draw, encrypt=StandardEncryption("secret", ownerPassword="o"))
    open_to_read = canvas_pdf(draw, encrypt=StandardEncryption("", ownerPassword="o"))
    cases = [
        (locked, "encrypted"),
        (canvas_pdf(lambda _: None), "empty"),
        (b"%PDF-1.4 x", "damaged"),
    ]
    for data, code in cases:
        with pytest.raises(InputError) as raised:
            read(data)
        assert raised.value.code == code
    assert texts(read(open_to_read)) == [LONG[:25]]


def test_landscape_pages() -> None:
    rows = [["指标", "单位", "数量"], ["主动公开", "条", "268"]]
    document = read(pdf([pdf_table(rows, [200, 100, 100])], pagesize=landscape(A4)))
    assert tables(document) == [(("指标", "单位", "数量"), ("主动公开", "条", "268"))]


def test_a_number_wrapped_in_its_cell_is_one_and_two_values_stay_two() -> None:
    rows = [["新收", "1110462", "5<br/>3", "123<br/>45"], ["结转", "0", "1", "2"]]
    (grid,) = tables(read(pdf([pdf_table(rows, [60, 36, 36, 80])])))
    assert grid[0] == ("新收", "1110462", "5\n3", "123\n45")
