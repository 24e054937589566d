"""Rules over a report, over two years of a body, and over the archive.

CHECKS                            every rule, with its explanation and source
findings_of(report)               what the rules over one report say
series_findings(this, last)       what those over the statistics of two years say
text_findings(report, previous)   what those over the words of two years say
archive_findings(archive)         what those over the collection say
"""

from __future__ import annotations

from govreport_site.checks.rules import (
    CHECKS,
    Rule,
    archive_findings,
    findings_of,
    rule_of,
    series_findings,
    text_findings,
)

__all__ = [
    "CHECKS",
    "Rule",
    "archive_findings",
    "findings_of",
    "rule_of",
    "series_findings",
    "text_findings",
]
