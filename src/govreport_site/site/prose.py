"""Body blocks → paragraphs and tables with the places marked that the page points at.

The text is the source's own and is never changed: a repair is marked on the printed characters,
a claimed figure on its sentence. Everything here is plain text; templates escape it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govreport_site.model import Figure, Paragraph, Repair, Table


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive characters."""

    text: str
    repair: int = 0
    """Number of the repair that these characters were read by (1-based), or 0."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Spans that a claimed figure may point at."""

    figure: int
    """Number of the first figure claimed in it (1-based), or 0 for other text."""
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; line breaks inside are kept as newlines."""

    parts: tuple[Sentence, ...]
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell."""

    text: str
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the source that is not one of the forms."""

    rows: tuple[tuple[GridCell, ...], ...]
    caption: str | None
    kind: str = "grid"


class Marks:
    """The figures and repairs of a report, each placed once."""

    def __init__(self, figures: Iterable[Figure], repairs: Iterable[Repair]) -> None:
        self._sentences: dict[str, int] = {}
        for number, figure in enumerate(figures, 1):
            if figure.sentence:
                self._sentences.setdefault(figure.sentence, number)
        self._repairs = [
            (number, repair) for number, repair in enumerate(repairs, 1) if repair.printed
        ]
        self.placed: dict[str, int] = {}
        """Sentence → number of the mark that stands in the text."""
        self.marked: set[int] = set()
        """Repairs that were found in the text."""

    def prose(self, paragraph: Paragraph) -> Prose:
        """The paragraph with its sentences and repairs marked."""
        text = paragraph.text
        repairs = self._repairs_in(paragraph)
        parts: list[Sentence] = []
        at = 0
        for start, end, number in self._sentences_in(text):
            if start > at:
                parts.append(Sentence(0, _spans(text, at, start, repairs)))
            parts.append(Sentence(number, _spans(text, start, end, repairs)))
            at = end
        if at < len(text):
            parts.append(Sentence(0, _spans(text, at, len(text), repairs)))
        return Prose(tuple(parts))

    def _sentences_in(self, text: str) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        for sentence, number in self._sentences.items():
            if sentence in self.placed:
                continue
            start = text.find(sentence)
            if start >= 0 and all(start >= e or start + len(sentence) <= s for s, e, _ in found):
                found.append((start, start + len(sentence), number))
                self.placed[sentence] = number
        return sorted(found)

    def _repairs_in(self, paragraph: Paragraph) -> list[tuple[int, int, int]]:
        last = paragraph.line + paragraph.text.count("\n")
        found: list[tuple[int, int, int]] = []
        for number, repair in self._repairs:
            if repair.line is None or not paragraph.line <= repair.line <= last:
                continue
            start = _free(paragraph.text, repair.printed, found)
            if start >= 0:
                found.append((start, start + len(repair.printed), number))
                self.marked.add(number)
        return sorted(found)


def _free(text: str, wanted: str, taken: list[tuple[int, int, int]]) -> int:
    """Where `wanted` stands outside the spans already taken; -1 when nowhere."""
    start = text.find(wanted)
    while start >= 0 and any(start < e and s < start + len(wanted) for s, e, _ in taken):
        start = text.find(wanted, start + 1)
    return start


def _spans(
    text: str, start: int, end: int, repairs: list[tuple[int, int, int]]
) -> tuple[Span, ...]:
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
