"""The rules over the words of one report: what each is called, means and rests on."""

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
    title: str
    explanation: str
    source: str
    check: Callable[[Report], tuple[Finding, ...]]


PROSE_RULES: tuple[ProseRule, ...] = (
    ProseRule(
        "P-T",
        "warning",
        "Prose agrees with the tables",
        "A count of the year that is stated in prose and in a table is the same number in both: "
        "requests received, carried over and closed, reviews, lawsuits (both tables together). "
        "Approximate and cumulative counts are left out.",
        f"{FORMAT}; {REGULATION} art. 50",
        check_prose_against_tables,
    ),
    ProseRule(
        "P-SUM",
        "warning",
        "Parts add up to their total",
        "Where a sentence gives a total and then its parts (共N条，其中…), the parts add up to it, "
        "and each share is its part's share of the total to the printed place. Parts that stay "
        "below the total without naming a rest are uncertain: they may not be all.",
        "arithmetic",
        check_sums,
    ),
    ProseRule(
        "C-YEAR",
        "warning",
        "The period is the year of the title",
        "The statistical period 统计期限 is 1 January to 31 December of the year in the title, and "
        "figures stated as of a day lie in that year.",
        f"{REGULATION} arts. 49–50: the report covers the past year",
        check_year,
    ),
    ProseRule(
        "C-PUB",
        "warning",
        "Nothing lies after publication",
        "A report cannot be published before its period ends, nor count up to a day after it was "
        "published. Self-checks that state no period are only held to the days they print.",
        f"{REGULATION} art. 49: due 31 January of the next year",
        check_publication,
    ),
    ProseRule(
        "S-SEC",
        "warning",
        "The six sections of the format",
        "From 2019 on a report has six sections, each once, in order and with its number. Missing, "
        "repeated and shifted sections, and topics raised to the first level, are named.",
        f"{FORMAT}, 报告内容",
        check_sections,
    ),
    ProseRule(
        "S-5",
        "warning",
        "Problems are stated",
        "The fifth section names problems and what is done about them; it is not empty and not 无.",
        f"{FORMAT}, 五、存在的主要问题及改进情况",
        check_problems,
    ),
    ProseRule(
        "S-6",
        "info",
        "The processing fee is reported",
        "From 2021 on the sixth section says what was charged for processing information, also "
        "when nothing was. It is another fee than the 行政事业性收费 of item eight.",
        "政府信息公开信息处理费管理办法（国办函〔2020〕109号）",
        check_fees,
    ),
    ProseRule(
        "TXT-PROMPT",
        "warning",
        "No prompt is left unanswered",
        "Self-check forms ask 是否…; a report that prints the question instead of an answer, or a "
        "blank such as 20XX年, says nothing.",
        "a report states facts; the question stands in the form",
        check_prompts,
    ),
    ProseRule(
        "TXT-BODY",
        "warning",
        "The report speaks of its own body",
        "A township 乡 that writes 我镇, or a town that writes 我局, has another body's text.",
        "the body's own name",
        check_body_words,
    ),
    ProseRule(
        "TXT-LAW",
        "warning",
        "The legal basis is cited rightly",
        "The regulation is 国务院令第711号 (before 15 May 2019: 第492号), the formats are "
        "国办公开办函〔2019〕60号 and 〔2021〕30号, the processing fee 国办函〔2020〕109号.",
        f"{REGULATION}; {FORMAT}",
        check_legal_citations,
    ),
    ProseRule(
        "TXT-TYPO",
        "info",
        "No known misprint",
        "Words that are known to be misprinted, and phrases printed twice in a row. The text "
        "stays as it was printed.",
        "the words of printed reports",
        check_misprints,
    ),
    ProseRule(
        "TXT-MARK",
        "info",
        "Marks are in order",
        "Two punctuation marks in a row, quotes and brackets without their other half, counts "
        "without a number: characters were lost there.",
        "GB/T 15834-2011 标点符号用法",
        check_marks,
    ),
)
"""In the order in which they are shown."""


def check_prose(report: Report) -> Iterator[Finding]:
    """The findings of every rule."""
    for rule in PROSE_RULES:
        yield from rule.check(report)
