"""Numbers as Chinese prose writes them: 十二, 二百三十, 1.08亿, 1,234, １２, 两."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")
_IS_FULL_WIDTH = re.compile(r"[０-９．，％＋－]")
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?(?!\d)|\d{1,15}(?:\.\d{1,6})?)"
    r"|(?P<chinese>[零一二三四五六七八九〇○两十百千]{1,12})"
)
_AFTER = re.compile(r"(?P<vague>余|多|几|来)?(?P<scale>[万亿])?(?P<vague_after>余|多|几)?")


class Number(Struct, frozen=True):
    """A number in words or digits, and whether the text calls it approximate."""

    value: int | Decimal
    """The number before its myriad: 1.08 of 1.08亿."""
    scale: str
    """`万`, `亿` or empty."""
    qualifier: str | None
    """余, 多, 几, 来 when printed with the number."""
    end: int
    """Offset just after everything that was read."""
    chinese: bool
    """True when written in Chinese numerals."""

    @property
    def total(self) -> int | Decimal:
        """The number with its myriad applied, a whole number whenever it is one."""
        return _whole(Decimal(self.value) * MYRIADS.get(self.scale, 1))


def fold_width(text: str) -> str:
    """The text with full-width digits and number signs made half-width; same length."""
    return text.translate(_FULL_WIDTH) if _IS_FULL_WIDTH.search(text) else text


def chinese_number(text: str) -> int | None:
    """`十二` → 12, `二〇一六` → 2016, `两千零五` → 2005; None when it is no number."""
    if not text or any(c not in DIGITS and c not in UNITS and c not in MYRIADS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) <= 15 else None
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit = 0
        else:
            total += (section + digit) * MYRIADS[char]
            section = digit = 0
    return total + section + digit


def number_at(text: str, position: int = 0) -> Number | None:
    """The number that starts exactly at `position` of width-folded text, with 余/多 and 万/亿."""
    match = _NUMBER.match(text, position)
    if match is None:
        return None
    value = _value(match)
    if value is None:
        return None
    after = _AFTER.match(text, match.end())
    assert after is not None  # every part of it is optional
    vague = after["vague"] or after["vague_after"]
    return Number(value, after["scale"] or "", vague, after.end(), match["chinese"] is not None)


def read_number(text: str) -> int | Decimal | None:
    """The whole text as one number: `1.08亿` → 108000000, `二百余` → 200; None when it is none."""
    folded = fold_width(text.strip())
    number = number_at(folded)
    return number.total if number is not None and number.end == len(folded) else None


def _value(match: re.Match[str]) -> int | Decimal | None:
    if match["chinese"] is not None:
        return chinese_number(match["chinese"])
    digits = match["digits"].replace(",", "")
    return Decimal(digits) if "." in digits else int(digits)


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()
