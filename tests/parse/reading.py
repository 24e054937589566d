"""Text → report, and the count of what became of every character."""

from __future__ import annotations

from collections import Counter

from govreport_site.extract import extract
from govreport_site.model import Heading, Paragraph, Report, SourceFile, Table
from govreport_site.parse import parse_document


def read(text: str | bytes, name: str = "page.txt", url: str | None = None) -> Report:
    """The report that the whole program reads from a plain text page."""
    data = text.encode() if isinstance(text, str) else text
    return parse_document(extract(SourceFile(name, data, url=url)))


def accounted(report: Report) -> Counter[str]:
    """Non-space characters of the title, the header, what was removed, and the body."""
    parts = [report.title, *(part for pair in report.header for part in pair)]
    parts += [removed.text for removed in report.removed]
    for section in report.sections:
        parts += [section.number or "", section.title or ""]
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                parts.append(block.text)
            elif isinstance(block, Table):
                parts += [cell.text for cell in block.cells]
    return Counter(c for part in parts for c in part if not c.isspace())


def lost(text: str, report: Report) -> Counter[str]:
    """Non-space characters of the source that stand nowhere in the report. The bars of a table
    written with pipes are its frame, not its words."""
    source = Counter(c for c in text if not c.isspace() and c != "|")
    return source - accounted(report)
