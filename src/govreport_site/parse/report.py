"""Document → Report: the steps of reading, in order, and what each adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govreport_site.model import (
    Attachment,
    Block,
    Document,
    Issue,
    Period,
    Placing,
    Report,
)
from govreport_site.parse.datefields import ABSENT, Dates, header_dates
from govreport_site.parse.figures import read_figures
from govreport_site.parse.fold import plain
from govreport_site.parse.header import Entry, Head, read_head
from govreport_site.parse.issuer import read_issuer
from govreport_site.parse.kind import KindReading, kind_of_title, read_kind
from govreport_site.parse.lines import Line, flatten, rebuild
from govreport_site.parse.naming import Naming, name_report
from govreport_site.parse.numbers import (
    find_index,
    is_document_number,
    read_document_number,
    read_index,
)
from govreport_site.parse.outline import Outline, read_outline
from govreport_site.parse.period import PeriodReading, read_period
from govreport_site.parse.provenance import provenance_issues
from govreport_site.parse.signature import Signature, read_signature
from govreport_site.parse.statistics import read_statistics
from govreport_site.parse.tail import Tail, read_tail
from govreport_site.parse.titles import is_title

NO_PERIOD = Period(None, None)
_LEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A document taken apart: what stands above, in and below the text."""

    document: Document
    head: Head
    tail: Tail
    naming: Naming
    body: tuple[Line, ...]
    """The lines of the report's text, the title's own not among them."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text as blocks again."""
        return rebuild(self.document.blocks, self.body)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All header metadata in printed order, the titles that are not the report's among it."""
        return (*self.head.entries, *self.tail.entries)


def take_apart(document: Document) -> Page:
    """Head, body and tail of the page; every line of it stands in exactly one of them."""
    lines = flatten(document.blocks)
    head = read_head(lines)
    tail = read_tail(lines[head.size :])
    body = (*head.kept, *tail.kept)
    naming = name_report(document, head, body)
    if naming.in_body is not None:
        start, end = naming.in_body
        body = (*body[:start], *body[end:])
    return Page(document, head, tail, naming, body)


def parse_document(document: Document, *, overrides: Mapping[str, str] | None = None) -> Report:
    """The report that the document holds; `kind` "other" when it holds none.

    `overrides` settles bodies that cannot be placed: printed name → place address or code.
    """
    page = take_apart(document)
    title = page.naming.title
    texts = [line.text for line in page.body if line.text]
    dates = header_dates(page.entries, document.properties, values_only=page.head.values_only)
    signature = read_signature(page.body, dates)
    if signature.date == ABSENT and page.naming.in_body is not None:
        signature = read_signature(page.body[: page.naming.in_body[0]], dates)
    statistics = read_statistics(page.blocks)
    period = _period(page.body)
    year = _year(page, period)
    said = kind_of_title(title.text) if title else None
    outline = (
        read_outline(statistics.blocks, kind=said, year=year)
        if statistics.blocks
        else Outline(())
    )
    kind = read_kind(
        title,
        texts,
        [s.key for s in outline.sections],
        has_statistics=statistics.statistics is not None,
        titles_on_page=len({plain(t) for t in texts[:400] if len(t) < 90 and is_title(t)}),
    )
    issuer = read_issuer(
        signature.names, page.entries, title.text if title else None, "".join(texts[:3])
    )
    return Report(
        title=title.text if title else "",
        kind=kind.kind,
        year=year,
        period=period.period if period else NO_PERIOD,
        issuer=issuer,
        level=None,
        place=Placing("none"),
        published=dates.published,
        signed=signature.date if signature.date != ABSENT else dates.signed,
        generated=dates.generated,
        index_number=_index_number(page.entries),
        document_number=_document_number(page.entries),
        sections=outline.sections,
        statistics=statistics.statistics,
        figures=read_figures(outline.sections, year=year, published=dates.published),
        attachments=_attachments(page),
        repairs=(
            *document.repairs,
            *(period.repairs if period else ()),
            *signature.repairs,
            *statistics.repairs,
            *outline.repairs,
        ),
        removed=(*document.removed, *page.head.removed, *page.tail.removed, *statistics.removed),
        issues=_issues(page, dates, signature, kind, year, statistics.issues, outline.issues),
        header=_header(page),
        publisher=_publisher(page.entries),
    )


