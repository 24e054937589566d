"""Dates as pages print them: separated, written out in Chinese numerals, or with their marks lost.

Pages whose digits sit in elements of their own lose the lone characters between them, so that
`2016年12月5日` arrives as `2016125`. Such a token is read by listing every calendar date whose
digits it could be; where two remain the publish date decides, and without one the candidates are
kept instead of a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.model import DateReading
from govreport_site.parse.fold import fold

FIRST_YEAR, LAST_YEAR = 1995, 2040
"""No page of a Chinese government site is older; nothing later is a date of a report."""
_SPACE = r"\s{0,4}"
_YEAR = rf"(?:19|20){_SPACE}\d{_SPACE}\d"
_TIME = (
    rf"(?:{_SPACE}T?{_SPACE}(\d{{1,2}}{_SPACE}[:时]{_SPACE}\d{{2}}"
    rf"(?:{_SPACE}[:分]{_SPACE}\d{{2}})?)(?:{_SPACE}[分秒])?)?"
)
_SEPARATED = re.compile(
    rf"(?<![\d.])({_YEAR}){_SPACE}([-./年]){_SPACE}(\d{{1,2}}){_SPACE}([-./月]){_SPACE}"
    rf"(\d{{1,2}})(?![\d.]\d|\d){_SPACE}(?:[日号]{_SPACE})?{_TIME}"
)
_LOST = re.compile(
    rf"(?<![\d.〔\[(-])({_YEAR}){_SPACE}(年?){_SPACE}(\d{{0,4}}){_SPACE}(月?){_SPACE}(\d{{0,2}})"
    rf"(?!\d){_SPACE}([日号]?)(?![条件次人个份篇元万%])"
)
_DIGITS = "一二三四五六七八九"
_ZERO = "〇○零ＯOo0Ο"
_CHINESE = re.compile(
    rf"(?:二|2){_SPACE}([{_ZERO}]){_SPACE}([{_DIGITS}{_ZERO}]){_SPACE}([{_DIGITS}{_ZERO}])"
    rf"{_SPACE}年{_SPACE}([一二三四五六七八九十元\d]{{1,3}}){_SPACE}月"
    rf"(?:{_SPACE}([一二三四五六七八九十廿卅\d]{{1,4}}){_SPACE}[日号])?"
)


class FoundDate(Struct, frozen=True):
    """A date in running text: its reading, and the half-open span it stands in."""

    reading: DateReading
    start: int
    end: int


def find_dates(text: str, *, published: str | None = None) -> Iterator[FoundDate]:
    """Every date printed in the text, from left to right, none overlapping.

    `published` (YYYY-MM-DD) decides between the readings of a token that lost its marks.
    """
    folded = fold(text)
    at = 0
    while at < len(folded):
        found = [f for f in (_next(folded, text, at, kind, published) for kind in _KINDS) if f]
        if not found:
            return
        first = min(found, key=lambda f: (f.start, -f.end))
        yield first
        at = first.end


def read_date(text: str, *, published: str | None = None) -> DateReading | None:
    """The only date of a line that prints nothing else but brackets and marks; else None."""
    found = list(find_dates(text[:80], published=published)) if len(text) < 80 else []
    if len(found) != 1:
        return None
    rest = fold(text[: found[0].start] + text[found[0].end :]).strip(" \t\n()[]。,.;:*•·-|日")
    return None if rest else found[0].reading


def year_of(text: str) -> int | None:
    """The year of a Chinese or Arabic numeral such as `2016`, `20 18`, `二〇一六`; else None."""
    digits = "".join(_digit(c) for c in fold(text) if not c.isspace())
    valid = len(digits) == 4 and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR
    return int(digits) if valid else None


def _next(folded: str, text: str, at: int, kind: int, published: str | None) -> FoundDate | None:
    pattern, reader = (
        (_SEPARATED, _separated),
        (_CHINESE, _chinese),
        (_LOST, _lost),
    )[kind]
    for match in pattern.finditer(folded, at):
        reading = reader(match, published)
        if reading is not None:
            printed = text[match.start() : match.end()].strip()
            end = match.start() + len(text[match.start() : match.end()].rstrip())
            return FoundDate(replace(reading, printed=printed), match.start(), end)
    return None


_KINDS = (0, 1, 2)


def _separated(match: re.Match[str], _published: str | None) -> DateReading | None:
    year, month, day = (_number(match[i]) for i in (1, 3, 5))
    value = iso(year, month, day)
    if value is None:
        return None
    time = "".join(match[6].split()) if match[6] else None
    rule = "chinese-marks" if match[2] == "年" else "iso"
    return DateReading(value, rule=rule, confidence=1.0, time=_clock(time))


def _chinese(match: re.Match[str], _published: str | None) -> DateReading | None:
    year = year_of("2" + "".join(match[i] for i in (1, 2, 3)))
    month = _numeral(match[4])
    if year is None or not 1 <= month <= 12:
        return None
    if match[5] is None:
        return DateReading(rule="month-only")
    value = iso(year, month, _numeral(match[5]))
    return DateReading(value, rule="chinese-numerals", confidence=1.0) if value else None


def _lost(match: re.Match[str], published: str | None) -> DateReading | None:
    year_mark, middle, month_mark, day_digits, day_mark = (match[i] for i in range(2, 7))
    year = _number(match[1])
    if not FIRST_YEAR <= year <= LAST_YEAR or not (middle or day_digits):
        return None
    if month_mark:
        return _with_month(year, middle, day_digits)
    if day_digits or len(middle) < 2 or (year_mark and not day_mark):
        return None
    return _split(year, middle, published, month_only=not day_mark)


def _with_month(year: int, month: str, day: str) -> DateReading | None:
    if not month or not 1 <= int(month) <= 12:
        return None
    if not day:
        return DateReading(rule="month-only")
    value = iso(year, int(month), int(day))
    return DateReading(value, rule="lost-mark", confidence=0.95) if value else None


def _split(
    year: int, digits: str, published: str | None, *, month_only: bool
) -> DateReading | None:
    """The date whose month and day run together in `digits` (2–4 of them).

    `month_only` says that two digits may also be a month whose marks are lost: `201611`.
    """
    values = splits(year, digits)
    if not values:
        return None
    certain = len(values) == 1 and not (month_only and digits in {"10", "11", "12"})
    if certain:
        confidence = 0.98 if len(digits) == 4 else 0.95
        return DateReading(values[0], rule="undelimited", confidence=confidence)
    chosen = nearest_before(values, published)
    if chosen is None:
        return DateReading(rule="undelimited-ambiguous", candidates=values)
    return DateReading(
        chosen, rule="undelimited-by-publish-date", confidence=0.9, candidates=values
    )


def splits(year: int, digits: str) -> tuple[str, ...]:
    """All calendar dates of the year whose month and day digits, run together, are `digits`."""
    pairs = ((digits[:i], digits[i:]) for i in range(1, len(digits)))
    values = (iso(year, int(m), int(d)) for m, d in pairs if len(m) <= 2 and len(d) <= 2)
    return tuple(dict.fromkeys(v for v in values if v))


def nearest_before(values: tuple[str, ...], published: str | None) -> str | None:
    """The latest of the dates that is not after the publish date and less than a year before."""
    if published is None:
        return None
    limit = date.fromisoformat(published)
    near = [v for v in values if 0 <= (limit - date.fromisoformat(v)).days < 366]
    return max(near, default=None)


def iso(year: int, month: int, day: int) -> str | None:
    """YYYY-MM-DD, or None when the calendar has no such day or no report could bear it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(time: str | None) -> str | None:
    if time is None:
        return None
    parts = [int(p) for p in re.split("[:时分]", time)]
    valid = parts[0] < 24 and all(p < 60 for p in parts[1:])
    return ":".join(f"{p:02d}" for p in parts) if valid else None


def _number(text: str) -> int:
    return int("".join(text.split()))


def _digit(char: str) -> str:
    if char in _ZERO:
        return "0"
    return str(_DIGITS.index(char) + 1) if char in _DIGITS else char


def _numeral(text: str) -> int:
    """1–99 from `十二`, `二十`, `廿三`, `元`, `12`; 0 when it is none of these."""
    if text.isdigit():
        return int(text)
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.find(text) + 1 if len(text) == 1 else 0
    high = _DIGITS.find(tens) + 1 if tens else 1
    low = _DIGITS.find(ones) + 1 if ones else 0
    return high * 10 + low if high and (low or not ones) else 0
