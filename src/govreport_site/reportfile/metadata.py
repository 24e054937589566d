"""Everything of a report but its body, as the front matter states it."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from govreport_site.model import (
    Attachment,
    Citation,
    Contact,
    DateReading,
    Figure,
    Issue,
    Kind,
    Level,
    Origin,
    Period,
    Placing,
    Redaction,
    Removed,
    Repair,
    Report,
    Section,
    Statistics,
)

FORMAT = 1
"""Version of the report file format; a file of a later one is refused."""


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who wrote the file, and a digest that tells whether a person has edited it since."""

    program: str
    sha256: str


class FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of a report file, in the order in which they are written."""

    format: int
    title: str
    kind: Kind
    year: int | None = None
    period: Period | None = None
    issuer: str | None = None
    level: Level | None = None
    place: Placing = Placing("none")
    published: DateReading = DateReading()
    signed: DateReading = DateReading()
    generated: DateReading = DateReading()
    index_number: str | None = None
    document_number: str | None = None
    publisher: str | None = None
    origin: Origin | None = None
    redactions: tuple[Redaction, ...] = ()
    cites: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    removed: tuple[Removed, ...] = ()
    written: Written | None = None


_OF_REPORT = tuple(key for key in FrontMatter.__struct_fields__ if key not in {"format", "written"})


def values_of(report: Report) -> dict[str, Any]:
    """The front matter of a report as plain values; a field that says nothing is left out."""
    values = {key: _plain(getattr(report, key)) for key in _OF_REPORT}
    if report.period == Period(None, None):
        values["period"] = None
    return {"format": FORMAT, **values}


def _plain(value: Any) -> Any:
    """Structs as mappings without the fields that stand at their default."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, Struct):
        return value
    defaults = _defaults(type(value))
    pairs = ((name, getattr(value, name), default) for name, default in defaults.items())
    return {name: _plain(found) for name, found, default in pairs if found != default}


@cache
def _defaults(kind: type[Struct]) -> dict[str, object]:
    """Each field's default; NODEFAULT where there is none."""
    return {field.name: field.default for field in fields(kind)}


def report_of(
    front: FrontMatter, sections: tuple[Section, ...], statistics: Statistics | None
) -> Report:
    """The report that this front matter and body state."""
    values = {key: getattr(front, key) for key in _OF_REPORT}
    values["period"] = front.period or Period(None, None)
    return Report(**values, sections=sections, statistics=statistics)
