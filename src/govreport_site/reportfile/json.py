"""The JSON form of a report: what `govreport parse --json` prints, documented in
docs/parse-json.md and docs/schema/parse-1.schema.json.

Unknown is null, never 0 and never an empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import asdict

from govreport_site.errors import InputError
from govreport_site.model import (
    Attachment,
    Block,
    DateReading,
    Figure,
    Heading,
    Paragraph,
    Placing,
    Report,
    Section,
    StatisticsTable,
    Table,
    Unit,
)
from govreport_site.reference.forms.json import to_json

SCHEMA_VERSION = "1"
"""Changes only when a key is renamed, removed, or means something else; new keys may appear."""


def report_json(report: Report, file: str) -> dict[str, Any]:
    """One report as plain values, ready for `json.dumps`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "title": report.title or None,
        "kind": report.kind,
        "year": report.year,
        "period": {"start": report.period.start, "end": report.period.end},
        "issuer": report.issuer,
        "level": report.level,
        "place": _place(report.place),
        "published": _date(report.published),
        "signed": _date(report.signed),
        "generated": _date(report.generated),
        "index_number": report.index_number,
        "document_number": report.document_number,
        "publisher": report.publisher,
        "cites": [asdict(cited) for cited in report.cites],
        "sections": [_section(section) for section in report.sections],
        "statistics": to_json(report.statistics) if report.statistics else None,
        "figures": [_figure(figure) for figure in report.figures],
        "contacts": [asdict(contact) for contact in report.contacts],
        "attachments": [_attachment(attachment) for attachment in report.attachments],
        "repairs": [asdict(repair) for repair in report.repairs],
        "removed": [asdict(removed) for removed in report.removed],
        "issues": [asdict(issue) for issue in report.issues],
        "header": [
            {"label": label or None, "value": value or None} for label, value in report.header
        ],
    }


def error_json(error: InputError) -> dict[str, Any]:
    """What stands in the place of a report that could not be read."""
    location = error.location
    return {
        "schema_version": SCHEMA_VERSION,
        "file": location.file if location else None,
        "error": {
            "code": error.code,
            "message": error.message,
            "line": location.line if location else None,
        },
    }


def _date(date: DateReading) -> dict[str, Any]:
    return {
        "value": date.value,
        "printed": date.printed,
        "rule": date.rule,
        "confidence": date.confidence,
        "candidates": list(date.candidates),
        "time": date.time,
        "line": date.line,
    }


def _place(placing: Placing) -> dict[str, Any]:
    unit = placing.unit
    return {
        **(_unit(unit) if unit else _NOWHERE),
        "match": placing.match,
        "candidates": [_unit(candidate) for candidate in placing.candidates],
        "evidence": list(placing.evidence),
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "province": unit.province,
        "prefecture": unit.prefecture,
        "county": unit.county,
        "township": unit.township,
        "zone": unit.zone,
        "codes": {"mca": unit.codes.mca, "nbs": unit.codes.nbs},
        "slugs": list(unit.slugs),
    }


_NOWHERE: Mapping[str, Any] = {
    "province": None,
    "prefecture": None,
    "county": None,
    "township": None,
    "zone": None,
    "codes": {"mca": None, "nbs": None},
    "slugs": [],
}


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "level": section.level,
        "number": section.number,
        "title": section.title,
        "line": section.line,
        "text": "\n".join(_text(block) for block in section.blocks) or None,
        "run_in": section.run_in,
    }


def _text(block: Block) -> str:
    """A block's words; a table's cells with bars between them, a line a row."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case Table():
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
            return "\n".join(" | ".join(cells) for _, cells in sorted(rows.items()))
        case StatisticsTable():
            return ""


def _figure(figure: Figure) -> dict[str, Any]:
    value = float(figure.value) if isinstance(figure.value, Decimal) else figure.value
    return {**asdict(figure), "value": value}


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return {**asdict(attachment), "name": attachment.name or None}
