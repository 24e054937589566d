"""Headings glued to the end of a paragraph, and reports printed as one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from govreport_site.model import Paragraph
from govreport_site.parse.heading_lines import Line
from govreport_site.parse.numerals import chinese_number
from govreport_site.reference.sections import Form, known_headings

_NUMBER = re.compile(r"(?:(?<=[。！？!?)）”\s|])|^)([一二三四五六七八九十]{1,2})\s?[、.．]\s?")
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
    last = 0
    if not _MAY_HOLD.search(text, 1):
        return cuts
    for found in _NUMBER.finditer(text):
        value = chinese_number(found.group(1)) or 0
        if value <= last or not _heads_text(text, found.end(), form):
            continue
        last = value
        before = text[max(0, found.start() - 24) : found.start()]
        if before and not _LISTING.search(before):
            cuts.append(found.start())
    return cuts


def _heads_text(text: str, position: int, form: Form) -> bool:
    for heading in known_headings(form):
        if text.startswith(heading, position):
            after = text[position + len(heading) :]
            return not after or (after[0] not in "；;、，,和及的" and not after.startswith("部分"))
    return False
