"""Rules over the statistics of one report beside its sums: kinds of values, blank cells, powers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from govreport_site.checks.form_sums import NATIONAL
from govreport_site.checks.identities import Cells, are_counts, digits, paths, row_paths
from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Mark,
    Report,
    Row,
    Severity,
    Statistics,
    Unrecoverable,
    Value,
)
from govreport_site.reference.forms import FORMS, cell_key

_EMPTY_REQUESTS, _EMPTY_REVIEW = 10, 5
"""Blank cells above which a table looks unfilled."""
_NOT_PRINTED = Unrecoverable("not printed")


def check_whole_numbers(report: Report) -> Iterator[Finding]:
    """T2-INT: counts are whole and not negative, amounts not negative, changes whole."""
    if report.statistics is None:
        return
    statistics = report.statistics
    wrong = [] if are_counts(statistics) else list(_wrong_numbers(statistics))
    for path, value, says in wrong:
        values: dict[str, Value] = {"at": path, "value": digits(value)}
        yield Finding("T2-INT", "fail", "error", says, (path,), values=values)
    if not wrong:
        yield Finding("T2-INT", "pass", "error")


def _wrong_numbers(statistics: Statistics) -> Iterator[tuple[str, int | Decimal, str]]:
    for path, unit, value in _numbers(statistics):
        amount = unit == "万元" or path.endswith(".amount")
        if path.endswith(".change"):
            if value != int(value):
                yield path, value, "change-not-whole"
        elif value < 0:
            yield path, value, "negative"
        elif not amount and value != int(value):
            yield path, value, "not-whole"


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
    form, unmarked = report.statistics.form, are_counts(report.statistics)
    for key, rows in report.statistics.tables.items():
        if isinstance(rows, Unrecoverable):
            continue
        blank = () if unmarked else tuple(_blank(form, key, rows))
        if blank:
            yield _marked(key, blank, FORMS[form].table(key).cell_count)
        else:
            yield Finding("C-EMPTY", "pass", "info", "", (key,))


def _marked(table: str, blank: tuple[str, ...], cells: int) -> Finding:
    most = {"requests": _EMPTY_REQUESTS, "review": _EMPTY_REVIEW}.get(table, cells)
    severity: Severity = "warning" if len(blank) > most else "info"
    values: dict[str, Value] = {"at": table, "blank": len(blank), "cells": cells}
    return Finding("C-EMPTY", "fail", severity, "blank", blank, values=values)


def _blank(form: FormId, table: str, rows: Mapping[str, Row]) -> Iterator[str]:
    """Paths of the cells of a table that print a mark."""
    for row, row_of in row_paths(form, table).items():
        if not isinstance(cells := rows.get(row, _NOT_PRINTED), Unrecoverable):
            yield from (p for p, cell in zip(row_of, cells, strict=True) if type(cell) is Mark)


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
        yield Finding("C-RULE", "not-assessable", "warning", "", all_paths)
    elif not counted:
        yield Finding("C-RULE", "pass", "warning", "", all_paths)
    elif _has_no_power(report):
        yield Finding("C-RULE", "fail", "warning", "no-power", tuple(counted))
    elif report.level in ("province", "prefecture") or _department_of_city(report):
        yield Finding("C-RULE", "pass", "warning", "", tuple(counted))
    else:
        yield Finding("C-RULE", "uncertain", "warning", "power-unknown", tuple(counted))


def _has_no_power(report: Report) -> bool:
    unit = report.place.unit
    below_city = unit is not None and (unit.county is not None or unit.township is not None)
    return report.level in ("township", "subdistrict", "village", "county") or (
        report.level == "department" and below_city
    )


def _department_of_city(report: Report) -> bool:
    unit = report.place.unit
    return report.level == "department" and unit is not None and unit.county is None
