"""Document → Report: the steps of reading, in order, and what each adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from govreport_site.model import (
    Block,
    Document,
    Issue,
    Kind,
    Placing,
    Repair,
    Report,
    Section,
)
from govreport_site.parse.citations import read_citations
from govreport_site.parse.contacts import read_contacts
from govreport_site.parse.figures import read_figures
from govreport_site.parse.fold import plain
from govreport_site.parse.kind import KindReading, kind_of_title, read_kind
from govreport_site.parse.metadata import Metadata, read_metadata
from govreport_site.parse.outline import Outline, read_outline
from govreport_site.parse.page import Page, take_apart
from govreport_site.parse.placing import place_report
from govreport_site.parse.provenance import provenance_issues
from govreport_site.parse.repairs import read_repairs
from govreport_site.parse.statistics import StatisticsReading, read_statistics
from govreport_site.parse.titles import is_title

_TITLES_WITHIN = 400
"""Lines that are searched for the titles of a list page."""


def parse_document(document: Document, *, overrides: Mapping[str, str] | None = None) -> Report:
    """The report that the document holds; `kind` "other" when it holds none.

    `overrides` settles bodies that cannot be placed: printed name → place address or code.
    """
    # The tables first: what takes a page's tail apart would take values of an annex for counters.
    statistics = read_statistics(document.blocks)
    page = take_apart(replace(document, blocks=statistics.blocks))
    known = read_metadata(page)
    said = kind_of_title(known.title) if known.title else None
    outline = read_outline(page.blocks, kind=said, year=known.year)
    kind = _kind(page, outline, statistics)
    placing, level = place_report(page, known, overrides or {})
    report = replace(_stated(page, known, kind.kind), place=placing, level=level)
    cites, cited = read_citations(outline.sections, title=known.title or None)
    removed = (*report.removed, *statistics.removed)
    lost, doubts = read_repairs(outline.sections, year=known.year, published=known.published)
    return replace(
        report,
        sections=_with_unread(outline.sections, page.unread),
        statistics=statistics.statistics,
        cites=cites,
        figures=read_figures(outline.sections, year=known.year, published=known.published),
        contacts=read_contacts(outline.sections, page.header, removed),
        repairs=_each_once(
            (*document.repairs, *known.repairs, *statistics.repairs),
            (*outline.repairs, *cited, *lost),
        ),
        removed=removed,
        issues=(*_page_issues(page, known, kind), *statistics.issues, *outline.issues, *doubts),
    )


def _stated(page: Page, known: Metadata, kind: Kind) -> Report:
    """The report as its head and foot state it, nothing of its text read yet."""
    return Report(
        title=known.title,
        kind=kind,
        year=known.year,
        period=known.period,
        issuer=known.issuer,
        level=None,
        place=Placing("none"),
        published=known.published,
        signed=known.signed,
        generated=known.generated,
        index_number=known.index_number,
        document_number=known.document_number,
        sections=(),
        attachments=page.attachments,
        removed=(*page.document.removed, *page.head.removed, *page.tail.removed),
        header=page.header,
        publisher=known.publisher,
    )


def _with_unread(sections: tuple[Section, ...], unread: tuple[Block, ...]) -> tuple[Section, ...]:
    """The sections, what was not read at the end of the last."""
    if not unread:
        return sections
    last = sections[-1] if sections else Section("preamble", 0, None, None, 1)
    return (*sections[:-1], replace(last, blocks=(*last.blocks, *unread)))


def _unread_issue(page: Page) -> Iterator[Issue]:
    if page.rest:
        message = (
            "the text goes on beyond the length of any report: the rest is kept in the last "
            "section, and nothing is read from it"
        )
        yield Issue("text-unread", "warning", message, page.rest[0].number)


def _kind(page: Page, outline: Outline, statistics: StatisticsReading) -> KindReading:
    texts = [line.text for line in page.body if line.text]
    titles = {plain(t) for t in texts[:_TITLES_WITHIN] if len(t) < 90 and is_title(t)}
    return read_kind(
        page.title,
        texts,
        [section.key for section in outline.sections],
        has_statistics=statistics.statistics is not None,
        titles_on_page=len(titles),
    )


def _each_once(first: Iterable[Repair], more: Iterable[Repair]) -> tuple[Repair, ...]:
    """All repairs; of two that restore the same print on one line the first is kept."""
    kept = list(first)
    for repair in more:
        same = (r for r in kept if r.line == repair.line)
        if not any(repair.printed in r.printed for r in same):
            kept.append(repair)
    return tuple(kept)


def _page_issues(page: Page, known: Metadata, kind: KindReading) -> tuple[Issue, ...]:
    texts = [line.text for line in page.lines[:_TITLES_WITHIN]]
    doubts = [i for i in known.issues if kind.kind != "other" or i.code != "year-unknown"]
    return (
        *page.document.issues,
        *_unread_issue(page),
        *doubts,
        *kind.issues,
        *provenance_issues(page.document, texts),
    )
