"""Years and dates that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govreport_site.checks.prose_text import Slip, findings, sentences, whole_text
from govreport_site.model import Figure, Finding, Report

_YEAR_END = re.compile(r"截[至止]到?\s?(?P<year>20\d{2})年(?:底|末|12月)")
_DAY = re.compile(
    r"截[至止]到?\s?(?:(?P<year>20\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
)


def check_year(report: Report) -> tuple[Finding, ...]:
    """The statistical period is the calendar year of the title, and figures are of that year."""
    dated = [f for f in report.figures if _as_of(f)] + list(_stated_years(report))
    examined = (report.period.start is not None or report.period.end is not None) + len(dated)
    slips = _year_slips(report) if report.year is not None else iter(())
    passed = "the period and all dates of figures are in the year of the title"
    return findings(
        "C-YEAR", "warning", slips, examined=examined if report.year else 0, passed=passed
    )


def check_publication(report: Report) -> tuple[Finding, ...]:
    """Nothing that the report speaks of lies after the day it was published."""
    published = report.published.value
    slips = _late(report, published) if published else iter(())
    passed = f"all that the report counts lies before its publication on {published}"
    return findings("C-PUB", "warning", slips, examined=1 if published else 0, passed=passed)


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
    printed = f"{start or '?'} to {end or '?'}"
    years = {date[:4] for date in (start, end) if date}
    if years and years != {str(year)}:
        yield Slip(f"the period is {printed}, the title says {year}", (printed,), None)
    elif (start and not start.endswith("-01-01")) or (end and not end.endswith("-12-31")):
        yield Slip(f"the period {printed} is not the whole year {year}", (printed,), None)
    told: set[str] = set()
    for figure in report.figures:
        date = _as_of(figure)
        if date is not None and date[:4] != str(year):
            told.add(figure.sentence)
            message = f"a figure is as of {date}, the report is for {year}"
            yield Slip(message, (figure.sentence,), figure.line, "uncertain")
    for sentence, line, stated in _stated_years(report):
        if stated != str(year) and sentence not in told:
            message = f"the text speaks of the end of {stated}, the report is for {year}"
            yield Slip(message, (sentence,), line, "uncertain")


def _late(report: Report, published: str) -> Iterator[Slip]:
    end = report.period.end
    if end is None and report.kind == "annual" and report.year is not None:
        end = f"{report.year}-12-31"
    if end is not None and published < end:
        message = f"published on {published}, before its period ended on {end}"
        yield Slip(message, (published, end), report.published.line)
    seen: set[str] = set()
    for figure in report.figures:
        date = _as_of(figure)
        if date is not None and date > published and date not in seen:
            seen.add(date)
            message = f"a figure is as of {date}, but the report was published on {published}"
            yield Slip(message, (figure.sentence,), figure.line)
    for sentence, line, date in _stated_days(report):
        if date > published and date not in seen:
            seen.add(date)
            message = f"the text speaks of {date}, but the report was published on {published}"
            yield Slip(message, (sentence,), line)
