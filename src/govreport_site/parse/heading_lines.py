"""Lines that may be headings: how each is numbered, and where its title ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import Block, Heading, Paragraph
from govreport_site.parse.numerals import chinese_number
from govreport_site.reference.sections import Form, SectionMatch, is_row_label, match_section

LONGEST_TITLE = 46
"""Characters of a heading that fills its line."""
LONGEST_RUN_IN = 24
"""Characters of a heading that opens its paragraph. Printed ones reach 19 (seed 004)."""
LONGEST_RUN_IN_BELOW = 16
"""The same for 1. and deeper numbers, which also count sentences (seed 002: five measures of
17–40 characters, none a heading)."""
LONGEST_COLON = 16
"""Characters before a colon that may be a run-in heading."""

RANKS = {
    "part": 0,
    "cn": 1,
    "lost": 1,
    "plain": 1,
    "inner": 2,
    "subplain": 2,
    "cn-paren": 2,
    "ar": 3,
    "ar-paren": 4,
    "circled": 5,
}
"""Numbering style → how deep it is customarily nested, outermost first."""

_CN = "[一二三四五六七八九十]{1,3}"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第(?P<n>{_CN})(?:部分|章)\s*[、,，:：.．]?\s*")),
    ("cn", re.compile(rf"第(?P<n>{_CN})[、,，:：]\s*")),
    ("cn", re.compile(rf"(?P<n>{_CN})\s*[、.．,，:：﹑]\s*")),
    ("cn-paren", re.compile(rf"[(（﹙〔\[【]\s*(?P<n>{_CN})\s*[)）﹚〕\]】]\s*[、,，.．]?\s*")),
    ("cn-paren", re.compile(rf"(?P<n>{_CN})\s*[)）﹚]\s*[、,，.．]?\s*")),
    ("cn-paren", re.compile(r"(?P<n>[㈠-㈩])\s*[、,，.．]?\s*")),
    ("ar-paren", re.compile(r"[(（﹙]\s*(?P<n>[0-9０-９]{1,2})\s*[)）﹚]\s*[、,，.．]?\s*")),
    ("ar-paren", re.compile(r"(?P<n>[0-9０-９]{1,2})\s*[)）﹚]\s*")),
    ("ar-paren", re.compile(r"(?P<n>[⑴-⒇])\s*")),
    ("ar", re.compile(r"(?P<n>[0-9０-９]{1,2})\s*[、.．﹒]\s*(?![0-9０-９])")),
    ("ar", re.compile(r"(?P<n>[0-9０-９]{1,2})[,，]\s*(?=[\u4e00-\u9fff])")),
    ("ar", re.compile(r"(?P<n>[⒈-⒛])\s*")),
    ("circled", re.compile(r"(?P<n>[①-⑳])\s*[、.．]?\s*")),
    ("cn-paren", re.compile(r"[(（]\s*[)）](?P<n>)\s*")),
    ("lost", re.compile(r"(?P<n>)[、﹑]\s*(?=[\u4e00-\u9fff])")),
)
_MAY_BE_NUMBERED = re.compile(r"[第一二三四五六七八九十(（﹙〔\[【㈠-㈩0-9０-９⑴-⒇⒈-⒛①-⑳、﹑]")
_NAMES_REPORT = re.compile(r"(?:年度?|工作)(?:报告|年报)|落实情况")
_SPACED = re.compile(rf"(?P<n>{_CN})(?:\s+|\s?[—–-]{{1,2}}\s?)(?=[\u4e00-\u9fff])")
_ROW_VALUES = re.compile(r"[\d\s/—-]+$")
"""Values printed after a row's label on the same line."""
LONGEST_BARE_RUN_IN = 12
"""Characters of a known heading without a number that opens its paragraph."""
_INNER_STOP = re.compile(r"[。；;！!？?]")
_COUNTED = re.compile(r"[0-9０-９]+\s*(?:[余多]?\s*[条件次份篇期场项个人名元万亿%％])")
_AFTER_KNOWN = re.compile(r"\s*(?:(?:19|20)\d{2}\s*年|[本我全]|截[至止]|今年|按照|根据|为)")


class Line(Struct, frozen=True):
    """One printed line of text, or one block that is not text."""

    text: str
    """Stripped; empty for a table."""
    line: int
    block: Block
    marked: int | None = None
    """Heading level of the source's own markup, 1–6."""
    gap: str = ""
    """The spaces between this and the piece of the same printed line before it."""
    indent: int = 0
    """Spaces before the text: closing lines are set to the right."""


class Candidate(Struct, frozen=True):
    """A line that is numbered like a heading, or whose words are a known heading."""

    index: int
    """Place in the list of lines."""
    style: str
    value: int | None
    """The number, or None when lost or never there."""
    number: str | None
    """As printed, with its mark."""
    title: str | None
    """The title when the line can be a heading, else None."""
    rest: str
    """Text of the same paragraph after a run-in title."""
    match: SectionMatch | None
    marked: int | None = None
    """Heading level of the source's own markup."""

    @property
    def run_in(self) -> bool:
        """True when text follows the title in the same paragraph."""
        return bool(self.rest)

    @property
    def known(self) -> bool:
        """True when the whole title is in the lexicon."""
        return self.match is not None and self.match.exact


def flatten(blocks: Sequence[Block]) -> Iterator[Line]:
    """Every printed line of the blocks in order; tables stay whole."""
    for block in blocks:
        if not isinstance(block, Paragraph | Heading):
            yield Line("", block.line, block)
            continue
        marked = block.level if isinstance(block, Heading) else None
        for offset, text in enumerate(block.text.split("\n")):
            if text.strip():
                indent = len(text) - len(text.lstrip())
                yield Line(text.strip(), block.line + offset, block, marked, "", indent)


