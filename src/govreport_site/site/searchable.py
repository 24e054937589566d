"""A report as the search index is told of it: what its page shows, and where on the page.

The statistical forms are left out: every report prints the same labels, so 国家秘密 would find all
of them and none that writes of it. Their values are compared under data/ and on the year pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from govreport_site.archive import Entry
from govreport_site.model import Heading, Paragraph, Report, Section, Table
from govreport_site.search.records import SearchRecord
from govreport_site.site.outline import anchors

META = "meta"
"""Anchor of the report's metadata on its page."""


def search_record(entry: Entry, report: Report) -> SearchRecord:
    """What of a report can be found. The report is as it may be published."""
    sections = tuple(
        (anchor, section.heading or "", text)
        for section, anchor in zip(report.sections, anchors(report.sections), strict=True)
        if (text := _text(section)) or section.heading
    )
    numbers = "\n".join(_numbers(report))
    return SearchRecord(
        url=f"{entry.path}/",
        title=report.title,
        place=entry.names,
        place_slugs=entry.slugs,
        year=report.year,
        kind=report.kind,
        form=entry.form,
        level=report.level,
        has_findings=entry.state != "read",
        date=entry.date,
        sections=((META, "", numbers), *sections) if numbers else sections,
    )


def _numbers(report: Report) -> Iterator[str]:
    """Issuer, index number and document number, a line each."""
    for text in (report.issuer, report.index_number, report.document_number):
        if text:
            yield text


def _text(section: Section) -> str:
    """The section's text, a line for each paragraph and table row."""
    lines: list[str] = []
    for block in section.blocks:
        match block:
            case Paragraph(text) | Heading(text):
                lines.append(text)
            case Table(cells):
                rows: dict[int, list[str]] = {}
                for cell in cells:
                    rows.setdefault(cell.row, []).append(cell.text)
                lines.extend(" ".join(rows[row]) for row in sorted(rows))
    return "\n".join(lines)
