"""Headings glued to the end of a paragraph, and reports printed as one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from govreport_site.model import Paragraph
from govreport_site.parse.heading_lines import Line
from govreport_site.parse.numerals import chinese_number
from govreport_site.reference.sections import Form, match_section

_NUMBER = re.compile(r"(?:(?<=[。！？!?)）”\s|])|^)([一二三四五六七八九十]{1,2})\s?[、.．]\s?")
_ENDS = re.compile(r"[\s：:。]|(?:19|20)\d{2}\s?年|[本我全]|截[至止]|今年|按照|根据|为")
_GOES_ON = re.compile(r"\s*(?:和|及|等|部分)")
_WINDOW = 34
"""Characters after a number in which its heading must end."""
_MAY_HOLD = re.compile(r"[一二三四五六七八九十]\s?[、.．]")
_LISTING = re.compile(r"[：:]\s*$|(?:包括|分为|由|即|如下)[^。]{0,12}$")


def split_glued(lines: Iterable[Line], form: Form) -> list[Line]:
    """The lines, with those that hold known first-level headings inside divided before each.

    Certain only: the number stands after the end of a sentence, the words after it are a heading
    known in full, and they end the line or are followed by text that starts a sentence.
    """
    return [piece for line in lines for piece in _pieces(line, form)]


def _pieces(line: Line, form: Form) -> Iterator[Line]:
    starts = _cuts(line.text, form) if isinstance(line.block, Paragraph) else []
    if not starts:
        yield line
        return
    for begin, end in zip([0, *starts], [*starts, len(line.text)], strict=True):
        text = line.text[begin:end].strip()
        if text:
            yield replace(line, text=text)


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


def _heads_text(text: str, position: int, form: Form) -> bool:
    """True when a known heading starts there and ends as one does: at the end of the text, at a
    space, a colon or a stop, or where a sentence begins. A list that goes on is none."""
    window = text[position : position + _WINDOW]
    for length in range(2, len(window) + 1):
        after = text[position + length :]
        if (not after or _ENDS.match(after)) and not _GOES_ON.match(after):
            match = match_section(window[:length], form, level=1)
            if match is not None and match.exact:
                return True
    return False
