"""The metadata of a report, each fact from the most certain place that prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import DateReading, Issue, Period, Repair
from govreport_site.parse.datefields import ABSENT, Dates, header_dates
from govreport_site.parse.header import Entry
from govreport_site.parse.issuer import read_issuer
from govreport_site.parse.lines import Line
from govreport_site.parse.naming import page_title
from govreport_site.parse.numbers import (
    find_index,
    is_document_number,
    is_null,
    lost_marks,
    read_document_number,
    read_index,
)
from govreport_site.parse.page import Page
from govreport_site.parse.period import PeriodReading, read_period
from govreport_site.parse.signature import Signature, read_signature

_LEAD_LINES = 40
"""The statistical period is stated in the lead, never after this many lines."""


class Metadata(Struct, frozen=True):
    """What is known of a report before its text is read."""

    title: str
    """Empty when the page prints none."""
    year: int | None
    period: Period
    issuer: str | None
    publisher: str | None
    published: DateReading
    signed: DateReading
    generated: DateReading
    index_number: str | None
    document_number: str | None
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_metadata(page: Page) -> Metadata:
    """The metadata of the page."""
    entries, title = page.entries, page.title
    dates = header_dates(entries, page.document.properties, values_only=page.head.values_only)
    signature = _signature(page, dates)
    period = _period(page.body)
    year = _year(page, period)
    number = _document_number(entries)
    signed = signature.date if signature.date != ABSENT else dates.signed
    lead = "".join(line.text.strip() for line in page.body[:3])
    return Metadata(
        title=title.text if title else "",
        year=year,
        period=period.period if period else Period(None, None),
        issuer=read_issuer(signature.names, entries, title.text if title else None, lead),
        publisher=_publisher(entries, page.document.properties),
        published=dates.published,
        signed=signed,
        generated=dates.generated,
        index_number=_index_number(entries),
        document_number=number[0],
        repairs=(*(period.repairs if period else ()), *signature.repairs, *number[1]),
        issues=(*page.naming.issues, *dates.issues, *_doubts(signed, year)),
    )


def _signature(page: Page, dates: Dates) -> Signature:
    """The report's own closing lines, else those of the notice that wraps it."""
    own = read_signature(page.body, dates)
    if own.date == ABSENT and page.naming.in_body is not None:
        return read_signature(page.body[: page.naming.in_body[0]], dates)
    return own


def _period(body: Sequence[Line]) -> PeriodReading | None:
    readings = (read_period(line.text, line.number) for line in body[:_LEAD_LINES])
    return next((r for r in readings if r is not None), None)


def _year(page: Page, period: PeriodReading | None) -> int | None:
    """The year of the title, else of another title of the page, else of a period within one year;
    never that of a publish date."""
    if page.title is not None and page.title.year is not None:
        return page.title.year
    others = [t.year for t in page.head.titles if t.complete and t.year is not None]
    if not others and (named := page_title(page.document)) and named.complete and named.year:
        others = [named.year]
    if others and not page.naming.wrapper:
        return others[0]
    if period is None or not period.period.start or not period.period.end:
        return None
    start, end = period.period.start[:4], period.period.end[:4]
    return int(end) if start == end else None


def _index_number(entries: Sequence[Entry]) -> str | None:
    labelled = (read_index(e.value) for e in entries if e.field == "index")
    bare = (find_index(e.value) for e in _bare(entries))
    return next((n for n in (*labelled, *bare) if n), None)


def _document_number(entries: Sequence[Entry]) -> tuple[str | None, tuple[Repair, ...]]:
    """(the document number, its repair where marks were lost)."""
    labelled = [e for e in entries if e.field == "number"]
    bare = [e for e in _bare(entries) if is_document_number(e.value)]
    for entry in (*labelled, *bare):
        number = read_document_number(entry.value)
        if number is not None:
            repair = Repair(entry.value.strip(), number, "lost-bracket", entry.line, 0.95)
            return number, (repair,) if lost_marks(entry.value) else ()
    return None, ()


def _bare(entries: Sequence[Entry]) -> list[Entry]:
    return [e for e in entries if e.field is None and not e.label]


def _publisher(entries: Sequence[Entry], properties: Sequence[tuple[str, str]]) -> str | None:
    """The source 来源 as printed, else the publishing body 发布机构, else the page's metadata."""
    values = [e.value.strip(" |") for f in ("source", "issuer") for e in entries if e.field == f]
    values += [v.strip() for n, v in properties if n.lower() in {"contentsource", "source"}]
    return next((v for v in values if v and not is_null(v)), None)


def _doubts(signed: DateReading, year: int | None) -> Iterator[Issue]:
    if signed.candidates and signed.value is None:
        names = " or ".join(signed.candidates)
        message = f'the closing date "{signed.printed}" lost its marks: it may be {names}'
        yield Issue("date-ambiguous", "warning", message, signed.line)
    if year is None:
        message = "neither the title nor a statistical period names one year"
        yield Issue("year-unknown", "warning", message, 1)
