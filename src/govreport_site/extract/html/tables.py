"""HTML tables: which are data and which only lay out the page, and their grid with spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field

from govreport_site.extract.html.page import Page
from govreport_site.extract.layout import is_layout
from govreport_site.extract.limits import COLUMN_SPAN, GRID_PLACES
from govreport_site.extract.rendition import Hyperlink, Piece
from govreport_site.model.document import Cell

_ROWSPAN: Final = 5_000


class OpenCell(Struct):
    """A td or th: its pieces are those from `first` up to `last`."""

    first: int
    rowspan: int
    colspan: int
    last: int = 0


class OpenTable(Struct):
    """A table while its elements come in."""

    first: int
    """Index of the first piece inside it."""
    regions: int
    """Number of regions known when it opened."""
    links: int
    rows: list[list[OpenCell]] = field(default_factory=list)
    cell: OpenCell | None = None
    caption: tuple[int, int] | None = None
    nested: bool = False
    """True when a table stands inside it."""


class OpenTables:
    """The tables that are open while a page is read, the innermost last."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._tables: list[OpenTable] = []

    def start_table(self) -> None:
        """<table>"""
        if self._tables:
            self._tables[-1].nested = True
        page = self._page
        self._tables.append(OpenTable(len(page.pieces), len(page.regions), len(page.links)))

    def start_row(self) -> None:
        """<tr>"""
        if self._tables:
            self._tables[-1].rows.append([])

    def start_cell(self, rowspan: str | None, colspan: str | None) -> None:
        """<td> or <th>, in a row or without one."""
        if not self._tables:
            return
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        self.end_cell()
        table.cell = OpenCell(
            len(self._page.pieces), span(rowspan, _ROWSPAN), max(1, span(colspan, COLUMN_SPAN))
        )

    def end_cell(self) -> None:
        """</td>, written or implied."""
        if self._tables and (cell := self._tables[-1].cell):
            cell.last = len(self._page.pieces)
            self._tables[-1].rows[-1].append(cell)
            self._tables[-1].cell = None

    def start_caption(self) -> None:
        """<caption>"""
        if self._tables:
            self._tables[-1].caption = (len(self._page.pieces), len(self._page.pieces))

    def end_caption(self) -> None:
        """</caption>"""
        if self._tables and (caption := self._tables[-1].caption):
            self._tables[-1].caption = (caption[0], len(self._page.pieces))

    def end_table(self) -> None:
        """</table>: the pieces since its start become one, if they are a table of data."""
        if not self._tables:
            return
        self.end_cell()
        table = self._tables.pop()
        page = self._page
        if not is_data(table, page.pieces):
            return
        stray, whole = build(table, page.pieces)
        page.pieces[table.first :] = [*stray, whole]
        # What was recorded inside the table now stands at the table.
        del page.regions[table.regions :]
        index = len(page.pieces) - 1
        page.links[table.links :] = [
            Hyperlink(link.text, link.target, index) for link in page.links[table.links :]
        ]

    def close(self) -> None:
        """The end of the page: the tables that are still open end too."""
        while self._tables:
            self.end_table()


def span(value: str | None, most: int) -> int:
    """A rowspan or colspan: 1 where it is missing or senseless; 0 means to the end."""
    if value is None:
        return 1
    digits = value.strip()[:6]
    return min(int(digits), most) if digits.isascii() and digits.isdigit() else 1


def is_data(table: OpenTable, pieces: Sequence[Piece]) -> bool:
    """Whether the table's grid means something; otherwise it only places text on the page."""
    cells = [cell for row in table.rows for cell in row]
    if table.nested or max((len(row) for row in table.rows), default=0) < 2:
        return False
    texts = [[p for p in pieces[c.first : c.last] if p.reason is None] for c in cells]
    full = [found for found in texts if found]
    if len(full) < 2 or is_layout(full):
        return False
    size = sum(len(p.text) for found in full for p in found)
    linked = sum(p.links for found in full for p in found)
    if linked * 10 > size * 6:
        return False
    if all(_is_labelled(" ".join(p.text for p in found)) for found in full):
        return False
    return sum(min(max(c.rowspan, 1), len(table.rows)) * c.colspan for c in cells) <= GRID_PLACES


def _is_labelled(text: str) -> bool:
    """Whether a cell holds a label and its value, `来源：区政府办`, and needs no neighbour."""
    head, mark, value = text.replace("：", ":").partition(":")
    return bool(mark) and bool(value.strip()) and 1 < len(head.strip()) <= 12


def build(table: OpenTable, pieces: Sequence[Piece]) -> tuple[list[Piece], Piece]:
    """(what stands in the table but in no cell, the table).

    Cells are placed as browsers do (HTML Living Standard 4.9.12): row by row into the first free
    column, a rowspan ending with the table. Lines within a cell are parted by newlines.
    """
    taken: set[int] = set()
    cells: list[Cell] = []
    busy: dict[tuple[int, int], bool] = {}
    height = len(table.rows)
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in busy:
                column += 1
            rowspan = min(cell.rowspan or height, height - number)
            own = range(cell.first, cell.last)
            taken.update(i for i in own if pieces[i].reason is None)
            text = "\n".join(pieces[i].text for i in own if pieces[i].reason is None)
            cells.append(Cell(text, number, column, rowspan, cell.colspan))
            _occupy(busy, cells[-1])
            column += cell.colspan
    caption = None
    if table.caption:
        taken.update(range(*table.caption))
        caption = "\n".join(p.text for p in pieces[slice(*table.caption)]) or None
    stray = [pieces[i] for i in range(table.first, len(pieces)) if i not in taken]
    words = "\n".join(cell.text for cell in cells)
    links = sum(pieces[i].links for i in taken)
    return stray, Piece(words, cells=tuple(cells), caption=caption, links=links)


def _occupy(busy: dict[tuple[int, int], bool], cell: Cell) -> None:
    if cell.rowspan == cell.colspan == 1:
        busy[cell.row, cell.column] = True
        return
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            busy[row, column] = True
