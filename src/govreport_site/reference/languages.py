"""How each language of the site writes numbers, dates and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

Language = Literal["zh-Hans", "en"]


def number(value: int | Decimal | str | None) -> str:
    """`60714` → `60,714`; text and decimals as printed keep their digits."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)


def chinese_date(value: str | None) -> str:
    """`2016-12-08` → `2016年12月8日`; anything else as it is."""
    if value is None or len(value) != 10:
        return value or ""
    return f"{value[:4]}年{value[5:7].lstrip('0')}月{value[8:].lstrip('0')}日"


def english_date(value: str | None) -> str:
    """`2016-12-08` → `8 December 2016`; anything else as it is."""
    if value is None or len(value) != 10 or not value[5:7].isdigit():
        return value or ""
    month = int(value[5:7])
    return (
        f"{value[8:].lstrip('0')} {_MONTHS[month - 1]} {value[:4]}" if 1 <= month <= 12 else value
    )


def moment(date: Callable[[str | None], str], value: str | None) -> str:
    """`2026-01-02T03:04:05Z` → the day as the language writes it, `03:04:05 UTC` behind it."""
    if value is None or len(value) < 19 or value[10] not in "T ":
        return date(value)
    zone = value[19:]
    return f"{date(value[:10])} {value[11:19]} {'UTC' if zone == 'Z' else zone}".rstrip()


def chinese_list(words: Sequence[str]) -> str:
    """`甲`, `甲和乙`, `甲、乙和丙`."""
    return _joined(words, "、", "和")


def english_list(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _joined(words, ", ", " and ")


def _joined(words: Sequence[str], between: str, last: str) -> str:
    return between.join(words[:-1]) + last + words[-1] if len(words) > 1 else "".join(words)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DATES: Mapping[Language, Callable[[str | None], str]] = {
    "zh-Hans": chinese_date,
    "en": english_date,
}
LISTS: Mapping[Language, Callable[[Sequence[str]], str]] = {
    "zh-Hans": chinese_list,
    "en": english_list,
}
