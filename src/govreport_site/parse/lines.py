"""The document as single printed lines, each of which is later consumed exactly once.

Conservation rests on this: a line goes as a whole, or cut at known offsets, to the header, to what
was removed, or to the body, and `rebuild` makes blocks again of what stayed in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import Block, Heading, Paragraph, StatisticsTable, Table
from govreport_site.parse.fold import fold

_LONG = 160
"""Characters from which a paragraph may hold a whole report; no heading or label line is longer."""
LONGEST = 150_000
"""Characters of a line that are read; a longer one is cut, so that no step sees more at once. The
longest whole report seen has 60,000."""
_NUMERALS = "一二三四五六七八九十"
_FIRST_LEVEL = re.compile(rf"(?:(?<=[\s。！？|”)])|^)([{_NUMERALS}]{{1,3}})\s{{0,3}}、")
_SECOND_LEVEL = re.compile(rf"(?:(?<=[\s。！？|”;])|^)\(([{_NUMERALS}]{{1,3}})\)")
_LEAD = re.compile(
    r"(?<=[\s|])(?=(?:本(?:年度报告|年报|报告|年度)|根据|按照|依据|为(?:认真|进一步|深入|全面|贯彻|切实|做好|了)|"
    r"现(?:将|公布|向)|(?:19|20)\d\d年(?:以来|度)?[,,]))"
)
_TITLE_AND_DATE = re.compile(
    r".{6,80}(?:年度报告|年报|工作报告)(?:\([^()]{1,20}\))?\s{1,20}"
    r"(?P<date>\[?\(?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s\d{1,2}:\d\d(?::\d\d)?)?\)?\]?)\s{0,20}"
)
_BAR_AND_HEADING = re.compile(
    rf"\|\s{{0,3}}(?=[{_NUMERALS}]{{1,3}}\s{{0,3}}、|\([{_NUMERALS}]{{1,3}}\)|附[件表]\s{{0,2}}:)"
)
_MANY_BARS = 8
_AFTER_BAR = re.compile(r"(?<=[|│┃｜])")
_HEADING_END = re.compile(r"\s{1,40}(?=\S{12})")


class Line(Struct, frozen=True):
    """One printed line, or a whole table, with the block it came from."""

    text: str
    number: int
    """1-based line of the source's text rendition."""
    block: int
    """Index of its block in the document."""
    piece: int = 0
    """Which piece of a paragraph that was cut into several; 0 for the first or only one."""
    table: Table | None = None
    heading: bool = False


def flatten(blocks: Sequence[Block], first: int = 0) -> tuple[Line, ...]:
    """All lines of the blocks in order, blank ones left out; a table is one line. The blocks are
    numbered from `first`."""
    numbered = enumerate(blocks, first)
    return tuple(line for index, block in numbered for line in _lines(block, index))


def _lines(block: Block, index: int) -> Iterator[Line]:
    match block:
        case Heading():
            yield from _text_lines(block.text, block.line, index, heading=True)
        case Paragraph():
            yield from _text_lines(block.text, block.line, index)
        case Table():
            if _holds_prose(block):
                for cell in block.cells:
                    yield from _text_lines(cell.text, block.line, index)
            elif block.cells:
                yield Line("", block.line, index, table=block)
        case StatisticsTable():
            yield Line("", block.line, index)


def _text_lines(text: str, line: int, index: int, *, heading: bool = False) -> Iterator[Line]:
    for offset, printed in enumerate(text.split("\n")):
        if not printed or printed.isspace():
            continue
        for number, piece in enumerate(_pieces(printed)):
            yield Line(piece, line + offset, index, number, heading=heading)


def _pieces(printed: str) -> tuple[str, ...]:
    """The line, cut before a date that stands behind a title on the same line."""
    if len(printed) > LONGEST:
        return tuple(printed[i : i + LONGEST] for i in range(0, len(printed), LONGEST))
    if len(printed) < _LONG and printed[-1] not in "0123456789日)]） ":
        return (printed,)
    match = _TITLE_AND_DATE.fullmatch(fold(printed)) if 16 < len(printed) < _LONG else None
    if match is None:
        return break_up(printed)
    return printed[: match.start("date")], printed[match.start("date") :]


def _holds_prose(table: Table) -> bool:
    """True for a layout table: one of its cells holds a whole text, not a value."""
    return any(len(c.text) > _LONG and c.text.count("。") >= 2 for c in table.cells) and (
        len(table.cells) <= 2 or any(len(list(_anchors(fold(c.text)))) for c in table.cells)
    )


