"""Lines and tables of all pages → paragraphs: wrapped lines joined, page furniture set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.extract.pdf.lines import Line, is_wide
from govreport_site.extract.rendition import Piece
from govreport_site.model.document import Cell

_PAGE_NUMBER: Final = re.compile(
    r"[-—–－―~·\s]{0,6}(?:第\s{0,3})?\d{1,4}"
    r"(?:\s{0,3}[页/]\s{0,3}(?:共\s{0,3})?(?:\d{1,4}\s{0,3}页?)?)?"
    r"[-—–－―~·\s]{0,6}"
)
_STARTS_ANEW: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、.．，]|[（(〔﹙]\s?[一二三四五六七八九十\d]{1,3}\s?[)）〕﹚]"
    r"|\d{1,2}\s?[、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条]|附件|附表|附[:：]"
)
_FULL_LINE: Final = 18
"""Characters: an official document has 28 in a line (GB/T 9704-2012, 5.2.2)."""
_UNBROKEN: Final = "0123456789.,%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:/@_-"
_CELLS: Final = 20_000
"""Cells of a table that is joined over pages; the largest report table has under 1,000."""
_SAME_COLUMN: Final = 5.0
"""Points by which the rulings of a table continued on the next page may differ."""


class PdfTable(Struct, frozen=True):
    """A table on a page."""

    cells: tuple[Cell, ...]
    xs: tuple[float, ...]
    y0: float
    y1: float


Item = Line | PdfTable


class _Flow:
    """The paragraph or table that is open, and the pieces before it."""

    def __init__(self, margins: tuple[float, float]) -> None:
        self.pieces: list[Piece] = []
        self._margins = margins
        self._lines: list[Line] = []
        self._page = 0
        self._table: PdfTable | None = None

    def add_line(self, line: Line, page: int) -> None:
        """Goes on with the open paragraph, or starts one."""
        if not self._lines or not _wraps(self._lines[-1], line, self._page == page, self._margins):
            self.end()
        self._lines.append(line)
        self._page = page

    def add_table(self, table: PdfTable, first_on_page: bool) -> None:
        """Goes on with the table of the page before, or starts one."""
        joined = _continued(self._table, table) if self._table and first_on_page else None
        if joined is None:
            self.end()
        self._table = joined or table

    def end(self) -> None:
        """Puts what is open among the pieces."""
        if self._lines:
            self.pieces.append(Piece(_join(self._lines)))
        if self._table:
            words = "\n".join(cell.text for cell in self._table.cells)
            self.pieces.append(Piece(words, cells=self._table.cells))
        self._lines, self._table = [], None


def flow(pages: Sequence[Sequence[Item]]) -> list[Piece]:
    """The document in reading order; page numbers and running heads are pieces with a reason."""
    furniture = _furniture(pages)
    running = _Flow(_margins(pages))
    aside: list[Piece] = []
    for number, page in enumerate(pages):
        first = number > 0
        for index, item in enumerate(page):
            reason = furniture.get((number, index))
            if isinstance(item, PdfTable):
                running.add_table(item, first)
            elif reason is None:
                running.add_line(item, number)
            else:
                aside.append(Piece(item.text, reason=reason))
                continue
            first = False
    running.end()
    return [*running.pieces, *aside]


def _furniture(pages: Sequence[Sequence[Item]]) -> dict[tuple[int, int], str]:
    """(page, item) of page numbers and of lines that stand at the same end of most pages."""
    found: dict[tuple[int, int], str] = {}
    ends = [(n, i) for n, page in enumerate(pages) if page for i in {0, len(page) - 1}]
    for number, index in ends:
        item = pages[number][index]
        if isinstance(item, Line) and _is_page_number(item.text, number):
            found[number, index] = "page-number"
    for first in (True, False):
        inner = [
            (n, i) for n, page in enumerate(pages) if (i := _end(page, n, found, first)) is not None
        ]
        texts = Counter(_undigited(pages[n][i]) for n, i in inner)
        for n, i in inner:
            count = texts[_undigited(pages[n][i])]
            if count >= 3 and count * 10 >= len(pages) * 6:
                found[n, i] = "header" if first else "footer"
    return found


def _is_page_number(text: str, page: int) -> bool:
    """Marked as one (`- 3 -`, `第3页`), or a bare number close to the page's own."""
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    digits = text.strip()
    if digits.isdigit():
        return abs(int(digits) - (page + 1)) <= 2
    return True


