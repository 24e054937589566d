"""Years and dates that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_site.checks.prose_text import Slip, findings, sentences, whole_text
from govreport_site.model import Figure, Finding, Report, Value

_YEAR_END = re.compile(r"截[至止]到?\s?(?P<year>20\d{2})年(?:底|末|12月)")
_DAY = re.compile(
    r"截[至止]到?\s?(?:(?P<year>20\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
)


def check_year(report: Report) -> tuple[Finding, ...]:
    """The statistical period is the calendar year of the title, and figures are of that year."""
    dated = [f for f in report.figures if _as_of(f)] + list(_stated_years(report))
    examined = (report.period.start is not None or report.period.end is not None) + len(dated)
    slips = _year_slips(report) if report.year is not None else iter(())
    return findings("C-YEAR", "warning", slips, examined=examined if report.year else 0)


def check_publication(report: Report) -> tuple[Finding, ...]:
    """Nothing that the report speaks of lies after the day it was published."""
    published = report.published.value
    slips = _late(report, published) if published else iter(())
    return findings("C-PUB", "warning", slips, examined=1 if published else 0)


def _stated_years(report: Report) -> Iterator[tuple[str, int, str]]:
    """(sentence, line, year) of every 截至20XX年底 and 截至20XX年12月."""
    if not _YEAR_END.search(whole_text(report)):
        return
    for sentence in sentences(report):
        for match in _YEAR_END.finditer(sentence.text):
            yield sentence.text, sentence.line, match["year"]


def _stated_days(report: Report) -> Iterator[tuple[str, int, str]]:
    """(sentence, line, YYYY-MM-DD) of every 截至12月18日, in the report's year unless one stands."""
    if not _DAY.search(whole_text(report)):
        return
    for sentence in sentences(report):
        for match in _DAY.finditer(sentence.text):
            year = match["year"] or report.year
            if year is not None:
                day = f"{year}-{int(match['month']):02}-{int(match['day']):02}"
                yield sentence.text, sentence.line, day


def _as_of(figure: Figure) -> str | None:
    scope = figure.scope or ""
    return scope.removeprefix("as-of ") if scope.startswith("as-of ") else None


def _year_slips(report: Report) -> Iterator[Slip]:
    start, end, year = report.period.start, report.period.end, report.year
    printed: dict[str, Value] = {"start": start or "?", "end": end or "?", "year": year or 0}
    evidence = (f"{start or '?'} – {end or '?'}",)
    years = {date[:4] for date in (start, end) if date}
    if years and years != {str(year)}:
        yield Slip("other-year", evidence, None, values=printed)
    elif (start and not start.endswith("-01-01")) or (end and not end.endswith("-12-31")):
        yield Slip("part-of-year", evidence, None, values=printed)
    told: set[str] = set()
    for figure in report.figures:
        date = _as_of(figure)
        if date is not None and date[:4] != str(year):
            told.add(figure.sentence)
            values: dict[str, Value] = {"day": date, "year": year or 0}
            evidence = (figure.sentence,)
            yield Slip("figure-of-other-year", evidence, figure.line, "uncertain", values)
    for sentence, line, stated in _stated_years(report):
        if stated != str(year) and sentence not in told:
            values = {"stated": stated, "year": year or 0}
            yield Slip("text-of-other-year", (sentence,), line, "uncertain", values)


def _late(report: Report, published: str) -> Iterator[Slip]:
    end = report.period.end
    if end is None and report.kind == "annual" and report.year is not None:
        end = f"{report.year}-12-31"
    if end is not None and published < end:
        values: dict[str, Value] = {"published": published, "end": end}
        yield Slip("too-early", (published, end), report.published.line, values=values)
    seen: set[str] = set()
    for figure in report.figures:
        date = _as_of(figure)
        if date is not None and date > published and date not in seen:
            seen.add(date)
            values = {"day": date, "published": published}
            yield Slip("figure-too-late", (figure.sentence,), figure.line, values=values)
    for sentence, line, date in _stated_days(report):
        if date > published and date not in seen:
            seen.add(date)
            values = {"day": date, "published": published}
            yield Slip("text-too-late", (sentence,), line, values=values)
