"""Statistics → accessible tables: official labels from the form, values and marks as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Mark,
    Row,
    Statistics,
    StatTable,
    Unreadable,
    Unrecoverable,
    numbers_of,
)
from govreport_site.reference.forms import FORMS, Column, FormBlock, FormRow
from govreport_site.reference.issues import why_told
from govreport_site.reference.languages import Language, number

CellKind = Literal["", "blank", "dash", "slash", "none", "unreadable"]


Flags = dict[str, dict[str, int]]
"""`requests.r3.1` → column → number of the finding that stands on the cell."""


class StatCell(Struct, frozen=True):
    """A value as shown. Numbers have no kind."""

    text: str
    kind: CellKind
    finding: int
    """Number of the finding that stands on it (1-based), or 0."""


class HeadCell(Struct, frozen=True):
    """A column heading; a group heading covers several columns."""

    text: str
    colspan: int
    rowspan: int
    unit: str | None


class StatRow(Struct, frozen=True):
    """A row of the form. Rows that the report does not print are left out."""

    label: str
    depth: int
    unit: str | None
    cells: tuple[StatCell, ...]
    heading: bool
    lost: str | None
    """Why the row's values could not be read, or None."""
    plain: bool = False
    """True when every cell is a number that no finding stands on."""


class StatBlockView(Struct, frozen=True):
    """Rows under the same columns."""

    clause: str | None
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[StatRow, ...]
    width: int
    """Number of value columns."""
    unit: str | None
    """Measure word of every column, or None where columns differ."""


class StatisticsView(Struct, frozen=True):
    """One table of the report's statistics."""

    table: str
    title: str
    form: str
    blocks: tuple[StatBlockView, ...]
    marks: tuple[CellKind, ...]
    """Kinds of cell that print no number, for the legend."""
    lost: str | None
    """Why the whole table could not be read, or None."""
    kind: str = "statistics"


def statistics_views(
    statistics: Statistics | None, language: Language, findings: Iterable[Finding] = ()
) -> tuple[tuple[str, StatisticsView], ...]:
    """(table key, view) for each printed table, in the order printed."""
    if statistics is None:
        return ()
    flags: Flags = {}
    for n, finding in enumerate(findings, 1):
        for cell in finding.evidence:
            row, _, column = cell.rpartition(".")
            flags.setdefault(row, {})[column] = n
    return tuple(
        (key, _view(statistics.form, key, table, language, flags))
        for key, table in statistics.tables.items()
    )


def _view(
    form: FormId, key: str, table: StatTable, language: Language, flags: Flags
) -> StatisticsView:
    title, name = _titles(form, key, language)
    if isinstance(table, Unrecoverable):
        return StatisticsView(key, title, name, (), (), why_told(table.why, language))
    blocks = tuple(
        view
        for block in _blocks(form, key)
        if (view := _block(block, key, table, language, flags)) is not None
    )
    marked = (row for block in blocks for row in block.rows if not row.plain)
    kinds = {cell.kind for row in marked for cell in row.cells if cell.kind}
    return StatisticsView(key, title, name, blocks, tuple(sorted(kinds)), None)


@lru_cache(maxsize=64)
def _titles(form: FormId, key: str, language: Language) -> tuple[str, str]:
    known = FORMS.get(form)
    if known is None:
        return key, form
    english = language == "en"
    titles = {table.key: table.title_en if english else table.title for table in known.tables}
    return titles.get(key, key), known.name_en if english else known.name


@lru_cache(maxsize=64)
def _blocks(form: FormId, key: str) -> tuple[FormBlock, ...]:
    known = FORMS.get(form)
    return next((t.blocks for t in known.tables if t.key == key), ()) if known else ()


def _block(
    block: FormBlock,
    table: str,
    values: Mapping[str, Row],
    language: Language,
    flags: Flags,
) -> StatBlockView | None:
    """The block's printed rows, with the headings that still have a row below; None if empty."""
    rows: list[StatRow] = []
    for row in reversed(block.rows):
        if row.heading:
            if rows and rows[-1].depth > row.depth:
                rows.append(StatRow(_label(row, language), row.depth, None, (), True, None))
        elif row.key in values:
            rows.append(_row(row, block.columns, table, values[row.key], language, flags))
    if not rows:
        return None
    clause = block.clause_en if language == "en" else block.clause
    head, unit = _head(block.columns, language), _unit(block.columns)
    return StatBlockView(clause, head, (*reversed(rows),), len(block.columns), unit)


@lru_cache(maxsize=256)
def _unit(columns: tuple[Column, ...]) -> str | None:
    units = {column.unit for column in columns}
    told = any("单位" in column.label for column in columns)
    return units.pop() if len(units) == 1 and not told else None


def _row(
    row: FormRow,
    columns: tuple[Column, ...],
    table: str,
    values: Row,
    language: Language,
    flags: Flags,
) -> StatRow:
    label = _label(row, language)
    if isinstance(values, Unrecoverable):
        return StatRow(label, row.depth, row.unit, (), False, why_told(values.why, language))
    own = flags.get(f"{table}.{row.key}", {}) if flags else {}
    if not own and (numbers := numbers_of(values)):
        # The small ones, most of two hundred cells, are made already.
        shown = tuple(
            [_SMALL[n] if type(n) is int and 0 <= n < 1000 else _cell(Count(n), 0) for n in numbers]
        )
        return StatRow(label, row.depth, row.unit, shown, False, None, plain=True)
    cells = tuple(
        _cell(value, own.get(columns[n].key, 0) if n < len(columns) else 0)
        for n, value in enumerate(values)
    )
    return StatRow(label, row.depth, row.unit, cells, False, None)


_KINDS: Mapping[str, CellKind] = {"": "blank", "-": "dash", "/": "slash", "无": "none"}
_SMALL = tuple(StatCell(str(n), "", 0) for n in range(1000))
_MARKED = {printed: StatCell(printed, kind, 0) for printed, kind in _KINDS.items()}


def _cell(value: CellValue, finding: int) -> StatCell:
    match value:
        case Count(digits):
            return StatCell(number(digits), "", finding)
        case Mark(printed):
            return StatCell(printed, _KINDS[printed], finding) if finding else _MARKED[printed]
        case Unreadable(text):
            return StatCell(text, "unreadable", finding)


def _label(row: FormRow, language: Language) -> str:
    return row.label_en if language == "en" else row.label


_GROUPS_EN = {"法人或其他组织": "Legal persons and other organisations"}


@lru_cache(maxsize=256)
def _head(columns: tuple[Column, ...], language: Language) -> tuple[tuple[HeadCell, ...], ...]:
    """One line of headings, or two where columns are grouped."""
    english = language == "en"
    shared = _unit(columns) is not None

    def unit(column: Column) -> str | None:
        return None if shared or "单位" in column.label else column.unit

    labels = [column.label_en if english else column.label for column in columns]
    if not any(column.group for column in columns):
        cells = zip(columns, labels, strict=True)
        return (tuple(HeadCell(label, 1, 1, unit(column)) for column, label in cells),)
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for n, column in enumerate(columns):
        if column.group is None:
            upper.append(HeadCell(labels[n], 1, 2, unit(column)))
            continue
        lower.append(HeadCell(labels[n], 1, 1, unit(column)))
        if n == 0 or columns[n - 1].group != column.group:
            span = sum(1 for other in columns if other.group == column.group)
            group = _GROUPS_EN.get(column.group, column.group) if english else column.group
            upper.append(HeadCell(group, span, 1, None))
    return tuple(upper), tuple(lower)
