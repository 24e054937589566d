"""Word's automatic numbers: `一、` and `（一）` that Word prints but does not store in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree
from msgspec import Struct, field

from govreport_site.extract.word.xml import attribute, children, value_of

_DIGITS: Final = "〇一二三四五六七八九"
_FINANCIAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE: Final = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ]
)


class Level(Struct, frozen=True):
    """One level of a list: how its number looks and where it starts."""

    format: str = "decimal"
    text: str = ""
    """With `%1` … `%9` for the numbers of the levels."""
    start: int = 1
    legal: bool = False
    """All numbers of the level print as 1, 2, 3."""


class Numbering(Struct):
    """The lists of one document, and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    """By list id: the id of the definition it shares its counters with, and its levels."""
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int) -> str:
        """The number printed before the next paragraph of that list and level; "" for none."""
        if list_id not in self.lists:
            return ""
        shared, levels = self.lists[list_id]
        own = levels.get(level)
        if own is None:
            return ""
        counts = self.counters.setdefault(shared, {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        return _printed(own, levels, counts)


def _printed(own: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    if own.format in {"none", "bullet"}:
        return own.text if own.format == "bullet" and own.text.isprintable() else ""
    text = own.text
    for index in range(9):
        mark = f"%{index + 1}"
        if mark in text:
            level = levels.get(index, Level())
            count = counts.get(index, level.start)
            text = text.replace(
                mark, format_number(count, "decimal" if own.legal else level.format)
            )
    return text + " " if text and text[-1].isalnum() and text[-1].isascii() else text


def format_number(count: int, style: str) -> str:
    """A number as Word prints it in a numbering format (ECMA-376 part 1, 17.18.59)."""
    if style in _CHINESE and 0 < count < 100_000:
        return chinese(count)
    if style in {"ideographDigital", "chineseLegalSimplified", "japaneseDigitalTenThousand"}:
        digits = _FINANCIAL if style == "chineseLegalSimplified" else _DIGITS
        return "".join(digits[int(d)] for d in str(count))
    if style in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if style in {"decimalEnclosedParen"} and 0 < count <= 20:
        return chr(0x2474 + count - 1)
    if style in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(0xFF10 + int(d)) for d in str(count))
    if style == "decimalZero":
        return f"{count:02d}"
    if style in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)
        return letter if style == "lowerLetter" else letter.upper()
    if style in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        return roman(count) if style == "lowerRoman" else roman(count).upper()
    if style == "ideographTraditional" and 0 < count <= 10:
        return _STEMS[count - 1]
    if style == "ideographZodiac" and 0 < count <= 12:
        return _BRANCHES[count - 1]
    return str(count)


def chinese(count: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百〇五; up to 99,999."""
    if count >= 10_000:
        rest = count % 10_000
        joint = "〇" if 0 < rest < 1000 else ""
        return f"{chinese(count // 10_000)}万{joint}{chinese(rest) if rest else ''}"
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = count // unit % 10
        if digit:
            text += ("〇" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if 10 <= count < 20 else text


def roman(count: int) -> str:
    """1994 → mcmxciv."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines; no lists when the document has no such part."""
    if root is None:
        return Numbering({})
    definitions = {
        attribute(e, "abstractNumId"): dict(_levels(e)) for e in children(root, "abstractNum")
    }
    lists = {}
    for number in children(root, "num"):
        link = value_of(number, "abstractNumId") or ""
        levels = dict(definitions.get(link, {}))
        shared = link
        for override in children(number, "lvlOverride"):
            index = _integer(attribute(override, "ilvl"), 0)
            levels.update((i, level) for i, level in _levels(override))
            start = value_of(override, "startOverride")
            if start is not None:
                base = levels.get(index, Level())
                levels[index] = Level(base.format, base.text, _integer(start, 1), base.legal)
                shared = (
                    f"num-{attribute(number, 'numId')}"  # a list that starts again counts alone
                )
        lists[attribute(number, "numId")] = (shared, levels)
    return Numbering(lists)


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in children(parent, "lvl"):
        yield (
            _integer(attribute(element, "ilvl"), 0),
            Level(
                format=value_of(element, "numFmt") or "decimal",
                text=value_of(element, "lvlText") or "",
                start=_integer(value_of(element, "start"), 1),
                legal=any(True for _ in children(element, "isLgl")),
            ),
        )


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return min(int(value or ""), 99_999)
    except ValueError:
        return otherwise
