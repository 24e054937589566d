"""Word files: automatic numbers, merged cells, what is not printed, and damage."""

import io
import zipfile

import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from govreport_site.errors import InputError
from govreport_site.extract.word.numbering import chinese, format_number, roman
from govreport_site.extract.word.reading import read_word
from govreport_site.model.document import Cell, Document, Heading, Table
from tests.extract.making import LONG, archive, read_here, removed, tables, texts, word

W = nsdecls("w")


def read(data: bytes) -> Document:
    return read_here(read_word, data)


def rewrite(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one part replaced, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        if content is not None:
            target.writestr(name, content)
    return out.getvalue()


def test_paragraphs_headings_and_properties() -> None:
    def write(document: WordDocument) -> None:
        document.core_properties.title = "某镇年报"
        document.core_properties.author = "某人"
        document.add_heading("某镇2016年年报", 0)
        document.add_heading("一、概述", 2)
        document.add_paragraph("第一行\n第二行\t尾")

    document = read(word(write))
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.blocks[:2] == (Heading("某镇2016年年报", 1, 1), Heading("一、概述", 2, 2))
    assert texts(document)[2] == "第一行\n第二行 尾"
    assert document.title == "某镇年报"
    assert "某人" not in str(document.properties)


def _numbering(document: WordDocument, levels: str) -> None:
    """Defines list 77 by the XML of its levels."""
    root = document.part.numbering_part.element
    abstract = f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _item(document: WordDocument, text: str, level: int = 0) -> None:
    numbers = f'<w:ilvl w:val="{level}"/><w:numId w:val="77"/>'
    properties = parse_xml(f"<w:pPr {W}><w:numPr>{numbers}</w:numPr></w:pPr>")
    document.add_paragraph(text)._p.insert(0, properties)


def _level(index: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_automatic_numbers_are_printed_and_recorded() -> None:
    def write(document: WordDocument) -> None:
        _numbering(
            document,
            _level(0, "chineseCounting", "%1、")
            + _level(1, "chineseCounting", "（%2）")
            + _level(2, "decimal", "%3.")
            + _level(3, "decimal", "%1.%4"),
        )
        _item(document, "总体情况")
        _item(document, "主动公开", 1)
        _item(document, "依申请公开", 1)
        _item(document, "细目", 2)
        _item(document, "主动公开情况")
        _item(document, "范围", 1)
        _item(document, "编号", 3)

    document = read(word(write))
    assert texts(document) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.细目",
        "二、主动公开情况",
        "（一）范围",
        "二.1 编号",
    ]
    assert {repair.rule for repair in document.repairs} == {"word-auto-number"}
    assert (document.repairs[0].printed, document.repairs[0].read) == ("总体情况", "一、总体情况")
    assert [repair.line for repair in document.repairs] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("count", "style", "printed"),
    [
        (3, "decimal", "3"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCountingThousand", "一百〇五"),
        (16, "ideographDigital", "一六"),
        (3, "chineseLegalSimplified", "叁"),
        (4, "decimalEnclosedCircle", "④"),
        (12, "decimalFullWidth", "１２"),
        (28, "lowerLetter", "bb"),
        (9, "upperRoman", "IX"),
        (7, "decimalZero", "07"),
        (2, "ideographTraditional", "乙"),
        (30, "decimalEnclosedCircle", "30"),
    ],
)
def test_number_formats(count: int, style: str, printed: str) -> None:
    assert format_number(count, style) == printed


def test_chinese_and_roman_numbers() -> None:
    cases = {
        1: "一",
        10: "十",
        11: "十一",
        20: "二十",
        110: "一百一十",
        1005: "一千〇五",
    }
    assert {n: chinese(n) for n in cases} == cases
    assert roman(1994) == "mcmxciv"


def test_merged_cells_have_their_spans() -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "申请人情况"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "三、结果"

    (table,) = [block for block in read(word(write)).blocks if isinstance(block, Table)]
    assert table.cells == (
        Cell("申请人情况", 0, 0, 1, 3),
        Cell("三、结果", 1, 0, 2, 1),
        Cell("11", 1, 1),
        Cell("12", 1, 2),
        Cell("21", 2, 1),
        Cell("22", 2, 2),
    )


def test_layout_tables_are_flattened() -> None:
    def write(document: WordDocument) -> None:
        outer = document.add_table(1, 2)
        outer.cell(0, 0).text = LONG * 40
        inner = outer.cell(0, 1).add_table(2, 2)
        inner.cell(1, 1).text = "0"
        single = document.add_table(2, 1)
        single.cell(0, 0).text = "一"
        single.cell(1, 0).text = "二"

    document = read(word(write))
    assert tables(document) == [(("", ""), ("", "0"))]
    assert texts(document) == [LONG * 40, "|\n|0", "一", "二"]


def test_what_is_not_printed_is_set_aside() -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph("正文").add_run("隐藏").font.hidden = True
        deleted = f'<w:del {W} w:id="1"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        added = f'<w:ins {W} w:id="2"><w:r><w:t>加上</w:t></w:r></w:ins>'
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(deleted))
        paragraph._p.append(parse_xml(added))
        document.sections[0].header.paragraphs[0].text = "页眉"
        document.sections[0].footer.paragraphs[0].text = "- 1 -"

    document = read(word(write))
    assert texts(document) == ["正文", "加上"]
    assert removed(document) == {
        "hidden": "隐藏",
        "tracked-deletion": "删去",
        "header": "页眉",
        "footer": "- 1 -",
    }


