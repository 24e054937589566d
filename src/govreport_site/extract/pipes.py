"""Tables that are written with pipes: Markdown, and pages that another program turned into text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from govreport_site.extract.limits import GRID_PLACES
from govreport_site.model.document import Cell

_RULE: Final = re.compile(r"\|?[ \t]{0,8}:?-{2,}:?[ \t]{0,8}(?:\|[ \t]{0,8}:?-+:?[ \t]{0,8})*\|?")
_PIPE: Final = re.compile(r"(?<!\\)\|")
PADDING: Final = 20
"""So many empty cells after a single full one are the padding of a page held in one cell; the
widest statistics table has 15 columns."""


class PipeTable(Struct, frozen=True):
    """Consecutive lines that make one table."""

    first: int
    """0-based index of its first line."""
    last: int
    """0-based index after its last line."""
    cells: tuple[Cell, ...]
    rule: int | None = None
    """0-based index of the line of dashes under the head, if there is one."""


def is_rule(line: str) -> bool:
    """Whether the line is the `|---|---|` under a Markdown table's head."""
    return "--" in line and "|" in line and _RULE.fullmatch(line.strip()) is not None


def find_tables(lines: Sequence[str]) -> list[PipeTable]:
    """The clean tables: neighbouring lines with the same number of cells, at least two each.

    Lines whose numbers of cells differ are not made a table, since a cell would be shifted; they
    stay lines. A line of dashes under the head decides for a table of any width, as in Markdown.
    """
    tables = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and "|" in lines[end]:
            end += 1
        if end - index >= 2 and (table := _table(lines, index, end)):
            tables.append(table)
        index = end + 1
    return tables


def _table(lines: Sequence[str], first: int, last: int) -> PipeTable | None:
    run = [line.strip() for line in lines[first:last]]
    rule = next((i for i, line in enumerate(run[:2]) if i and is_rule(line)), None)
    rows = [line for i, line in enumerate(run) if i != rule]
    leading = all(row.startswith("|") for row in rows)
    trailing = all(row.endswith("|") for row in rows)
    split = [split_row(row, leading=leading, trailing=trailing) for row in rows]
    widths = {len(row) for row in split}
    if sum(map(len, split)) > GRID_PLACES:
        return None
    if rule is None:
        framed = leading or trailing or len(rows) >= 3
        if len(widths) != 1 or widths == {1} or not framed or not _has_two_columns(split):
            return None
    cells = tuple(Cell(text, r, c) for r, row in enumerate(split) for c, text in enumerate(row))
    return PipeTable(first, last, cells, None if rule is None else first + rule)


def split_row(line: str, *, leading: bool, trailing: bool) -> list[str]:
    """The cells of a row in order, blank ones as empty strings, so that positions are kept."""
    parts = _PIPE.split(line)
    if leading and len(parts) > 1:
        del parts[0]
    if trailing and len(parts) > 1:
        del parts[-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def _has_two_columns(rows: list[list[str]]) -> bool:
    """Whether some row has two printed cells: lines of one cell each are another rendering."""
    return any(sum(1 for cell in row if cell) >= 2 for row in rows)


def unpad(line: str) -> tuple[str, str] | None:
    """A page held in one cell, (text, padding): `| text | | | | …` with `PADDING` empty cells."""
    text = line.rstrip(" \t|\u00a0\u3000")
    padding = line[len(text) :]
    if padding.count("|") < PADDING or "|" in text.lstrip(" \t|"):
        return None
    head = text[: len(text) - len(text.lstrip(" \t|"))]
    return text[len(head) :], head.strip() + padding.strip()
