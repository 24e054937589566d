"""The statistical period 统计期限 that a report states for its data."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from govreport_site.model import Period, Repair
from govreport_site.parse.dates import FIRST_YEAR, LAST_YEAR, find_dates, iso
from govreport_site.parse.fold import fold

_WINDOW = 6000
"""The lead paragraph states the period; it never stands later than this many characters."""
_RANGE = re.compile(
    r"(?<!\d)(?P<a>(?:19|20)\d\d[\d\s年月日./-]{0,16}?)\s{0,3}(?:起|开始)?[,，]?\s{0,3}"
    r"(?:至|到|~|-{1,3})\s{0,3}(?P<b>(?:(?:19|20)\d\d)?[\d\s年月日./-]{2,16})"
)
_WHOLE = re.compile(r"(?:\d{4}\s{0,3}[年./-])?\s{0,3}\d{1,2}\s{0,3}[月./-]\s{0,3}\d{1,2}\s{0,3}日?")
_KEYWORD = re.compile(r"统计|期限|时限|数据|周期|时间段|起止|报告期")


class PeriodReading(Struct, frozen=True):
    """The period, and the marks that had to be restored to read it."""

    period: Period
    repairs: tuple[Repair, ...] = ()


def read_period(text: str, line: int | None = None) -> PeriodReading | None:
    """The period stated in this paragraph, or None. Lost marks are restored where the phrase
    allows one reading: a year's data runs from 1 January or to 31 December."""
    folded = fold(text[:_WINDOW])
    for match in _RANGE.finditer(folded):
        if not _KEYWORD.search(folded[max(0, match.start() - 40) : match.start()]):
            continue
        start, end = _bounds(match["a"], match["b"])
        if start and end and start <= end:
            printed = text[match.start() : match.end()].strip()
            return PeriodReading(Period(start, end), _repairs(match, printed, start, end, line))
    return None


def _bounds(first: str, second: str) -> tuple[str | None, str | None]:
    start = _bound(first, (1, 1))
    year = first.strip()[:4]
    own_year = re.match(r"\s*(?:19|20)\d\d(?!\s*月)", second)
    end = _bound(second if own_year else f"{year}年{second.strip()}", (12, 31))
    return start, end


def _bound(text: str, default: tuple[int, int]) -> str | None:
    """The date in `text`; where only its month or its year is whole, the default day of a year if
    the digits that are there agree with it."""
    found = next(find_dates(text), None)
    if found is not None and found.reading.value:
        return found.reading.value
    year = int(text.strip()[:4])
    digits = re.sub(r"\D", "", text)[4:]
    month, day = default
    agrees = digits in {"", f"{month}", f"{month}{day}", f"{month:02d}", f"{month:02d}{day:02d}"}
    whole_month = re.search(r"年?\s*(\d{1,2})\s*月\s*$", text.strip())
    if whole_month and not agrees and month == 12 and 1 <= int(whole_month[1]) <= 12:
        return None
    return iso(year, month, day) if agrees and FIRST_YEAR <= year <= LAST_YEAR else None


def _repairs(
    match: re.Match[str], printed: str, start: str, end: str, line: int | None
) -> tuple[Repair, ...]:
    """One repair when a mark of the printed range is missing, else none."""
    if all(_WHOLE.fullmatch(match[part].strip()) for part in "ab"):
        return ()
    read = f"{_chinese(start)}至{_chinese(end)}"
    return (Repair(printed, read, "lost-mark-in-period", line, 0.95),)


def _chinese(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"