def candidate(index: int, line: Line, form: Form) -> Candidate | None:
    """The line as a possible heading, or None when nothing about it says heading."""
    if not line.text:
        return None
    if not _MAY_BE_NUMBERED.match(line.text):
        return _unnumbered(index, line, form)
    for style, pattern in _STYLES:
        if found := pattern.match(line.text):
            return _numbered(index, line.text, found, style, form)
    spaced = _SPACED.match(line.text)
    if spaced and (hit := match_section(line.text[spaced.end() :], form)) and hit.exact:
        return _numbered(index, line.text, spaced, "cn", form)
    return _unnumbered(index, line, form)


def _numbered(
    index: int, text: str, found: re.Match[str], style: str, form: Form
) -> Candidate | None:
    number, rest = found.group().strip(), text[found.end() :]
    if is_row_label(_ROW_VALUES.sub("", re.split(r"[(（|\t]", rest, maxsplit=1)[0])):
        return None
    level = 1 if RANKS[style] <= 1 else 2
    longest = LONGEST_RUN_IN if RANKS[style] <= RANKS["cn-paren"] else LONGEST_RUN_IN_BELOW
    title, body = split_title(rest, form, level, longest)
    match = match_section(title, form, level=level) if title else None
    if (style == "lost" and match is None) or (style != "cn" and not rest.strip()):
        return None  # a stray mark is no evidence of a heading by itself
    return Candidate(index, style, _value(found["n"]), number, title, body, match)


def _unnumbered(index: int, line: Line, form: Form) -> Candidate | None:
    text = line.text
    if run_in := _bare_run_in(text, form):
        title, rest = run_in
        return Candidate(index, "plain", None, None, title, rest, match_section(title, form))
    if len(text) > LONGEST_TITLE or text.endswith(("。", "；", ";", "，", ",")):
        return None
    match = match_section(text.rstrip(":：（）()"), form)
    if line.marked is None and not (match and match.exact):
        return None
    if line.marked is not None and match is None and _NAMES_REPORT.search(text):
        return None  # the report's own title, marked up as a heading
    return Candidate(index, "plain", None, None, text, "", match, line.marked)


def _bare_run_in(text: str, form: Form) -> tuple[str, str] | None:
    """A known second-level heading before its text, its number lost: `主动公开情况。2021年，…`."""
    stop = text.find("。", 2, LONGEST_BARE_RUN_IN + 1)
    if stop < 0 or len(text) - stop < LONGEST_BARE_RUN_IN:
        return None
    match = match_section(text[:stop], form, level=2)
    return (text[: stop + 1], text[stop + 1 :].strip()) if match and match.exact else None


def split_title(
    text: str, form: Form, level: int, longest: int = LONGEST_RUN_IN
) -> tuple[str | None, str]:
    """(title, rest of the paragraph); the title is None when the text is a sentence, not a heading.

    The mark that ends a run-in title belongs to the title, so that nothing of the line is lost.
    """
    text = text.strip()
    stop = _INNER_STOP.search(text)
    whole = stop is None or stop.end() >= len(text)
    if known := _known_prefix(text, form, level):
        return known
    if whole:
        return _whole_line(text, longest), ""
    assert stop is not None
    title = text[: stop.end()]
    if stop.group() in "；;" or len(title) - 1 > longest or not _plausible(title):
        return _before_colon(text)
    return title, text[stop.end() :].strip()


def _whole_line(text: str, longest: int) -> str | None:
    if len(text) > LONGEST_TITLE or text.endswith(("；", ";", "，", ",")):
        return None
    sentence = text.endswith(("。", "！", "？")) and len(text) - 1 > longest
    return None if sentence or not _plausible(text) else text


def _before_colon(text: str) -> tuple[str | None, str]:
    position = min((p for p in (text.find("："), text.find(":")) if p > 0), default=-1)
    title, rest = text[: position + 1], text[position + 1 :].strip()
    if 2 <= position <= LONGEST_COLON and rest and _plausible(title) and "，" not in title:
        return title, rest
    return None, ""


def _known_prefix(text: str, form: Form, level: int) -> tuple[str, str] | None:
    """A known heading that runs into its text with a space, a colon or no mark at all."""
    for length in range(2, min(30, len(text) - 1) + 1):
        after = text[length:]
        if not (after[0] in " \u3000:：" or _AFTER_KNOWN.match(after)):
            continue
        hit = match_section(text[:length], form, level=level)
        if hit and hit.exact and _is_text(after.strip(" \u3000:：")):
            cut = length + 1 if after[0] in ":：" else length
            return text[:cut].rstrip(), text[cut:].strip()
    return None


def _is_text(after: str) -> bool:
    """Text of its own, be it one word: 无。"""
    return len(after) > 8 or after.endswith("。") or after in {"无", "暂无", "没有"}


def _plausible(title: str) -> bool:
    """A heading names a subject; a count with its measure word makes it a statement."""
    return not _COUNTED.search(title) and "http" not in title


def _value(printed: str) -> int | None:
    if not printed:
        return None
    code = ord(printed[0])
    for first, start in (("㈠", 1), ("⑴", 1), ("①", 1), ("⒈", 1)):
        if ord(first) <= code < ord(first) + 20:
            return code - ord(first) + start
    return int(printed) if printed.isdigit() else chinese_number(printed)
