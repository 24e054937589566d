"""Prose against the statistics tables: the same count must be the same number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from govreport_site.checks.identities import digits
from govreport_site.checks.prose_text import Slip, findings
from govreport_site.model import Count, Figure, Finding, Report, Unrecoverable

CODE = "P-T"
_TOTAL_REQUESTS, _TOTAL_REVIEW = 6, 4
_REVIEW_COLUMNS = {"upheld": 0, "corrected": 1, "other": 2, "pending": 3, "total": 4}
_MADE_COLUMNS = {"made": 0, "repealed": 1, "in_force": 2}

Cells = tuple[tuple[str, str, int], ...]
"""(table, row, column) of the cells whose sum a figure must equal."""

_LITIGATION: Cells = (
    ("review", "litigation_direct", _TOTAL_REVIEW),
    ("review", "litigation_after_reconsideration", _TOTAL_REVIEW),
)
NATIONAL: Mapping[str, Cells] = {
    "requests.new": (("requests", "new", _TOTAL_REQUESTS),),
    "requests.new.natural_person": (("requests", "new", 0),),
    "requests.carry_in": (("requests", "carry_in", _TOTAL_REQUESTS),),
    "requests.carry_out": (("requests", "carry_out", _TOTAL_REQUESTS),),
    "requests.r1": (("requests", "r1", _TOTAL_REQUESTS),),
    "requests.r2": (("requests", "r2", _TOTAL_REQUESTS),),
    "requests.r3": tuple(("requests", f"r3.{n}", _TOTAL_REQUESTS) for n in range(1, 9)),
    "requests.r4": tuple(("requests", f"r4.{n}", _TOTAL_REQUESTS) for n in range(1, 4)),
    "requests.r5": tuple(("requests", f"r5.{n}", _TOTAL_REQUESTS) for n in range(1, 6)),
    "review.reconsideration": (("review", "reconsideration", _TOTAL_REVIEW),),
    "review.litigation": _LITIGATION,
    "review.all": (("review", "reconsideration", _TOTAL_REVIEW), *_LITIGATION),
    **{
        f"review.reconsideration.{name}": (("review", "reconsideration", column),)
        for name, column in _REVIEW_COLUMNS.items()
    },
    "proactive.fees.amount": (("proactive", "fees", 0),),
    **{
        f"proactive.{row}.{name}": (("proactive", row, column),)
        for row in ("regulations", "normative_documents")
        for name, column in _MADE_COLUMNS.items()
    },
    "proactive.licensing.decisions": (("proactive", "licensing", 0),),
    "proactive.penalties.decisions": (("proactive", "penalties", 0),),
}
"""Figure key → cells of the national forms."""
SURVEY: Mapping[str, Cells] = {
    "proactive.published": (("report", "1.1", 0),),
    "requests.new": (("report", "3.1", 0),),
    "requests.closed": (("report", "3.2", 0),),
    "requests.answered": (("report", "3.3", 0),),
    "review.reconsideration": (("report", "4", 0),),
    "review.litigation": (("report", "5", 0),),
    "complaints.count": (("report", "6", 0),),
}
"""The same for the 统计表 of 国办发〔2014〕32号."""


def check_prose_against_tables(report: Report) -> tuple[Finding, ...]:
    """Each count of the year that prose and a table both state."""
    pairs = list(_pairs(report))
    slips = (
        Slip(
            "differs",
            (figure.sentence, *(f"{t}.{r}" for t, r, _ in cells)),
            figure.line,
            values={
                "label": figure.label,
                "prose": digits(figure.value),
                "table": digits(printed),
            },
        )
        for figure, cells, printed in pairs
        if Decimal(figure.value) != printed and not _said_elsewhere(figure, pairs)
    )
    return findings(CODE, "warning", slips, examined=len(pairs))


def _pairs(report: Report) -> Iterator[tuple[Figure, Cells, Decimal]]:
    if report.statistics is None:
        return
    columns = SURVEY if report.statistics.form == "2014" else NATIONAL
    for figure in report.figures:
        cells = columns.get(figure.key)
        if cells is None or figure.qualifier or not _counts_the_year(figure):
            continue
        if report.statistics.form == "2019" and figure.key.startswith("proactive."):
            continue  # the trial form counts other things under the same rows
        printed = _sum(report, cells)
        if printed is not None:
            yield figure, cells, printed


def _counts_the_year(figure: Figure) -> bool:
    scope = figure.scope
    return scope in {None, "year"} or (scope is not None and scope.endswith("-12-31"))


def _said_elsewhere(figure: Figure, pairs: Sequence[tuple[Figure, Cells, Decimal]]) -> bool:
    """True when another sentence states the table's number: this one counts a part of it."""
    return any(
        other.key == figure.key and Decimal(other.value) == printed
        for other, _, printed in pairs
        if other is not figure
    )


def _sum(report: Report, cells: Cells) -> Decimal | None:
    """The sum of the cells, or None when one of them is not a number."""
    assert report.statistics is not None
    total = Decimal(0)
    for table, row, column in cells:
        rows = report.statistics.tables.get(table)
        if rows is None or isinstance(rows, Unrecoverable):
            return None
        values = rows.get(row)
        if values is None or isinstance(values, Unrecoverable) or column >= len(values):
            return None
        value = values[column]
        if not isinstance(value, Count):
            return None
        total += Decimal(value.value)
    return total
