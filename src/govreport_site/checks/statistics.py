"""Rules over the statistics of one report: sums, kinds of values, blank cells, powers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from govreport_site.checks.identities import Cells, Identity, findings_on, paths, row_paths
from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Mark,
    Report,
    Severity,
    Statistics,
    Unrecoverable,
)
from govreport_site.reference.forms import FORMS, cell_key

NATIONAL = ("2021", "2019")
_EMPTY_REQUESTS, _EMPTY_REVIEW = 10, 5
"""Blank cells above which a table looks unfilled."""
_NOT_PRINTED = Unrecoverable("not printed")


def applicants(form: FormId) -> list[str]:
    """Column keys of the requests table."""
    return [c.key for c in FORMS[form].table("requests").blocks[0].columns]


def results(form: FormId) -> list[str]:
    """Row keys of the results that add up to r7."""
    rows = (row.key for _, row in FORMS[form].table("requests").data_rows())
    return [key for key in rows if key[0] == "r" and key != "r7"]


def _identity_balance(form: FormId) -> list[Identity]:
    return [
        Identity(
            f"{column}: new + carried in = handled + carried out",
            paths("requests", "new", [column]) + paths("requests", "carry_in", [column]),
            paths("requests", "r7", [column]) + paths("requests", "carry_out", [column]),
        )
        for column in applicants(form)
    ]


def _identity_results(form: FormId) -> list[Identity]:
    return [
        Identity(
            f"{column}: handled = sum of the results",
            paths("requests", "r7", [column]),
            tuple(cell_key("requests", row, column) for row in results(form)),
        )
        for column in applicants(form)
    ]


def _identity_rows(form: FormId) -> list[Identity]:
    columns = applicants(form)
    table = FORMS[form].table("requests")
    return [
        Identity(
            f"{row.key}: total = sum of the applicants",
            paths("requests", row.key, columns[-1:]),
            paths("requests", row.key, columns[:-1]),
            row=("requests", row.key),
        )
        for _, row in table.data_rows()
    ]


def _identity_review(form: FormId) -> list[Identity]:
    table = FORMS[form].table("review")
    columns = [c.key for c in table.blocks[0].columns]
    return [
        Identity(
            f"{row.key}: total = sum of the outcomes",
            paths("review", row.key, columns[-1:]),
            paths("review", row.key, columns[:-1]),
        )
        for _, row in table.data_rows()
    ]


def _is_asked(identity: Identity, statistics: Statistics) -> bool:
    """Whether the row that it needs is printed."""
    if identity.row is None:
        return True
    rows = statistics.tables.get(identity.row[0])
    return rows is not None and not isinstance(rows, Unrecoverable) and identity.row[1] in rows


Sums = Sequence[tuple[str, tuple[str, ...]]]
SUMS_2014: Sums = (
    ("3.1", ("3.1.1", "3.1.2", "3.1.3", "3.1.4")),
    ("3.2", ("3.2.1", "3.2.2")),
    ("3.3", tuple(f"3.3.{n}" for n in range(1, 9))),
    ("3.3.4", tuple(f"3.3.4{n}" for n in "abcdef")),
    ("4", ("4.1", "4.2", "4.3")),
    ("5", ("5.1", "5.2", "5.3")),
    ("8.3", ("8.3.1", "8.3.2")),
)
"""Row = sum of rows. The channels of 1.2 overlap, so their sum is not held against 1.1."""
PARTS_2014 = (("1.1a", "1.1"), ("1.1a", "1.1b"), ("2.2.1a", "2.2.1"), ("2.2.2a", "2.2.2"))
SUMS_PROVINCIAL: Sums = (
    ("10", tuple(f"{n}" for n in range(11, 17))),
    ("17", ("18", "19", "20")),
    ("20", tuple(f"{n}" for n in range(21, 32))),
)
PARTS_PROVINCIAL = (("02", "01"), ("35", "34"))


def _older_sums(sums: Sums, columns: Sequence[str]) -> list[Identity]:
    return [
        Identity(
            f"row {total} = {' + '.join(parts)}" + (f" ({column})" if len(columns) > 1 else ""),
            paths("report", total, [column]),
            tuple(cell_key("report", part, column) for part in parts),
        )
        for total, parts in sums
        for column in columns
    ]


def _older_parts(parts: Sequence[tuple[str, str]], columns: Sequence[str]) -> list[Identity]:
    return [
        Identity(
            f"row {part} is part of row {whole}",
            paths("report", part, [column]),
            paths("report", whole, [column]),
            "<=",
        )
        for part, whole in parts
        for column in columns
    ]


def _identity_older_sums(form: FormId) -> list[Identity]:
    sums = SUMS_2014 if form == "2014" else SUMS_PROVINCIAL
    return _older_sums(sums, _older_columns(form))


def _identity_older_parts(form: FormId) -> list[Identity]:
    parts = PARTS_2014 if form == "2014" else PARTS_PROVINCIAL
    return _older_parts(parts, _older_columns(form))


def _older_columns(form: FormId) -> list[str]:
    return [c.key for c in FORMS[form].table("report").blocks[0].columns]


def _identity_published(form: FormId) -> list[Identity]:
    return [
        Identity(
            f"{row}: newly published this year is part of all that is published",
            paths("proactive", row, ["newly_published"]),
            paths("proactive", row, ["published_total"]),
            "<=",
        )
        for row in ("regulations", "normative_documents")
    ]


_IDENTITIES: Mapping[
    str, tuple[tuple[str, ...], str, Severity, Callable[[FormId], list[Identity]]]
] = {
    "T3-ID": (NATIONAL, "requests", "error", _identity_balance),
    "T3-SUM": (NATIONAL, "requests", "error", _identity_results),
    "T3-ROW": (NATIONAL, "requests", "error", _identity_rows),
    "T4-SUM": (NATIONAL, "review", "error", _identity_review),
    "T2-19": (("2019",), "proactive", "info", _identity_published),
    "TO-SUM": (("2014", "provincial"), "report", "error", _identity_older_sums),
    "TO-PART": (("2014", "provincial"), "report", "warning", _identity_older_parts),
}
"""Code → forms that have the rule, table, severity, and the identities that must hold."""


def identity_check(code: str) -> Callable[[Report], Iterator[Finding]]:
    """The check of one rule about sums. It yields nothing for a report of another form."""
    forms, table, severity, _ = _IDENTITIES[code]

    def check(report: Report) -> Iterator[Finding]:
        statistics = report.statistics
        if statistics is None or statistics.form not in forms:
            return
        cells = Cells(statistics)
        if not cells.has(table):
            message = "the table is not printed, or cannot be recovered"
            yield Finding(code, "not-assessable", severity, message, (table,))
            return
        asked = [i for i in _identities(code, statistics.form) if _is_asked(i, statistics)]
        yield from findings_on(code, severity, asked, cells)

    return check


@cache
def _identities(code: str, form: FormId) -> tuple[Identity, ...]:
    return tuple(_IDENTITIES[code][3](form))


def check_whole_numbers(report: Report) -> Iterator[Finding]:
    """T2-INT: counts are whole and not negative, amounts not negative, changes whole."""
    if report.statistics is None:
        return
    wrong = list(_wrong_numbers(report.statistics))
    for path, value, expected in wrong:
        yield Finding("T2-INT", "fail", "error", f"{path} is {value}, expected {expected}", (path,))
    if not wrong:
        yield Finding("T2-INT", "pass", "error", "every number is of the kind its column asks for")


def _wrong_numbers(statistics: Statistics) -> Iterator[tuple[str, int | Decimal, str]]:
    for path, unit, value in _numbers(statistics):
        amount = unit == "万元" or path.endswith(".amount")
        if path.endswith(".change"):
            if value != int(value):
                yield path, value, "a whole number, signed or not"
        elif value < 0:
            yield path, value, "no negative number"
        elif not amount and value != int(value):
            yield path, value, "a whole number"


def _numbers(statistics: Statistics) -> Iterator[tuple[str, str | None, int | Decimal]]:
    """(path, unit, number) of every number in a row that holds more than plain counts."""
    for table in FORMS[statistics.form].tables:
        rows = statistics.tables.get(table.key)
        if rows is None or isinstance(rows, Unrecoverable):
            continue
        for block, row in table.data_rows():
            cells = rows.get(row.key, _NOT_PRINTED)
            if isinstance(cells, Unrecoverable) or _all_plain(cells):
                continue
            for column, cell in zip(block.columns, cells, strict=True):
                if isinstance(cell, Count):
                    path = cell_key(table.key, row.key, column.key)
                    yield path, row.unit or column.unit, cell.value


def _all_plain(cells: tuple[CellValue, ...]) -> bool:
    """Whether every cell is a whole number from 0 on: right in every column."""
    return all(type(c) is Count and type(c.value) is int and c.value >= 0 for c in cells)


def check_blank_cells(report: Report) -> Iterator[Finding]:
    """C-EMPTY: cells that print a blank, a dash or a slash; many of them are a warning."""
    if report.statistics is None:
        return
    for key, rows in report.statistics.tables.items():
        if isinstance(rows, Unrecoverable):
            continue
        table = FORMS[report.statistics.form].table(key)
        blank = [
            path
            for row, row_of in row_paths(report.statistics.form, key).items()
            if not isinstance(cells := rows.get(row, _NOT_PRINTED), Unrecoverable)
            for path, cell in zip(row_of, cells, strict=True)
            if type(cell) is Mark
        ]
        most = {"requests": _EMPTY_REQUESTS, "review": _EMPTY_REVIEW}.get(key, table.cell_count)
        severity: Severity = "warning" if len(blank) > most else "info"
        if blank:
            message = f"{len(blank)} of {table.cell_count} cells print no number"
            yield Finding("C-EMPTY", "fail", severity, message, tuple(blank))
        else:
            yield Finding("C-EMPTY", "pass", "info", "every printed cell has a number", (key,))


def check_power_to_make_rules(report: Report) -> Iterator[Finding]:
    """C-RULE: only provinces, cities with districts and ministries may issue 规章."""
    statistics = report.statistics
    if statistics is None or statistics.form not in NATIONAL:
        return
    columns = FORMS[statistics.form].table("proactive").blocks[0].columns
    cells = Cells(statistics)
    all_paths = paths("proactive", "regulations", [c.key for c in columns])
    numbers = [(p, v) for p in all_paths if isinstance(v := cells.value(p), int | Decimal)]
    counted = [p for p, v in numbers if v > 0]
    if not numbers:
        message = "the row of 规章 is not printed or cannot be read"
        yield Finding("C-RULE", "not-assessable", "warning", message, all_paths)
    elif not counted:
        yield Finding("C-RULE", "pass", "warning", "no 规章 are reported", all_paths)
    elif _has_no_power(report):
        message = "规章 are reported by a body that has no power to issue them"
        yield Finding("C-RULE", "fail", "warning", message, tuple(counted))
    elif report.level in ("province", "prefecture") or _department_of_city(report):
        message = "the body's level may issue 规章"
        yield Finding("C-RULE", "pass", "warning", message, tuple(counted))
    else:
        message = "规章 are reported, and whether the body may issue them is not known"
        yield Finding("C-RULE", "uncertain", "warning", message, tuple(counted))


def _has_no_power(report: Report) -> bool:
    unit = report.place.unit
    below_city = unit is not None and (unit.county is not None or unit.township is not None)
    return report.level in ("township", "subdistrict", "village", "county") or (
        report.level == "department" and below_city
    )


def _department_of_city(report: Report) -> bool:
    unit = report.place.unit
    return report.level == "department" and unit is not None and unit.county is None
