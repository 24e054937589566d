"""Generated documents as blocks, in the shapes in which extraction may hand them on."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html

from govreport_site.model import Block, Cell, Paragraph, Table
from tests.forms_generator import GeneratedDocument

SHAPES = ("lines", "whole", "cell", "rows")


def blocks_of(document: GeneratedDocument, shape: str) -> tuple[Block, ...]:
    """The document's blocks: one paragraph a line, one in all, one cell, or pipe rows as tables."""
    if document.media_type == "text/html":
        return tuple(_html_blocks(document.text))
    lines = document.text.split("\n")
    if shape == "whole":
        return (Paragraph(document.text, 1),)
    if shape == "cell":
        return (Table((Cell(document.text, 0, 0),), 1),)
    if shape == "rows":
        return tuple(_pipe_tables(lines))
    return tuple(Paragraph(line, n) for n, line in enumerate(lines, 1) if line.strip())


def _pipe_tables(lines: list[str]) -> Iterator[Block]:
    held: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if "|" in line:
            if set(line) - set("|-: ") or "---" not in line:
                held.append((number, line))
            continue
        if held:
            yield Table(tuple(_cells(held)), held[0][0])
            held = []
        if line.strip():
            yield Paragraph(line, number)


def _cells(lines: list[tuple[int, str]]) -> Iterator[Cell]:
    for row, (_, line) in enumerate(lines):
        inner = line.strip()
        inner = inner.removeprefix("|").removesuffix("|")
        for column, text in enumerate(inner.split("|")):
            yield Cell(text.strip(), row, column)


def _html_blocks(text: str) -> Iterator[Block]:
    found = lxml_html.fromstring(text).xpath("//body//p[not(ancestor::td)] | //table")
    for line, element in enumerate(found, 1):
        if element.tag == "p":
            yield Paragraph(element.text_content(), line)
        else:
            yield Table(tuple(_grid(element)), line)


def _grid(table: lxml_html.HtmlElement) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(table.iter("tr")):
        column = 0
        for td in tr.iter("td"):
            while (row, column) in taken:
                column += 1
            height, width = int(td.get("rowspan", 1)), int(td.get("colspan", 1))
            taken |= {(row + r, column + c) for r in range(height) for c in range(width)}
            yield Cell(td.text_content(), row, column, height, width)
