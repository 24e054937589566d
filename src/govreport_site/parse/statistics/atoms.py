"""Blocks → atoms: cells, and the words and values of printed lines, in reading order.

Every atom knows the characters it stands on, so that what a table covers can be taken out of the
blocks exactly. Rows survive: atoms of one printed row share their row number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Literal

from msgspec import Struct

from govreport_site.model import Block, Heading, Paragraph, StatisticsTable, Table
from govreport_site.parse.statistics.labels import core, is_label, titles
from govreport_site.parse.statistics.values import UNITS, is_odd, printed, value_of

Kind = Literal["words", "value", "blank", "odd", "unit"]

MOST_ATOMS = 40_000
"""Atoms of one file that are looked at, 0.3 s of work: a county's report with those of sixty
townships has 25,000."""
LONG_ROW = 12
"""Pipes of a line that only the review table's row of fifteen values has."""
LONG_CELL = 160
"""A cell longer than this that has lines or pipes of its own is read as text, not as a cell; the
longest cell of the official forms has 41 characters, footnotes seen in cells about 100."""
SHORTEST_TITLE = 10
"""Characters of the shortest section heading above a table."""
LONG_LINE = 300
"""A printed line without pipes that is longer than this is prose, and one atom."""

_NUMBERS = re.compile(r"(?<!\S)[0-9０-９][0-9０-９,，.]{0,18}(?!\S)")
FEWEST_NUMBERS = 20
"""Numbers standing alone in a long line that make it a table's: a sentence holds none."""
_SENTENCE = re.compile(r"[^。]{1,400}。|[^。]+")
_PAGE = re.compile(r"\s*[-—－–]\s{0,3}[0-9]{1,3}\s{0,3}[-—－–]\s*")
_PROSE: Kind = "words"
_RULER = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?\s*")
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(.*[\u3400-\u9fff)）”\"])\s*([+-]?[0-9０-９][0-9０-９,，.]{0,18})\s*")


class Atom(Struct, frozen=True):
    """A cell, or words or a value on a line."""

    text: str
    kind: Kind
    line: int
    block: int
    cell: int
    """Index in `Table.cells`, or -1 in running text."""
    start: int
    """Offset of its first character in the block's text or the cell's."""
    end: int
    row: int
    """Counts printed rows and lines through the document."""
    in_cell: bool
    """True when pipes or a table bound it, so that a blank one is a blank cell."""
    column: int = -1
    """Grid column in a real table, else -1."""
    width: int = 1


def atoms_of(blocks: Sequence[Block]) -> list[Atom]:
    """The atoms of all blocks in order, at most `MOST_ATOMS`."""
    return list(islice(_Flattening(*_closing_pipes(blocks)).blocks(blocks), MOST_ATOMS))


def _closing_pipes(blocks: Sequence[Block]) -> tuple[bool, frozenset[str]]:
    """Whether a pipe at the end of a line closes its last cell, and the lines that begin in a blank.

    Where only some lines end in a pipe, it stands before a last cell that is blank. In doubt it
    closes: then a row has a value too few and is refused, instead of a blank too many. Only the
    row of the review table begins with a value, so only there a first blank cell matters: a long
    line that begins with a pipe below lines that do not.
    """
    texts = [b.text for b in blocks if isinstance(b, Paragraph)]
    texts += [c.text for b in blocks if isinstance(b, Table) for c in b.cells if "|" in c.text]
    lines = [
        t
        for text in texts
        if "|" in text
        for line in text.split("\n")
        if "|" in (t := line.strip())
    ]
    ends = [line.endswith("|") for line in lines if not line.startswith("|")]
    begin_blank = frozenset(
        line
        for above, line in pairwise(lines)
        if line.startswith("|") and line.count("|") > LONG_ROW and not above.startswith("|")
    )
    return sum(ends) >= 0.4 * len(ends), begin_blank


class _Flattening(Struct):
    closing: bool
    begin_blank: frozenset[str]
    row: int = 0

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Atom]:
        for number, block in enumerate(blocks):
            match block:
                case Paragraph(text, line):
                    yield from self.text(text, line, number, -1)
                case Heading(text, line):
                    self.row += 1
                    yield Atom(text, "words", line, number, -1, 0, len(text), self.row, False)
                case Table():
                    yield from self.table(block, number)
                case StatisticsTable():
                    pass

    def table(self, table: Table, number: int) -> Iterator[Atom]:
        last = -1
        for index, cell in enumerate(table.cells):
            if cell.row != last:
                self.row, last = self.row + 1, cell.row
            text = cell.text
            if len(text) > LONG_CELL and _is_page(text):
                yield from self.text(text, table.line, number, index)
                last = -1
                continue
            yield Atom(
                text, kind_of(text, True), table.line, number, index, 0, len(text), self.row, True,
                cell.column, cell.colspan,
            )  # fmt: skip

    def text(self, text: str, line: int, block: int, cell: int) -> Iterator[Atom]:
        start = 0
        for offset, content in enumerate(text.split("\n")):
            self.row += 1
            if "|" in content or "\t" in content or "｜" in content:
                pieces = _cells(content, self.closing, content.strip() in self.begin_blank)
            elif len(content) > LONG_LINE and len(_NUMBERS.findall(content)) >= FEWEST_NUMBERS:
                pieces = _stretches(content)
            elif len(content) > LONG_LINE or "。" in content or _PAGE.fullmatch(content):
                pieces = iter([(content, 0, _PROSE)])
            else:
                pieces = _words(content)
            in_cell = "|" in content or "\t" in content or "｜" in content
            for piece, at, kind in pieces:
                yield Atom(
                    piece, kind, line + offset, block, cell, start + at, start + at + len(piece),
                    self.row, in_cell,
                )  # fmt: skip
            start += len(content) + 1


