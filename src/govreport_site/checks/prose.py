"""The rules over the words of one report, and what each rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from govreport_site.checks.prose_dates import check_publication, check_year
from govreport_site.checks.prose_sections import check_fees, check_problems, check_sections
from govreport_site.checks.prose_sums import check_sums
from govreport_site.checks.prose_table import check_prose_against_tables
from govreport_site.checks.prose_words import (
    check_body_words,
    check_legal_citations,
    check_marks,
    check_misprints,
    check_prompts,
)
from govreport_site.model import Finding, Report, Severity

REGULATION = "政府信息公开条例（国务院令第711号）"
FORMAT = (
    "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号；2019–2020：国办公开办函〔2019〕60号）"
)


class ProseRule(Struct, frozen=True):
    """One rule, with what `govreport explain` says about it."""

    code: str
    severity: Severity
    source: str
    check: Callable[[Report], tuple[Finding, ...]]


PROSE_RULES: tuple[ProseRule, ...] = (
    ProseRule("P-T", "warning", f"{FORMAT}; {REGULATION} art. 50", check_prose_against_tables),
    ProseRule("P-SUM", "warning", "arithmetic", check_sums),
    ProseRule(
        "C-YEAR",
        "warning",
        f"{REGULATION} arts. 49–50: the report covers the past year",
        check_year,
    ),
    ProseRule(
        "C-PUB",
        "warning",
        f"{REGULATION} art. 49: due 31 January of the next year",
        check_publication,
    ),
    ProseRule("S-SEC", "warning", f"{FORMAT}, 报告内容", check_sections),
    ProseRule("S-5", "warning", f"{FORMAT}, 五、存在的主要问题及改进情况", check_problems),
    ProseRule("S-6", "info", "政府信息公开信息处理费管理办法（国办函〔2020〕109号）", check_fees),
    ProseRule(
        "TXT-PROMPT",
        "warning",
        "a report states facts; the question stands in the form",
        check_prompts,
    ),
    ProseRule("TXT-BODY", "warning", "the body's own name", check_body_words),
    ProseRule("TXT-LAW", "warning", f"{REGULATION}; {FORMAT}", check_legal_citations),
    ProseRule("TXT-TYPO", "info", "the words of printed reports", check_misprints),
    ProseRule("TXT-MARK", "info", "GB/T 15834-2011 标点符号用法", check_marks),
)
"""In the order in which they are shown."""


def check_prose(report: Report) -> Iterator[Finding]:
    """The findings of every rule."""
    for rule in PROSE_RULES:
        yield from rule.check(report)
