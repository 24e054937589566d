"""Every rule in the order in which it is shown, and the functions that run them.

`findings_of(report)` is what a report's page shows; `series_findings` adds the year before, and
`archive_findings` what only the whole collection can tell. `govreport explain` prints a `Rule`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

from govreport_site.archive import Archive, DetailsOf
from govreport_site.checks.collection import check_roll_up
from govreport_site.checks.form_sums import identity_check
from govreport_site.checks.prose import PROSE_RULES
from govreport_site.checks.series import check_carried_over, check_repeated_text, check_stock
from govreport_site.checks.statistics import (
    check_blank_cells,
    check_power_to_make_rules,
    check_whole_numbers,
)
from govreport_site.model import Finding, Report, Severity, Statistics

Scope = Literal["report", "series", "archive"]


class Rule(Struct, frozen=True):
    """One rule. What it is called and asks stands in `reference/sentences`, by its code."""

    code: str
    severity: Severity
    """How much a failure weighs; a finding may weigh less."""
    source: str
    """The regulation or form that prints it, or `arithmetic`."""
    scope: Scope


ReportCheck = Callable[[Report], Iterable[Finding]]
SeriesCheck = Callable[[Statistics | None, Statistics | None], Iterable[Finding]]
TextCheck = Callable[[Report, Report | None], Iterable[Finding]]
ArchiveCheck = Callable[[Archive, DetailsOf], Iterable[tuple[str, Finding]]]

REPORT_CHECKS: Mapping[str, ReportCheck] = {
    "T3-ID": identity_check("T3-ID"),
    "T3-SUM": identity_check("T3-SUM"),
    "T3-ROW": identity_check("T3-ROW"),
    "T4-SUM": identity_check("T4-SUM"),
    "T2-INT": check_whole_numbers,
    "T2-19": identity_check("T2-19"),
    "TO-SUM": identity_check("TO-SUM"),
    "TO-PART": identity_check("TO-PART"),
    "C-EMPTY": check_blank_cells,
    "C-RULE": check_power_to_make_rules,
    **{rule.code: rule.check for rule in PROSE_RULES},
}
"""Rules over one report."""
SERIES_CHECKS: Mapping[str, SeriesCheck] = {"X-CARRY": check_carried_over, "X-VALID": check_stock}
"""Rules over the statistics of a year and of the year before."""
TEXT_CHECKS: Mapping[str, TextCheck] = {"TXT-SIM": check_repeated_text}
"""Rules over the words of a report and of the one of the year before."""
ARCHIVE_CHECKS: Mapping[str, ArchiveCheck] = {"H-ROLL": check_roll_up}
"""Rules over the archive; they yield (path of the report, finding)."""


_FORMS = "国办公开办函〔2021〕30号；2019–2020：国办公开办函〔2019〕60号"
_OLDER = "国办发〔2014〕32号；省（市）政府信息公开统计制度"
_SOURCES: tuple[tuple[str, Severity, str], ...] = (
    ("T3-ID", "error", f"表头所印勾稽关系（{_FORMS}）"),
    ("T3-SUM", "error", f"表格结构（{_FORMS}）"),
    ("T3-ROW", "error", f"表格结构（{_FORMS}）"),
    ("T4-SUM", "error", f"表格结构（{_FORMS}）"),
    ("T2-INT", "error", f"表格指标定义（{_FORMS}）"),
    ("T2-19", "info", "国办公开办函〔2019〕60号"),
    ("TO-SUM", "error", _OLDER),
    ("TO-PART", "warning", _OLDER),
    ("C-EMPTY", "warning", "空白不等于零（读取规则）"),
    ("C-RULE", "warning", "立法法（2023年修正）第九十一条、第九十三条"),
    ("X-CARRY", "warning", f"指标定义（{_FORMS}）"),
    ("X-VALID", "warning", "国办公开办函〔2021〕30号"),
    ("TXT-SIM", "info", "各地编制通知的要求：避免内容雷同"),
    ("H-ROLL", "info", "政府信息公开条例第四十九条"),
)
"""Code, severity and source of the rules over tables, years and the archive."""


def _scope(code: str) -> Scope:
    if code in ARCHIVE_CHECKS:
        return "archive"
    return "series" if code in SERIES_CHECKS or code in TEXT_CHECKS else "report"


CHECKS: tuple[Rule, ...] = tuple(
    Rule(code, severity, source, _scope(code))
    for code, severity, source in (
        *_SOURCES,
        *((rule.code, rule.severity, rule.source) for rule in PROSE_RULES),
    )
)
"""All rules."""


@cache
def rule_of(code: str) -> Rule | None:
    """The rule of that code, whatever its case; None when there is none."""
    return next((rule for rule in CHECKS if rule.code.lower() == code.lower()), None)


def findings_of(report: Report) -> tuple[Finding, ...]:
    """What every rule over one report says, in the order of the rules."""
    return tuple(finding for check in REPORT_CHECKS.values() for finding in check(report))


def series_findings(this: Statistics | None, last: Statistics | None) -> tuple[Finding, ...]:
    """What the rules over the statistics of two years say; `last` is the same body's year before."""
    return tuple(found for check in SERIES_CHECKS.values() for found in check(this, last))


def text_findings(report: Report, previous: Report | None) -> tuple[Finding, ...]:
    """What the rules over the words of two years say."""
    return tuple(found for check in TEXT_CHECKS.values() for found in check(report, previous))


def archive_findings(archive: Archive, details: DetailsOf) -> tuple[tuple[str, Finding], ...]:
    """What the rules over the archive say: (path of the report, finding)."""
    return tuple(found for check in ARCHIVE_CHECKS.values() for found in check(archive, details))
