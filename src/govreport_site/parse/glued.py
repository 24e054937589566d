"""Headings glued to the end of a paragraph, and reports printed as one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from govreport_site.model import Paragraph
from govreport_site.parse.heading_lines import LONGEST_RUN_IN, Line
from govreport_site.parse.numerals import chinese_number
from govreport_site.reference.sections import Form, match_section

_NUMBER = re.compile(r"(?:(?<=[。！？!?)）”\s|])|^)([一二三四五六七八九十]{1,2})\s?[、.．]\s?")
_BRACKETED = re.compile(r"[（(](?P<n>[一二三四五六七八九十]{1,2})[）)]\s?")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff]{2})。")
_ENDS = re.compile(r"[\s：:。（(]|(?:19|20)\d{2}\s?年|[本我全]|截[至止]|今年|按照|根据|为")
_GOES_ON = re.compile(r"\s*(?:和|及|等|部分)")
_WINDOW = 34
"""Characters after a number in which its heading must end."""
SHORTEST_TEXT = 8
"""Characters after a title that make it one; a bare item of a list has none."""
_MAY_HOLD_LOWER = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]")
_MAY_HOLD = re.compile(r"[一二三四五六七八九十]\s?[、.．]")
_LISTING = re.compile(r"[：:]\s*$|(?:包括|分为|由|即|如下)[^。]{0,12}$")


def split_glued(lines: Iterable[Line], form: Form) -> list[Line]:
    """The lines, with those that hold headings inside divided before each.

    Certain only: the number stands after the end of a sentence, and the words after it are a
    heading known in full that ends the line or is followed by text that starts a sentence. Below
    the first level, numbers in brackets that count on from 一 are enough when each opens a short
    title that ends with a stop and has text after it.
    """
    sections = (piece for line in lines for piece in _pieces(line, _cuts(line.text, form)))
    return [piece for line in sections for piece in _pieces(line, _lower_cuts(line.text, form))]


def _pieces(line: Line, starts: list[int]) -> Iterator[Line]:
    if not starts or not isinstance(line.block, Paragraph):
        yield line
        return
    last = 0
    for begin, end in zip([0, *starts], [*starts, len(line.text)], strict=True):
        text = line.text[begin:end].strip()
        if text:
            place = line.text.index(text, begin)
            gap = line.text[last:place] if last else line.gap
            last = place + len(text)
            yield replace(line, text=text, gap=gap)


def _cuts(text: str, form: Form) -> list[int]:
    cuts: list[int] = []
    last = listed_to = 0
    if not _MAY_HOLD.search(text, 1):
        return cuts
    for found in _NUMBER.finditer(text):
        value = chinese_number(found.group(1)) or 0
        if _LISTING.search(text[max(0, found.start() - 24) : found.start()]):
            # What a list of contents opens, it also holds to the end of its sentence.
            listed_to = max(text.find("。", found.end()), found.end())
        if value <= last or found.start() < listed_to or not _heads_text(text, found.end(), form):
            continue
        last = value
        if found.start() > 0:
            cuts.append(found.start())
    return cuts


def _lower_cuts(text: str, form: Form) -> list[int]:
    if not _MAY_HOLD_LOWER.search(text, 1):
        return []
    chain: list[re.Match[str]] = []
    for found in _BRACKETED.finditer(text):
        if chinese_number(found["n"]) == len(chain) + 1 and _opens_title(text, found, form):
            chain.append(found)
    known = [f for f in chain if _heads_text(text, f.end(), form, level=2)]
    certain = chain if len(chain) >= 2 else known
    return [f.start() for f in certain if f.start() > 0]


def _opens_title(text: str, found: re.Match[str], form: Form) -> bool:
    if _LISTING.search(text[max(0, found.start() - 24) : found.start()]):
        return False
    before = text[max(0, found.start() - 1) : found.start()]
    if (
        before
        and before not in "。！？!?)）” 　|\t"
        and not _ends_heading(text[: found.start()], form)
    ):
        return False
    stop = _STOP.search(text, found.end(), found.end() + LONGEST_RUN_IN + 1)
    titled = stop is not None and len(text) - stop.end() >= SHORTEST_TEXT
    return titled or _heads_text(text, found.end(), form, level=2)


def _ends_heading(before: str, form: Form) -> bool:
    """True when all that stands before is a number and a known heading: `一、总体情况`（一）."""
    number = _NUMBER.match(before)
    match = match_section(before[number.end() :], form, level=1) if number else None
    return match is not None and match.exact


def _heads_text(text: str, position: int, form: Form, *, level: int = 1) -> bool:
    """True when a known heading starts there and ends as one does: at the end of the text, at a
    space, a colon or a stop, or where a sentence begins. A list that goes on is none."""
    window = text[position : position + _WINDOW]
    for length in range(2, len(window) + 1):
        after = text[position + length :]
        if (not after or _ENDS.match(after)) and not _GOES_ON.match(after):
            match = match_section(window[:length], form, level=level)
            if match is not None and match.exact:
                return True
    return False