def _end(
    page: Sequence[Item], number: int, found: dict[tuple[int, int], str], first: bool
) -> int | None:
    order = range(len(page)) if first else range(len(page) - 1, -1, -1)
    for index in order:
        if (number, index) not in found:
            return index if isinstance(page[index], Line) and len(page) > 1 else None
    return None


def _undigited(item: Item) -> str:
    assert isinstance(item, Line)
    return re.sub(r"\d+", "#", item.text)


def _margins(pages: Sequence[Sequence[Item]]) -> tuple[float, float]:
    """Left and right edge of the running text: where most long lines start and end."""
    lines = [item for page in pages for item in page if isinstance(item, Line)]
    long = sorted(lines, key=lambda line: line.x0 - line.x1)[: max(1, len(lines) // 2)]
    if not long:
        return 0.0, 0.0
    starts = sorted(line.x0 for line in long)
    ends = sorted(line.x1 for line in long)
    return starts[len(starts) // 20], ends[-1 - len(ends) // 20]


def _wraps(line: Line, after: Line, same_page: bool, margins: tuple[float, float]) -> bool:
    """Whether `after` goes on with the paragraph of `line`.

    Only when the line is full, the next one is not indented, and both are of one size: in Chinese
    typesetting every paragraph starts indented. A line that starts with a number of a heading
    starts anew in any case.
    """
    if abs(line.size - after.size) > 0.12 * line.size or _STARTS_ANEW.match(after.text):
        return False
    if len(line.text) < _FULL_LINE:
        return False
    if same_page and after.y0 - line.y0 > 2.6 * line.size:
        return False
    left, right = margins
    # A number or a Latin word that does not fit goes to the next line whole.
    word = len(after.text) - len(after.text.lstrip(_UNBROKEN))
    room = (1.3 + 0.55 * min(word, 20)) * line.size
    return right - line.x1 < room and after.x0 - left < 0.8 * line.size


def _join(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        words = text[-1].isascii() and text[-1].isalpha() and line.text[0].isalpha()
        text += (" " if words and not is_wide(line.text[0]) else "") + line.text
    return text


def _continued(table: PdfTable, after: PdfTable) -> PdfTable | None:
    """`table` with its rest on the next page below it, or None when `after` is another table.

    The outer lines agree, and the columns of the one are those of the other or divide them: labels
    that span three columns on one page are apart on the next.
    """
    if len(table.cells) + len(after.cells) > _CELLS:
        return None
    if not _near(table.xs[0], after.xs[0]) or not _near(table.xs[-1], after.xs[-1]):
        return None
    fewer, more = sorted((table.xs, after.xs), key=len)
    if not all(any(_near(x, y) for y in more) for x in fewer):
        return None
    height = max(cell.row + cell.rowspan for cell in table.cells)
    upper = _recolumned(table, more)
    lower = [replace(cell, row=cell.row + height) for cell in _recolumned(after, more)]
    return PdfTable((*upper, *lower), more, table.y0, after.y1)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _SAME_COLUMN


def _recolumned(table: PdfTable, xs: tuple[float, ...]) -> list[Cell]:
    """The cells in a grid with all the columns of `xs`."""
    if len(xs) == len(table.xs):
        return list(table.cells)
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    return [
        replace(
            cell,
            column=place[cell.column],
            colspan=place[cell.column + cell.colspan] - place[cell.column],
        )
        for cell in table.cells
    ]
