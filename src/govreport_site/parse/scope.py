"""The time a figure speaks of: the year, all years together, or up to a date."""

from __future__ import annotations

import calendar
import re

_CUMULATIVE = re.compile(r"历年|自.{0,16}以来|(?:开通|成立|施行|实施|启动)以来|累计")
_THIS_YEAR = re.compile(
    r"今年|本年|全年|年内|当年|年度|一年来|(?<!\d)(?P<year>(?:19|20)\d{2})\s?年"
)
_AS_OF = re.compile(
    r"(?:截[至止]到?|[至到])\s?(?:(?P<year>(?:19|20)\d{2})\s?年)?\s?(?:(?P<month>1[0-2]|0?[1-9])\s?月"
    r"\s?(?:(?P<day>[12]\d|3[01]|0?[1-9])\s?日|(?P<end>底|末)?)|(?P<year_end>年?底|年?末))"
)
_THIS_YEAR_SINCE = re.compile(r"(?:今年|本年度?|年初)以?来")


def scope_of(before: str, year: int | None, published: str | None = None) -> str | None:
    """`year`, `cumulative`, `as-of YYYY-MM-DD`, or None when the sentence does not say.

    The nearest statement before the number decides: 2016年…258条；历年累计…1430条. 累计 beside 今年
    counts within the year. `year` is the report's, for dates printed without one; when it is not
    known, such a date is the last one before `published`. Another printed year gives None.
    """
    text = before[-400:]
    this_year, as_of = _last(_THIS_YEAR, text), _last(_AS_OF, text)
    if text.rfind("历年") > (this_year.start() if this_year else -1):
        return "cumulative"
    if this_year is None and _CUMULATIVE.search(text) and not _THIS_YEAR_SINCE.search(text):
        return "cumulative"
    nearest = as_of is not None and (this_year is None or this_year.start() < as_of.end())
    if as_of is not None and nearest and (stated := _date(as_of, year, published)) is not None:
        return f"as-of {stated}"
    if this_year is None:
        return None
    printed = this_year["year"]
    return "year" if printed is None or year is None or int(printed) == year else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(list(pattern.finditer(text))[::-1]), None)


def _date(match: re.Match[str], year: int | None, published: str | None) -> str | None:
    stated = int(match["year"]) if match["year"] else year
    if stated is not None:
        return _in_year(match, stated)
    if published is None:
        return None
    nearest = (_in_year(match, int(published[:4]) - back) for back in (0, 1))
    return next((date for date in nearest if date is not None and date <= published), None)


def _in_year(match: re.Match[str], stated: int) -> str | None:
    if match["year_end"]:
        return f"{stated}-12-31"
    month = int(match["month"])
    last = calendar.monthrange(stated, month)[1]
    day = int(match["day"]) if match["day"] else last
    return f"{stated}-{month:02}-{day:02}" if day <= last else None
