"""Word tables: gridSpan and vMerge → cells with their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from msgspec.structs import replace

from govreport_site.extract.layout import is_layout
from govreport_site.extract.limits import COLUMN_SPAN, GRID_PLACES
from govreport_site.extract.rendition import Piece
from govreport_site.extract.word.xml import attribute, name_of, value_of
from govreport_site.model.document import Cell

CellReader = Callable[[etree._Element], list[Piece]]


def read_table(table: etree._Element, read_cell: CellReader) -> list[Piece]:
    """The table as one piece, or its cells one after another when it only lays out the page.

    It lays out the page when it is one column wide, holds another table, or holds running text.
    Headings and numbers inside cells are part of the cell's text.
    """
    rows = [list(_cells(row)) for row in _rows(table)]
    found = {id(cell): read_cell(cell) for row in rows for cell in row}
    layout = (
        max(map(len, rows), default=0) < 2
        or is_layout([pieces for pieces in found.values() if pieces])
        or any(piece.cells for pieces in found.values() for piece in pieces)
    )
    if layout:
        return [piece for row in rows for cell in row for piece in found[id(cell)]]
    cells = _grid(table, found)
    if sum(c.rowspan * c.colspan for c in cells) > GRID_PLACES:
        return [piece for row in rows for cell in row for piece in found[id(cell)]]
    aside = [p for pieces in found.values() for p in pieces if p.reason is not None]
    return [Piece("\n".join(cell.text for cell in cells), cells=tuple(cells)), *aside]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        name = name_of(element)
        if name == "tr":
            yield element
        elif name in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        name = name_of(element)
        if name == "tc":
            yield element
        elif name in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _cells(element)


def _grid(table: etree._Element, found: dict[int, list[Piece]]) -> list[Cell]:
    cells: list[Cell] = []
    open_above: dict[int, int] = {}
    for number, row in enumerate(_rows(table)):
        column = _skipped_columns(row)
        for element in _cells(row):
            width, merge = _spans(element)
            text = "\n".join(p.text for p in found[id(element)] if p.reason is None)
            above = open_above.get(column)
            if merge == "continue" and above is not None:
                cell = cells[above]
                joined = "\n".join(filter(None, (cell.text, text)))
                cells[above] = replace(cell, text=joined, rowspan=number - cell.row + 1)
            else:
                cells.append(Cell(text, number, column, 1, width))
                open_above[column] = len(cells) - 1
            column += width
    return cells


def _skipped_columns(row: etree._Element) -> int:
    for properties in row:
        if name_of(properties) == "trPr":
            return _integer(value_of(properties, "gridBefore"), 0)
    return 0


def _spans(cell: etree._Element) -> tuple[int, str | None]:
    """(columns, vMerge): a vMerge without a value continues the cell above (ECMA-376, 17.4.84)."""
    for properties in cell:
        if name_of(properties) == "tcPr":
            width = max(1, _integer(value_of(properties, "gridSpan"), 1))
            merge = next((e for e in properties if name_of(e) == "vMerge"), None)
            if merge is None:
                return width, None
            return width, attribute(merge, "val") or "continue"
    return 1, None


def _integer(value: str | None, otherwise: int) -> int:
    digits = value or ""
    return min(int(digits[:6]), COLUMN_SPAN) if digits.isascii() and digits.isdigit() else otherwise
