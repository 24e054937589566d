"""Mobile numbers in the groupings that are printed, and where eleven digits are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GROUPED = (
    r"1[3-9]\d{9}"
    r"|1[3-9]\d[ .·-]\d{4}[ .·-]?\d{4}|1[3-9]\d{5}[ .·-]\d{4}"
    r"|1[3-9]\d{2}[ .-]\d{3}[ .-]\d{4}|1[3-9]\d[ .-]\d{3}[ .-]\d{5}"
    r"|1[3-9]\d[ -]\d{8}|1[3-9]\d{3}[ -]\d{6}"
    r"|\(1[3-9]\d\)[ -]?\d{4}[ -]?\d{4}"
)
_UNIT = r"\s?(?:元|万|亿|条|件|次|人|户|份|字|平方|吨|%|个|余|多|株|亩|公里|千|米|册|位)"
_MOBILE = re.compile(
    # Not inside a longer code or an address; after a slash only when a telephone number precedes.
    r"(?:(?<![0-9A-Za-z=_&?%#])|(?<=[Tt][Ee][Ll])|(?<=[Pp]hone)|(?<=[Mm]obile))"
    r"(?:(?<![0-9A-Za-z][-/.])|(?<=\d{7}[/-]))"
    r"(?:\(?(?:\+|00)?86\)?[- ]{0,2})?0?"
    rf"(?P<number>{_GROUPED})"
    rf"(?![0-9A-Za-z]|[-/](?!1[3-9]\d{{9}}|\d{{7,8}}(?!\d))\d{{5}}|{_UNIT})"
)
_SPACED = re.compile(r"1[ ]?[3-9](?:[ ]\d){9}(?![ ]?\d)")
_LABEL = re.compile(r"(?:手机|电话|移动|联系方式|热线|[Tt]el|[Mm]obile)[^0-9]{0,6}$")
_IN_A_ROW_BEFORE = re.compile(r"\d {1,3}$")
_IN_A_ROW_AFTER = re.compile(r" {1,3}\d")


def find_mobiles(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every mobile number in half-width text, its country code included.

    Digits that are spaced out count only where nothing but this number stands in the row, or where
    a label says what they are: rows of a table are numbers with spaces too.
    """
    for match in _MOBILE.finditer(text):
        if " " not in match["number"] or _is_alone(text, match.start(), match.end()):
            yield match.span()
    for match in _SPACED.finditer(text):
        if _LABEL.search(text[max(0, match.start() - 16) : match.start()]):
            yield match.span()


def _is_alone(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    if _LABEL.search(before):
        return True
    return not _IN_A_ROW_BEFORE.search(before) and not _IN_A_ROW_AFTER.match(text, end)