def test_text_in_controls_and_boxes_is_read() -> None:
    box = (
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    control = (
        f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    def write(document: WordDocument) -> None:
        document.add_paragraph("段落")._p.append(parse_xml(box))
        document.element.body.insert(0, parse_xml(control))
        link = OxmlElement("w:hyperlink")
        target = document.part.relate_to(
            "http://x.gov.cn/a.pdf",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link.set(qn("r:id"), target)
        link.append(parse_xml(f"<w:r {W}><w:t>附件</w:t></w:r>"))
        document.add_paragraph("见")._p.append(link)

    document = read(word(write))
    assert texts(document) == ["控件", "段落", "框中", "见附件"]
    assert [(link.text, link.target, link.line) for link in document.links] == [
        ("附件", "http://x.gov.cn/a.pdf", 4)
    ]


def test_a_dangling_relationship_is_passed_over() -> None:
    data = word(lambda document: document.add_paragraph(LONG) and None)
    name = "word/_rels/document.xml.rels"
    rels = zipfile.ZipFile(io.BytesIO(data)).read(name)
    extra = b'<Relationship Id="rX" Type="http://x/image" Target="NULL"/></Relationships>'
    assert texts(read(rewrite(data, name, rels.replace(b"</Relationships>", extra)))) == [LONG]


def test_a_document_of_pictures_is_reported() -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph()._p.append(parse_xml(f"<w:r {W}><w:drawing/></w:r>"))
        document.add_paragraph("年报")

    assert [issue.code for issue in read(word(write)).issues] == ["image-body"]


def test_a_file_inside_the_document_is_reported() -> None:
    def write(document: WordDocument) -> None:
        document.add_paragraph(LONG)
        document.element.body.insert(0, parse_xml(f"<w:altChunk {W}/>"))

    assert [issue.code for issue in read(word(write)).issues] == ["embedded-file"]


def test_entities_are_not_expanded_and_damage_is_said() -> None:
    data = word(lambda document: document.add_paragraph("x") and None)
    bomb = (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "aaaa" not in "".join(texts(read(rewrite(data, "word/document.xml", bomb))))
    for broken in (
        rewrite(data, "word/document.xml", b"<w:document"),
        rewrite(data, "[Content_Types].xml", b"<x/>"),
        data[: len(data) // 2],
    ):
        with pytest.raises(InputError) as raised:
            read(broken)
        assert raised.value.code == "damaged"


def test_a_word_bomb_is_refused() -> None:
    data = word(lambda document: document.add_paragraph("x") and None)
    parts = {
        n: zipfile.ZipFile(io.BytesIO(data)).read(n)
        for n in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    with pytest.raises(InputError) as raised:
        read(archive({**parts, "word/media/a.bin": bytes(40_000_000)}))
    assert raised.value.code == "too-large"
