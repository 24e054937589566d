"""What was found wrong, what was repaired, and what was set aside: the honest part of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Severity = Literal["error", "warning", "info"]
Verdict = Literal["pass", "fail", "uncertain", "not-assessable"]
Value = int | str | tuple[str, ...]
"""A number, a decimal's digits, a date, a cell's path, words of the report, or several of them."""


class Issue(Struct, frozen=True):
    """Something a person should know about a report."""

    code: str
    """Stable short name of the rule, such as `T3-ID` or `date-ambiguous`; `govreport explain`
    says what it means."""
    severity: Severity
    message: str
    """One sentence: what was found, what was expected."""
    line: int | None = None
    """1-based line of the source's text rendition."""


class Finding(Struct, frozen=True):
    """The verdict of one check on one report."""

    code: str
    verdict: Verdict
    severity: Severity
    says: str = ""
    """Which of the rule's sentences tells it; empty where its verdict says all. The words stand in
    `reference/sentences`, one file a language."""
    evidence: tuple[str, ...] = ()
    """The cells (`requests.new.total`) or sentences the verdict stands on."""
    line: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    """What is filled into the sentence."""


class Repair(Struct, frozen=True):
    """A reading that differs from what is printed. The printed text stays in the body."""

    printed: str
    read: str
    rule: str
    """Name of the rule that made it, such as `lost-bracket`."""
    line: int | None
    confidence: float = 1.0
    """0–1; 1 where no other reading exists."""


class Removed(Struct, frozen=True):
    """Text of the source that is not part of the report: site chrome, counters, share words."""

    text: str
    reason: str
    """counter, share, footer, attachment, site-name, page-number, label, …"""
    line: int | None
