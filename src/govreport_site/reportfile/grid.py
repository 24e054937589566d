"""Tables other than the statistical forms, as pipe tables that keep their spans.

Markdown has no spans: a place that a cell covers from the left prints `<`, one it covers from
above prints `^`. A cell whose own text is one of these is escaped.
"""

from __future__ import annotations

import re

from govreport_site.model import Cell, Table
from govreport_site.reportfile.text import escape_cell, unescape

_LEFT, _ABOVE = "<", "^"
_SEPARATOR = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def write_grid(table: Table) -> str:
    """The rows of a pipe table, the first one as its header."""
    places = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                places[row][column] = _LEFT if column > cell.column else _ABOVE
        places[cell.row][cell.column] = escape_cell(cell.text)
    lines = ["| " + " | ".join(row) + " |" for row in places]
    return "\n".join([*lines[:1], "|" + " --- |" * table.width, *lines[1:]])


def read_grid(lines: list[str]) -> tuple[Cell, ...]:
    """The cells of a pipe table that a person or `write_grid` wrote."""
    has_header = len(lines) > 1 and _SEPARATOR.fullmatch(lines[1].strip())
    rows = [split_row(line) for line in (lines[:1] + lines[2:] if has_header else lines)]
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in (_LEFT, _ABOVE):
                continue
            width = _run(row, column)
            height = 1
            while number + height < len(rows) and _is_covered(rows[number + height], column):
                height += 1
            cells.append(Cell(unescape(text), number, column, height, width))
    return tuple(cells)


def _run(row: list[str], column: int) -> int:
    width = 1
    while column + width < len(row) and row[column + width] == _LEFT:
        width += 1
    return width


def _is_covered(row: list[str], column: int) -> bool:
    return column < len(row) and row[column] == _ABOVE


def split_row(line: str) -> list[str]:
    """The escaped texts between the pipes of one line."""
    inner = line.strip().removeprefix("|")
    parts: list[str] = []
    start = 0
    for match in _BAR.finditer(inner):
        parts.append(inner[start : match.end() - 1].strip(" \t"))
        start = match.end()
    rest = inner[start:].strip(" \t")
    return [*parts, rest] if rest else parts
