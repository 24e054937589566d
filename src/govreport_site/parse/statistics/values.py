"""One printed cell → its value. Nothing is guessed: what is no value of the form is unreadable."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from govreport_site.model import (
    BLANK,
    DASH,
    NONE,
    SLASH,
    CellValue,
    Count,
    Repair,
    Unreadable,
)
from govreport_site.parse.fold import fold
from govreport_site.reference.forms import Column

UNITS = frozenset({*"条件次篇个人项份宗起场期处名元", "人次", "万元"})
"""Measure words that stand in a unit column, or behind a number inside its cell."""
_UNSEEN = {**dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]), 0x2212: "-"}
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?)?(?P<digits>{_DIGITS}(?:\.[0-9]{{1,6}})?)"
    r"(?:\s?(?P<unit>万元|人次|[条件次篇个人元项份宗起场期处名]))?"
)
_MARKS = {"": BLANK, "/": SLASH, "无": NONE}
_MINUS = frozenset({"-", "减", "减少"})
_NUMBERING = re.compile(r"[(（]?[0-9]{1,2}(?:[)）.、．]|\.?、)|[(（][0-9]{1,2}")
_ODD = re.compile(r"[0-9A-Za-z?*#.,+\-/\\\[\]{}()~^=:;|'\"%&$@!<>]{1,16}")


def printed(text: str) -> str:
    """The text in half width, without outer white space and characters that print nothing.

    Inner spaces stay: `2 0 2` is three numbers in one cell, not two hundred and two.
    """
    return fold(text.translate(_UNSEEN)).strip()


@lru_cache(maxsize=8192)
def value_of(text: str) -> CellValue | None:
    """A count, a mark or a blank, whatever unit stands behind it; None for any other text."""
    folded = printed(text)
    if folded in _MARKS:
        return _MARKS[folded]
    if not folded.strip("- "):
        return DASH
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    number = Decimal(digits) if "." in digits else int(digits)
    return Count(-number if match["sign"] in _MINUS else number)


def cell_value(text: str, column: Column) -> tuple[CellValue, Repair | None]:
    """The value of a cell of that column, and the note of a unit or sign that it drops.

    A unit that contradicts the column's (元 in a column of 万元) makes the cell unreadable.
    """
    value = value_of(text)
    if value is None:
        return Unreadable(text.strip()), None
    if not isinstance(value, Count):
        return value, None
    match = _NUMBER.fullmatch(printed(text))
    unit = match["unit"] if match else None
    if unit is not None and "元" in unit and column.unit not in (None, unit):
        return Unreadable(text.strip()), None
    rule = "unit-in-cell" if unit else "sign-in-cell" if match and match["sign"] else None
    if rule is None or (rule == "sign-in-cell" and column.key == "change"):
        return value, None
    return value, Repair(text.strip(), str(value), rule, None)


def is_odd(text: str) -> bool:
    """True for a short text without Chinese that no label has: a misread number, `1O2`, `?`."""
    folded = printed(text)
    legible = any(letter.isalnum() or letter in "?*#" for letter in folded)
    return legible and _ODD.fullmatch(folded) is not None and not _NUMBERING.fullmatch(folded)
