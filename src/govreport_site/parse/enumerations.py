"""Lists in running text: 一是…；二是…, also where a numeral or the 是 was lost."""

from __future__ import annotations

import re

from msgspec import Struct

from govreport_site.parse.numerals import chinese_number

_NUMERALS = "一二三四五六七八九十"
_MARK = re.compile(
    r"(?:^|(?<=[。；;：:！!，,、\n）)]))\s{0,4}"
    r"(?:(?P<full>[一二三四五六七八九十]{1,3})是(?P<comma>[，,]?)|(?P<bare>是)(?=[\u4e00-\u9fff])"
    r"|(?P<lone>[二三四五六七八九十])(?=[\u4e00-\u9fff]))"
)
_NOT_ITEM = re.compile(
    r"[者方个级次来要维手月日年季楼层区期类项步大是、十批名位人章节等种线农套轮]"
)
_STRONG = "。；;：:！!\n"


class Item(Struct, frozen=True):
    """One item of a list in running text."""

    number: int
    text: str
    """The words after the mark, up to the next item."""
    printed: str
    """The mark as printed: 一是, or what is left of it."""
    start: int
    end: int

    @property
    def read(self) -> str:
        """The mark with its lost characters restored."""
        return f"{_numeral(self.number)}是"


def items(text: str) -> tuple[Item, ...]:
    """The items of every 一是…二是… list of a text, in order; the text itself stays prose.

    A list opens with 一是 and counts on; an item that lost its numeral (是设置) or its 是 (二开通)
    is taken only inside an open list, at its expected place.
    """
    marks: list[tuple[int, int, int, str]] = []
    expected = 0
    if "一是" not in text:
        return ()
    for match in _MARK.finditer(text):
        number = _number(match, text, expected)
        if number is None:
            continue
        start = match.start("full" if match["full"] else "bare" if match["bare"] else "lone")
        marks.append((number, start, match.end(), text[start : match.end()]))
        expected = number + 1
    return tuple(_items(text, marks))


def _number(match: re.Match[str], text: str, expected: int) -> int | None:
    if match["full"]:
        number = chinese_number(match["full"])
        return number if number == 1 or (expected and number is not None) else None
    if not expected or text[max(0, match.start() - 1) : match.start()] not in tuple(_STRONG):
        return None
    if match["bare"]:
        return expected
    lone = chinese_number(match["lone"])
    return expected if lone == expected and not _NOT_ITEM.match(text, match.end()) else None


def _items(text: str, marks: list[tuple[int, int, int, str]]) -> list[Item]:
    found = []
    for place, (number, start, body, printed) in enumerate(marks):
        last = place + 1 == len(marks) or marks[place + 1][0] == 1
        end = len(text) if place + 1 == len(marks) else marks[place + 1][1]
        if last and (stop := text.find("。", body, end)) >= 0 and place + 1 < len(marks):
            end = stop + 1
        found.append(Item(number, text[body:end].strip(), printed, start, end))
    return found


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[ones - 1] if ones else "")