def _is_page(text: str) -> bool:
    """True for a long cell that holds lines, pipes, or many numbers of its own."""
    return "\n" in text or text.count("|") > 5 or len(_NUMBERS.findall(text)) >= FEWEST_NUMBERS


@lru_cache(maxsize=8192)
def kind_of(text: str, in_cell: bool) -> Kind:
    """What a cell's or a line's text is at first sight."""
    if not text or text.isspace():
        return "blank"
    if len(text) > 30:
        return "words"
    if (in_cell or text not in UNITS) and (value := value_of(text)) is not None:
        return "value" if str(value) or not in_cell else "blank"
    if text.strip() in UNITS:
        return "unit"
    return "odd" if is_odd(text) else "words"


def _stretches(content: str) -> Iterator[tuple[str, int, Kind]]:
    """Sentences whole, and what is between them word by word: a page that lost its lines."""
    for match in _SENTENCE.finditer(content):
        if match[0].endswith("。"):
            yield match[0], match.start(), "words"
            continue
        for word in _WORD.finditer(match[0]):
            yield word[0], match.start() + word.start(), kind_of(word[0], False)


def _cells(content: str, closing: bool, begins_blank: bool) -> Iterator[tuple[str, int, Kind]]:
    if _RULER.fullmatch(content):
        return
    bars = [m.start() for m in re.finditer(r"[|｜\t]", content)]
    edges = [-1, *bars, len(content)]
    framed = content.lstrip().startswith(("|", "｜")) and not begins_blank
    last = len(edges) - 2  # what stands outside the outer pipes is no cell
    outer = {0, last} if framed else {last} if closing else set()
    if content.strip() in ("|", "｜"):
        outer = {0}  # where each line is a cell, a pipe alone is a blank one
    for number, (left, right) in enumerate(pairwise(edges)):
        text = content[left + 1 : right]
        if number in outer and not text.strip():
            continue
        yield from _unglued(text, left + 1)


def _unglued(text: str, at: int) -> Iterator[tuple[str, int, Kind]]:
    """A cell, parted where a section's heading is glued to the value or label beside it.

    A page that is one cell loses the line breaks around its headings.
    """
    if len(text) < SHORTEST_TITLE or not any(title in core(text) for title in titles()):
        yield text, at, kind_of(text, True)
        return
    parts = list(_WORD.finditer(text))
    first, last = parts[0], parts[-1]
    begins = len(parts) > 1 and value_of(first[0]) is not None
    ends = len(parts) > 1 and is_label(last[0])
    start, end = (first.end() if begins else 0), (last.start() if ends else len(text))
    if begins:
        yield first[0], at + first.start(), "value"
    if text[start:end].strip():
        yield text[start:end], at + start, "words"
    if ends:
        yield last[0], at + last.start(), "words"


def _words(content: str) -> Iterator[tuple[str, int, Kind]]:
    """Words of a line: each value is one atom, words between values are one."""
    found = [(m, kind_of(m[0], False)) for m in _WORD.finditer(content)]
    held: list[re.Match[str]] = []
    for (match, kind), (after, next_kind) in zip(found, [*found, _END][1:], strict=True):
        # 无 and a dash before a word are part of it (无 法 提 供), a digit before a dot numbers it.
        loose = (not match[0][-1].isdigit() and next_kind == "words" and after is not None) or (
            after is not None and after[0][0] in ".．、)）"
        )
        if kind == "words" or loose:
            held.append(match)
            continue
        yield from _held(content, held)
        held = []
        yield match[0], match.start(), kind
    yield from _held(content, held)


_END: tuple[re.Match[str] | None, Kind] = (None, "blank")


def _held(content: str, held: list[re.Match[str]]) -> Iterator[tuple[str, int, Kind]]:
    if not held:
        return
    start, end = held[0].start(), held[-1].end()
    text = content[start:end]
    glued = _GLUED.fullmatch(text) if printed(text)[-1:].isdigit() else None
    if glued is None or not is_label(glued[1]):
        yield text, start, "words"  # also the part of a label that breaks off at its digit: 计1
        return
    yield glued[1], start, "words"
    yield glued[2], start + glued.start(2), "value"
