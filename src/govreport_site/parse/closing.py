"""The closing lines of a report: the body's name and the date, set to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport_site.parse.heading_lines import Line

LOOK_BACK = 12
"""How many lines before the end may hold the signature; annex and page lines may follow it."""
LONGEST_NAME = 40

_BODY = re.compile(
    r"(?:人民政府|办事处|管理委员会|管委会|委员会|办公室|办公厅|政府办|党政办|街道|管理局|[厅局委院处所站]"
    r"|[中总]队|[公分]司|中心|领导小组|政府|[镇乡]|机关|学校|医院)(?:[（(].{1,8}[)）])?$"
)
_CN_DIGIT = "[〇○零0一二三四五六七八九十元]"
_DATE = re.compile(
    r"^[（(]?(?:"
    r"(?:19|20)\d{2}\s?[年.\-/]\s?\d{0,2}\s?[月.\-/]?\s?\d{0,2}\s?日?"
    rf"|{_CN_DIGIT}{{4}}\s?年\s?{_CN_DIGIT}{{1,3}}\s?月(?:\s?{_CN_DIGIT}{{1,3}}\s?日)?"
    r"|(?:19|20)\d{4,6}日?"
    r"|(?:19|20)\d{3,5}月\d{0,2}日"
    r")[)）]?$"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def is_date_line(text: str) -> bool:
    """True when the whole line is a date, marks lost or not."""
    return bool(_DATE.match(text.translate(_FULL_WIDTH).strip()))


def is_body_line(text: str) -> bool:
    """True when the whole line can be the name of a public body."""
    bare = text.replace(" ", "").replace("\u3000", "")
    return (
        3 <= len(bare) <= LONGEST_NAME
        and bool(_BODY.search(bare))
        and not re.search(r"[。，；：,;:、《》]", bare)
    )


def signature_span(lines: Sequence[Line], start: int = 0) -> tuple[int, int] | None:
    """(first, past the last) of the closing lines, or None when the report is not signed.

    A date on its own line signs when a body's name stands before it or it is set to the right; a
    body's name alone signs when it ends the text.
    """
    first = max(start, len(lines) - LOOK_BACK)
    for index in range(len(lines) - 1, first - 1, -1):
        text = lines[index].text
        if is_date_line(text):
            return _with_names(lines, index, start)
        if (both := _name_and_date(text)) is not None and both:
            return index, index + 1
    if lines and len(lines) > start + 1 and is_body_line(lines[-1].text):
        return _with_names(lines, len(lines), start) if lines[-1].indent >= 4 else None
    return None


def _with_names(lines: Sequence[Line], date: int, start: int) -> tuple[int, int] | None:
    first = date
    while first > start and first > date - 4 and is_body_line(lines[first - 1].text):
        first -= 1
    signed = first < date or date == len(lines) - 1 or lines[date].indent >= 4
    return (first, min(date + 1, len(lines))) if signed else None


def _name_and_date(text: str) -> bool:
    """`洋里乡人民政府    2016年12月29日` on one line."""
    parts = text.split()
    return len(parts) >= 2 and is_date_line("".join(parts[1:])) and is_body_line(parts[0])
