"""What templates/report.html gets: the complete input of a report's page."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from govreport_site.model import (
    Attachment,
    Citation,
    Kind,
    Level,
    Match,
    Period,
    Redaction,
    Removed,
    Severity,
)
from govreport_site.site.charts import BarChart
from govreport_site.site.citation import Citations
from govreport_site.site.page import Link, Page
from govreport_site.site.prose import Grid, Prose
from govreport_site.site.tables import StatisticsView


class Near(Struct, frozen=True):
    """Another report that this one points at."""

    title: str
    path: str
    href: str
    year: int | None
    kind: Kind


class Nearby(Struct, frozen=True):
    """What a report's page says of the rest of the archive, and all that it says."""

    trail: tuple[Link, ...]
    older: Near | None
    """The same body's report of this kind for the year before that is in the archive."""
    newer: Near | None
    others: tuple[Near, ...]
    """The same body's reports of another kind, or other versions, for the same year."""
    neighbours: tuple[Near, ...]
    """Reports of this kind and year by the bodies that stand next to this one."""
    changes: str | None
    """Page that compares this report with the one before, below the root."""


Weight = Literal["error", "warning", "info", "uncertain"]
"""How much a finding weighs: its severity, or that it is not certain."""
DayName = Literal["published", "signed", "generated"]


class Day(Struct, frozen=True):
    """A date as read and as printed."""

    name: DayName
    value: str | None
    printed: str | None
    """None where the reading says nothing else."""
    rule: str | None
    time: str | None
    candidates: tuple[str, ...]


class SectionView(Struct, frozen=True):
    """A heading with what stands under it."""

    id: str
    """Anchor: the canonical key where that is unique, else the position in the outline."""
    depth: int
    """Level of the heading element, 2–6; 0 for text without a heading."""
    heading: str | None
    signature: bool
    blocks: tuple[Prose | Grid | StatisticsView, ...]


class FigureView(Struct, frozen=True):
    """A claimed figure and where it is claimed."""

    number: int
    label: str
    value: str
    unit: str
    qualifier: str
    scope: str
    anchor: int
    """Number of the sentence mark in the text, or 0 when the sentence stands nowhere."""


class RepairView(Struct, frozen=True):
    """A reading that differs from what is printed, with its surroundings."""

    number: int
    before: str
    printed: str
    read: str
    after: str
    rule: str
    line: int | None
    marked: bool


class FindingView(Struct, frozen=True):
    """What a check found, in words of the theme's language."""

    number: int
    """Its number on the page (1-based): cells of the tables point at it."""
    weight: Weight
    told: str
    """What was found here."""
    anchor: int
    """Number of the sentence mark in the text that it stands on, or 0."""


class RuleFindings(Struct, frozen=True):
    """A rule of the checks and all that it found."""

    code: str
    title: str
    """What the rule is called."""
    found: tuple[FindingView, ...]


class Doubt(Struct, frozen=True):
    """What the reading of the source could not settle, in words of the theme's language."""

    code: str
    severity: Severity
    meaning: str
    """What the code means; empty when it is not known."""
    told: str
    """What the meaning does not say: which words, which row; or empty."""


class OriginView(Struct, frozen=True):
    """The source and the proof of its bytes."""

    url: str | None
    """Only when it may be linked."""
    address: str | None
    """As recorded."""
    retrieved: str | None
    sha256: str
    size: int
    media_type: str
    encoding: str | None
    file: str
    href: str | None
    """The published original beside the page, or None when it is withheld."""


class ReportView(Struct, frozen=True):
    """All that templates/report.html may say."""

    page: Page
    title: str
    kind: Kind
    level: Level | None
    year: int | None
    period: Period
    issuer: str | None
    publisher: str | None
    place: tuple[str, ...]
    match: Match
    candidates: tuple[str, ...]
    mca: str | None
    nbs: str | None
    index_number: str | None
    document_number: str | None
    days: tuple[Day, ...]
    sections: tuple[SectionView, ...]
    chart: BarChart | None
    figures: tuple[FigureView, ...]
    findings: tuple[RuleFindings, ...]
    passed: int
    doubts: tuple[Doubt, ...]
    """What the reading itself doubted: a date with two readings, a table that is an image."""
    repairs: tuple[RepairView, ...]
    removed: tuple[Removed, ...]
    cites: tuple[Citation, ...]
    attachments: tuple[Attachment, ...]
    origin: OriginView | None
    citations: Citations
    near: Nearby
    compare: str
    """The page that compares this report with any other, with this one filled in."""
    has_statistics: bool
    redactions: tuple[Redaction, ...]
    """What a person decided to remove, and why."""
    withdrawn: bool
