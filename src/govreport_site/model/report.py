"""A report as read: metadata, outline, statistics, claims, and what was doubted."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

from govreport_site.model.document import Block
from govreport_site.model.issue import Issue, Removed, Repair
from govreport_site.model.place import Placing
from govreport_site.model.statistics import Statistics

Kind = Literal["annual", "self-check", "other"]
Level = Literal[
    "province", "prefecture", "county", "township", "subdistrict", "department", "village"
]


class DateReading(Struct, frozen=True):
    """A date as printed and as read. A date that is not printed has neither."""

    value: str | None = None
    """YYYY-MM-DD, or None when absent, incomplete or ambiguous."""
    printed: str | None = None
    """The source's own characters."""
    rule: str | None = None
    """How it was read: `iso`, `chinese`, `undelimited`, …"""
    confidence: float | None = None
    candidates: tuple[str, ...] = ()
    """All readings (YYYY-MM-DD) when more than one is possible."""
    time: str | None = None
    """HH:MM or HH:MM:SS when printed with the date."""
    line: int | None = None


class Period(Struct, frozen=True):
    """The statistical period 统计期限."""

    start: str | None
    """YYYY-MM-DD."""
    end: str | None


class Citation(Struct, frozen=True):
    """A document cited by number, `闽政办网传〔2016〕33号`."""

    number: str
    """As read, lost characters restored."""
    printed: str
    title: str | None
    line: int


class Figure(Struct, frozen=True):
    """A count claimed in prose, with the sentence it stands in."""

    key: str
    """Stable key such as `proactive.published`, or `other` for a claim outside the vocabulary."""
    label: str
    """The words that name what is counted, as printed."""
    value: int | Decimal
    unit: str | None
    """Measure word as printed: 条, 件, 次, %, 元, …"""
    sentence: str
    """The exact sentence."""
    line: int
    qualifier: str | None = None
    """约, 余, 多, 近, … when the number is approximate."""
    scope: str | None = None
    """`year`, `cumulative`, or `as-of YYYY-MM-DD`; None when the text does not say."""


class Contact(Struct, frozen=True):
    """Contact or personal data located in the text, so that a policy can mask it."""

    kind: Literal["person", "phone", "mobile", "email", "address", "postcode", "identity", "im"]
    text: str
    line: int
    personal: bool
    """True for data of a person; False for an office's own."""


class Attachment(Struct, frozen=True):
    """A file the report names or links."""

    name: str
    target: str | None
    line: int


class Section(Struct, frozen=True):
    """A heading and the blocks under it, up to the next heading of any level."""

    key: str
    """Canonical section key (`overview`, `proactive`, …), `preamble`, `signature`, or `other`."""
    level: int
    """1–4; 0 for the text before the first heading and for the closing lines."""
    number: str | None
    """Number as printed, `一、`, `（二）`, `1.`; None when lost or never there."""
    title: str | None
    """Heading without its number, as printed; None for level 0."""
    line: int
    blocks: tuple[Block, ...] = ()
    run_in: bool = False
    """True when the heading opens its paragraph: `（一）公开的方式。一是…`."""

    @property
    def heading(self) -> str | None:
        """The heading as printed, number and title together."""
        return None if self.title is None else (self.number or "") + self.title


class Origin(Struct, frozen=True):
    """Where the report came from: enough to find it again and to prove the bytes."""

    file: str
    """Name of the stored original beside the report file."""
    sha256: str
    """Of the original's bytes, hexadecimal."""
    size: int
    media_type: str
    encoding: str | None = None
    url: str | None = None
    retrieved: str | None = None
    name: str | None = None
    """Name of the file as it was given to import, its folders left out."""
    withheld: bool = False
    """True when the bytes must not be published, whatever the policy says."""


class Redaction(Struct, frozen=True):
    """A removal that a person decided on, and why."""

    date: str
    """YYYY-MM-DD."""
    reason: str
    passages: int
    """Places blacked out; 0 when the whole report was withdrawn."""


class Report(Struct, frozen=True):
    """One report. Absent is None or empty, never 0 and never ""."""

    title: str
    kind: Kind
    year: int | None
    """The year reported on, from the title or the statistical period, never from a publish date."""
    period: Period
    issuer: str | None
    level: Level | None
    place: Placing
    published: DateReading
    signed: DateReading
    generated: DateReading
    index_number: str | None
    document_number: str | None
    sections: tuple[Section, ...]
    statistics: Statistics | None = None
    cites: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    repairs: tuple[Repair, ...] = ()
    removed: tuple[Removed, ...] = ()
    issues: tuple[Issue, ...] = ()
    header: tuple[tuple[str, str], ...] = field(default=())
    """Header lines that hold metadata, as printed: (label or "", value), in order. With the body
    and `removed` they account for every character of the source."""
    publisher: str | None = None
    """The site or office named as the source 来源."""
    origin: Origin | None = None
    """None until the report is filed in an archive."""
    redactions: tuple[Redaction, ...] = ()

    @property
    def withdrawn(self) -> Redaction | None:
        """The decision that withdrew the whole report: only a tombstone is left of it."""
        return next((done for done in self.redactions if done.passages == 0), None)
