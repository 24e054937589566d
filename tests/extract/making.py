"""Synthetic inputs: pages, Word files, PDFs and containers, made in memory with known content."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from govreport_site.extract import extract
from govreport_site.extract.rendition import Reading, compose
from govreport_site.model import document as model

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"  # Adobe's name for a font that every PDF reader brings: nothing is embedded
BODY = ParagraphStyle(
    "body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK"
)
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=22, leading=32, alignment=1, wordWrap="CJK")
SMALL = ParagraphStyle("small", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")


def read(data: bytes | str, name: str = "input") -> model.Document:
    """The document of these bytes, or of this text in UTF-8."""
    return extract(model.SourceFile(name, data.encode() if isinstance(data, str) else data))


def read_here(reader: Callable[[bytes], Reading], data: bytes) -> model.Document:
    """The document of these bytes, read in this process: starting another takes half a second."""
    return compose(model.SourceFile("input", data), reader(data))


def texts(document: model.Document) -> list[str]:
    """The text of every block; a table as its rows, cells parted by |."""
    return [
        "\n".join("|".join(row) for row in block.grid)
        if isinstance(block, model.Table)
        else getattr(block, "text", "")
        for block in document.blocks
    ]


def tables(document: model.Document) -> list[tuple[tuple[str, ...], ...]]:
    """The grids of the tables."""
    return [block.grid for block in document.blocks if isinstance(block, model.Table)]


def removed(document: model.Document) -> dict[str, str]:
    """What was set aside, by reason."""
    found: dict[str, str] = {}
    for item in document.removed:
        found[item.reason] = "\n".join(filter(None, (found.get(item.reason), item.text)))
    return found


def everything(document: model.Document) -> Counter[str]:
    """The printing characters that the document accounts for, in blocks or removed."""
    parts: list[str] = [item.text for item in document.removed]
    for block in document.blocks:
        if isinstance(block, model.Table):
            parts += [cell.text for cell in block.cells]
            parts.append(block.caption or "")
        else:
            parts.append(getattr(block, "text", ""))
    return printing("".join(parts))


def printing(text: str) -> Counter[str]:
    """How often each character that is not white space stands in the text."""
    return Counter(character for character in text if not character.isspace())


def page(body: str, head: str = "") -> str:
    """A whole HTML page."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )


LONG = "我镇认真贯彻落实条例，主动公开政府信息268条，没有收到公开申请；"
"""A sentence of running text."""


def word(write: Callable[[docx.document.Document], None]) -> bytes:
    """A .docx that `write` filled."""
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(story: Sequence[Flowable], *, numbered: bool = False, **options: object) -> bytes:
    """A PDF of the story; with `numbered`, each page has its number at the foot."""

    def foot(canvas: Canvas, _: object) -> None:
        if numbered:
            canvas.setFont(FONT, 10)
            canvas.drawCentredString(300, 30, f"- {canvas.getPageNumber()} -")

    out = io.BytesIO()
    template = SimpleDocTemplate(out, **{"pagesize": A4, **options})
    template.build(list(story), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def pdf_text(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(text, style)


def pdf_table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    spans: Sequence[tuple[int, int, int, int]] = (),
) -> Table:
    """A ruled table; spans are (first column, first row, last column, last row)."""
    cells = [[Paragraph(text, SMALL) if text else "" for text in row] for row in rows]
    table = Table(cells, colWidths=list(widths))
    style = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("FONT", (0, 0), (-1, -1), FONT, 9)]
    style += [("SPAN", (a, b), (c, d)) for a, b, c, d in spans]
    table.setStyle(TableStyle(style))
    return table


def archive(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def warc(pages: dict[str, bytes], *, packed: bool, kind: str = "text/html") -> bytes:
    """A WARC file with one response for each URL, each record compressed by itself if `packed`."""
    out = b""
    for url, content in pages.items():
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2022-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(out)}>\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out