def break_up(text: str) -> tuple[str, ...]:
    """The pieces of a paragraph that holds several parts of a report; a normal one stays whole.

    It is cut where the numerals 一、二、三、 follow each other at the start of sentences, and where
    a lead sentence opens after white space. Joined, the pieces are the text.
    """
    if len(text) < _LONG:
        return (text,)
    folded = fold(text)
    cuts = sorted(set(_anchors(folded)))
    if not cuts or (len(cuts) == 1 and cuts[0] == 0):
        return (text,)
    lead = _LEAD.search(folded, 0, cuts[0])
    starts = sorted({0, *([lead.start()] if lead else []), *cuts})
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    head = _AFTER_BAR.split(pieces[0]) if len(pieces[0]) < _LONG * 5 else pieces[:1]
    parts = (*head, *(part for piece in pieces[1:] for part in _cut_heading(piece)))
    return tuple(part for part in parts if part)


def _anchors(folded: str) -> Iterator[int]:
    """Offsets of the headings 一、二、… when at least three follow in order, and of their (一)…; in
    a whole page that was joined with bars, of every heading behind a bar."""
    first = [(m.start(), m[1]) for m in _FIRST_LEVEL.finditer(folded)]
    chain = _chain(first)
    if len(chain) < 3:
        if folded.count("|") >= _MANY_BARS and folded.count("。") >= 3:
            yield from (m.end() for m in _BAR_AND_HEADING.finditer(folded))
        return
    yield from chain
    second = [(m.start(), m[1]) for m in _SECOND_LEVEL.finditer(folded)]
    wanted = 1
    for start, numeral in second:
        value = ordinal(numeral)
        if value in {1, wanted} and start > chain[0]:
            yield start
            wanted = value + 1


def _chain(found: list[tuple[int, str]]) -> list[int]:
    """The offsets whose numerals count 1, 2, 3, …, begun at the last 一 that leads furthest."""
    best: list[int] = []
    begins = [i for i, (_, numeral) in enumerate(found[:200]) if numeral == "一"][:6]
    for begin in begins:
        chain: list[int] = []
        for start, name in found[begin:]:
            if ordinal(name) == len(chain) + 1:
                chain.append(start)
        spread = chain[-1] - chain[0] >= 12 * len(chain)
        if spread and len(chain) >= len(best):
            best = chain
    return best


def _cut_heading(piece: str) -> tuple[str, ...]:
    """Heading and text of `一、概述 2016年以来，我镇…`; any other piece stays whole."""
    folded = fold(piece)
    if not (_FIRST_LEVEL.match(folded) and len(piece) > 40):
        return (piece,)
    after_mark = folded.index("、") + 1
    match = _HEADING_END.search(folded, after_mark, after_mark + 60)
    heading = folded[: match.start()] if match else ""
    if match is None or len(heading) > 40 or re.search(r"[。;,]", heading):
        return (piece,)
    return piece[: match.end()], piece[match.end() :]


def ordinal(numeral: str) -> int:
    """1–99 from 一 … 九十九; 0 when the numeral is not well formed."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _NUMERALS.find(numeral) + 1 if len(numeral) == 1 else 0
    high = _NUMERALS.find(tens) + 1 if tens else 1
    return high * 10 + (_NUMERALS.find(ones) + 1 if ones else 0)


def rebuild(
    blocks: Sequence[Block], lines: Sequence[Line], kept: Sequence[Line]
) -> tuple[Block, ...]:
    """The blocks of those of all lines that are kept: whole where every line of a block stayed,
    else paragraphs of what stayed."""
    everything: dict[int, list[Line]] = {}
    for line in lines:
        everything.setdefault(line.block, []).append(line)
    staying: dict[int, list[Line]] = {}
    for line in kept:
        staying.setdefault(line.block, []).append(line)
    return tuple(
        block
        for index, lines in sorted(staying.items())
        for block in _rebuilt(blocks[index], everything[index], lines)
    )


def _rebuilt(block: Block, every: list[Line], kept: list[Line]) -> Iterator[Block]:
    if kept == every and all(line.piece == 0 for line in every):
        prose_table = isinstance(block, Table) and every[0].table is None
        if not prose_table:
            yield block
            return
    yield from (Paragraph(line.text.strip(), line.number) for line in kept)
