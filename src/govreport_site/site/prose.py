"""Body blocks → paragraphs and tables with the places marked that the page points at.

The text is the source's own and is never changed: a repair is marked on the printed characters,
a claimed figure on its sentence. Everything here is plain text; templates escape it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.archive import free, standings
from govreport_site.model import Figure, Paragraph, Repair, Table


class Span(Struct, frozen=True):
    """Consecutive characters."""

    text: str
    repair: int = 0
    """Number of the repair that these characters were read by (1-based), or 0."""


class Sentence(Struct, frozen=True):
    """Spans that a claimed figure may point at."""

    figure: int
    """Number of the first figure claimed in it (1-based), or 0 for other text."""
    spans: tuple[Span, ...]


class Prose(Struct, frozen=True):
    """A paragraph; line breaks inside are kept as newlines."""

    text: str
    parts: tuple[Sentence, ...] = ()
    """The same text in pieces; empty when nothing in it is marked."""
    kind: str = "prose"


class GridCell(Struct, frozen=True):
    """A printed cell."""

    text: str
    rowspan: int
    colspan: int


class Grid(Struct, frozen=True):
    """A table of the source that is not one of the forms."""

    rows: tuple[tuple[GridCell, ...], ...]
    caption: str | None
    kind: str = "grid"


Piece = tuple[int, int, int]
"""Start, end and number of a mark in a paragraph."""


class Marks:
    """The figures and repairs of a report, each placed once in a paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        figures: Sequence[Figure],
        repairs: Sequence[Repair],
    ) -> None:
        self._at: dict[int, Paragraph] = {}
        for paragraph in paragraphs if repairs else ():
            for line in range(paragraph.line, paragraph.line + 1 + paragraph.text.count("\n")):
                self._at.setdefault(line, paragraph)
        self._sentences: dict[int, list[Piece]] = {}
        self._repairs: dict[int, list[Piece]] = {}
        self.placed: dict[str, int] = {}
        """Sentence → number of the mark that stands in the text."""
        self.marked: dict[int, tuple[str, int]] = {}
        """Repair → the paragraph it was found in, and where."""
        for sentence, found in standings(paragraphs, figures).items() if figures else ():
            piece = (found.start, found.start + len(sentence), found.number)
            self._sentences.setdefault(id(paragraphs[found.paragraph]), []).append(piece)
            self.placed[sentence] = found.number
        for number, repair in enumerate(repairs, 1):
            self._place_repair(number, repair)

    def prose(self, paragraph: Paragraph) -> Prose:
        """The paragraph with its sentences and repairs marked."""
        text = paragraph.text
        sentences = self._sentences.get(id(paragraph), ())
        repairs = sorted(self._repairs.get(id(paragraph), ()))
        if not sentences and not repairs:
            return Prose(text)
        parts: list[Sentence] = []
        at = 0
        for start, end, number in sorted(sentences):
            if start > at:
                parts.append(Sentence(0, _spans(text, at, start, repairs)))
            parts.append(Sentence(number, _spans(text, start, end, repairs)))
            at = end
        if at < len(text):
            parts.append(Sentence(0, _spans(text, at, len(text), repairs)))
        return Prose(text, tuple(parts))

    def _place_repair(self, number: int, repair: Repair) -> None:
        if not repair.printed or repair.line is None:
            return
        paragraph = self._at.get(repair.line)
        if paragraph is None:
            return
        taken = self._repairs.setdefault(id(paragraph), [])
        start = free(paragraph.text, repair.printed, [(s, e) for s, e, _ in taken])
        if start >= 0:
            taken.append((start, start + len(repair.printed), number))
            self.marked[number] = (paragraph.text, start)


def _spans(text: str, start: int, end: int, repairs: Sequence[Piece]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for left, right, number in repairs:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        if left > start:
            spans.append(Span(text[start:left]))
        spans.append(Span(text[left:right], number))
        start = right
    if start < end:
        spans.append(Span(text[start:end]))
    return tuple(spans)


def grid(table: Table) -> Grid:
    """A table of the source, row by row, each printed cell once."""
    rows: list[list[GridCell]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(GridCell(cell.text, cell.rowspan, cell.colspan))
    return Grid(tuple(tuple(row) for row in rows), table.caption)