def _period(body: Sequence[Line]) -> PeriodReading | None:
    readings = (read_period(line.text, line.number) for line in body[:_LEAD_LINES])
    return next((r for r in readings if r is not None), None)


def _year(page: Page, period: PeriodReading | None) -> int | None:
    """The year of the title, else that of a period within one year; never a publish date's."""
    title = page.naming.title
    if title is not None and title.year is not None:
        return title.year
    others = [t.year for t in page.head.titles if t.complete and t.year is not None]
    if others and not page.naming.wrapper:
        return others[0]
    if period is None or not period.period.start or not period.period.end:
        return None
    start, end = period.period.start[:4], period.period.end[:4]
    return int(end) if start == end else None


def _index_number(entries: Sequence[Entry]) -> str | None:
    labelled = (read_index(e.value) for e in entries if e.field == "index")
    bare = (find_index(e.value) for e in entries if e.field is None and not e.label)
    return next((n for n in (*labelled, *bare) if n), None)


def _document_number(entries: Sequence[Entry]) -> str | None:
    labelled = (read_document_number(e.value) for e in entries if e.field == "number")
    bare = (
        read_document_number(e.value)
        for e in entries
        if e.field is None and not e.label and is_document_number(e.value)
    )
    return next((n for n in (*labelled, *bare) if n), None)


def _publisher(entries: Sequence[Entry]) -> str | None:
    values = [e.value.strip(" |") for f in ("source", "issuer") for e in entries if e.field == f]
    return next((v for v in values if v and v not in {"-", "/", "无"}), None)


def _attachments(page: Page) -> tuple[Attachment, ...]:
    files = (".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".zip", ".rar", ".et", ".ofd")
    linked = [
        Attachment(link.text.strip() or link.target.rsplit("/", 1)[-1], link.target, link.line)
        for link in page.document.links
        if link.target.lower().split("?")[0].endswith(files)
    ]
    known = {a.name for a in linked}
    return (*(a for a in page.tail.attachments if a.name not in known), *linked)


def _header(page: Page) -> tuple[tuple[str, str], ...]:
    """Header metadata as printed, with the titles that are not the report's own copy."""
    chosen = page.naming.title
    spare = [t for t in page.head.titles if t is not chosen]
    lines = flatten(page.document.blocks)
    pairs = [(e.line, e.label, e.value) for e in page.head.entries]
    pairs += [(lines[t.start].number, "", t.text) for t in spare]
    ordered = sorted(pairs, key=lambda p: p[0])
    ordered += [(e.line, e.label, e.value) for e in page.tail.entries]
    return tuple((label, value) for _, label, value in ordered)


def _issues(
    page: Page,
    dates: Dates,
    signature: Signature,
    kind: KindReading,
    year: int | None,
    *others: tuple[Issue, ...],
) -> tuple[Issue, ...]:
    found = [*page.document.issues, *page.naming.issues, *dates.issues, *kind.issues]
    if kind.kind != "other" and year is None:
        message = "neither the title nor a statistical period names one year"
        found.append(Issue("year-unknown", "warning", message, 1))
    if signature.date.candidates and signature.date.value is None:
        names = ", ".join(signature.date.candidates)
        message = f'the closing date "{signature.date.printed}" lost its marks and may be {names}'
        found.append(Issue("date-ambiguous", "warning", message, signature.date.line))
    texts = [block_line.text for block_line in page.body]
    found += provenance_issues(page.document, [*(t.text for t in page.head.titles), *texts])
    return (*found, *(issue for group in others for issue in group))
