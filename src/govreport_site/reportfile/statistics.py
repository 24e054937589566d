"""Statistics tables ⇄ Markdown: a comment line with the form's id, then one pipe table a block.

    <!-- statistics form=2021 table=proactive -->
    | 键 | 第二十条第（一）项 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    | :-- | :-- | --: | --: | --: |
    | regulations | 规章 | 0 | 0 | 2 |

The first column holds the row's key and decides; the label beside it is for people. A blank cell is
empty, `-`, `/` and `无` are as printed, `"1O2"` in quotes is an unreadable text, and `! "why"` in a
row's first value says that the row, or the whole table, cannot be recovered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NoReturn

from msgspec import Struct

from govreport_site.errors import Location, ReportFileError
from govreport_site.model import (
    CellValue,
    Count,
    FormId,
    Mark,
    Row,
    Statistics,
    StatTable,
    Unreadable,
    Unrecoverable,
)
from govreport_site.reference.forms import FORMS, Column, FormBlock, FormTable
from govreport_site.reference.forms.json import MARKS

_KEY = "键"
_OPENING = re.compile(r"<!-- statistics form=([0-9a-z]{1,20}) table=([0-9a-z_]{1,40}) -->\s*")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
"""As many digits as an import reads: a light row holds no whole number above 64 bits."""
# Inside quotes: what would end the cell or the line, open markup, or be lost on the way to a file.
_UNSAFE = re.compile("[|<&\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
_HINT = 'correct the cell, or write "-" if the source leaves it blank'
_SKIPPED = frozenset({"", _KEY})


def write(statistics: Statistics, key: str) -> str:
    """The table of that key, ending in a newline. Raises KeyError when the form has no such one."""
    form = FORMS[statistics.form].table(key)
    table = statistics.tables[key]
    return "".join(f"{line}\n" for line in _lines(statistics.form, form, table))


def _lines(form_id: FormId, form: FormTable, table: StatTable) -> Iterator[str]:
    yield f"<!-- statistics form={form_id} table={form.key} -->"
    if isinstance(table, Unrecoverable):
        yield from (_line([_KEY, form.title, ""]), "| :-- | :-- | :-- |")
        yield _line(["!", "无法还原", _quote(table.why)])
        return
    if unknown := table.keys() - {row.key for _, row in form.data_rows()}:
        raise KeyError(f"table {form.key} of form {form_id} has no row {min(unknown)}")
    for number, block in enumerate(form.blocks):
        rows = [row for row in block.data_rows if row.key in table]
        if rows and number:
            yield ""
        if rows:
            yield _line([_KEY, block.clause or form.title, *(_header(c) for c in block.columns)])
            yield "| :-- | :-- |" + " --: |" * len(block.columns)
        for row in rows:
            yield _line([row.key, row.label, *_values(table[row.key], len(block.columns))])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _header(column: Column) -> str:
    return column.label.replace("|", "/")


def _values(row: Row, width: int) -> list[str]:
    if isinstance(row, Unrecoverable):
        return [f"! {_quote(row.why)}", *[""] * (width - 1)]
    if len(row) != width:
        raise ValueError(f"a row has {len(row)} values, expected {width}")
    return [_cell(value) for value in row]


def _cell(value: CellValue) -> str:
    match value:
        case Count(Decimal() as number):
            return format(number, "f")
        case Count(number):
            return str(number)
        case Mark(printed):
            return printed
        case Unreadable(text):
            return _quote(text)


def _quote(text: str) -> str:
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def read(lines: Sequence[str], file: str, first_line: int) -> tuple[FormId, str, StatTable]:
    """Form, table key and table of the lines from the comment line on; blank lines count as gaps.

    `first_line` is the line number of the comment. Raises ReportFileError.
    """
    form, form_table = _opening(lines[0], Location(file, first_line))
    if (whole := _read_whole(form, form_table.key, lines)) is not None:
        return form, form_table.key, whole
    blocks = _blocks(form, form_table.key)
    table: dict[str, Row] = {}
    where = _Where(file, first_line, form_table.key, 0)
    for number, line in enumerate(lines[1:], first_line + 1):
        key, cells = _split(line)
        if key in _SKIPPED or key.startswith((":-", "--")):
            continue
        where.line, where.row = number, len(table) + 1
        if key == "!":
            return form, form_table.key, Unrecoverable(where.text(" | ".join(cells)))
        if key not in blocks:
            where.fail(f'found the row key "{key}", expected one of {", ".join(blocks)}')
        if key in table:
            where.fail(f'the row "{key}" stands twice; keep one')
        table[key] = _read_row(cells, blocks[key].columns, where)
    return form, form_table.key, {key: table[key] for key in blocks if key in table}


def _read_whole(form: FormId, key: str, lines: Sequence[str]) -> StatTable | None:
    """The table, if it is as `write` prints one in which every row and only usual cells stand."""
    printed = _whole(form, key)
    count = len(lines)
    while count > len(printed) and not lines[count - 1]:
        count -= 1
    if count != len(printed):
        return None
    table: dict[str, Row] = {}
    for line, (start, row, width) in zip(lines, printed, strict=False):
        if not width:
            if line != start:
                return None
            continue
        if not (line.startswith(start) and line.endswith(" |")):
            return None
        cells = tuple([_SMALL.get(c) or _usual(c) for c in line[len(start) : -2].split(" | ")])
        if len(cells) != width or not all(cells):
            return None
        table[row] = cells  # type: ignore[assignment]
    return table


@cache
def _whole(form: FormId, key: str) -> tuple[tuple[str, str, int], ...]:
    """What `write` prints of a whole table, line by line: the line up to its first cell, the key
    of the row and the number of its cells; 0 for a line that is the same in every report."""
    rows = {row.key: len(block.columns) for block, row in FORMS[form].table(key).data_rows()}
    blank: dict[str, Row] = {row: (Count(0),) * width for row, width in rows.items()}
    lines = write(Statistics(form, {key: blank}), key).splitlines()
    return tuple(_beginning(line, rows) for line in lines)


def _beginning(line: str, rows: Mapping[str, int]) -> tuple[str, str, int]:
    row = _split(line)[0]
    if row not in rows:
        return line, "", 0
    return line.removesuffix("0 | " * (rows[row] - 1) + "0 |"), row, rows[row]


def _split(line: str) -> tuple[str, list[str]]:
    """The first cell, and those after the label."""
    key, _, rest = line.strip().removeprefix("|").removesuffix("|").partition("|")
    return key.strip(), [cell.strip() for cell in rest.split("|")[1:]]


def _opening(line: str, location: Location) -> tuple[FormId, FormTable]:
    match = _OPENING.fullmatch(line)
    form = next((f for f in FORMS.values() if match and f.id == match[1]), None)
    table = next((t for t in form.tables if match and t.key == match[2]), None) if form else None
    if form is None or table is None:
        known = ", ".join(f"form={f.id} table={t.key}" for f in FORMS.values() for t in f.tables)
        raise ReportFileError(
            f'found "{line.strip()[:80]}", expected <!-- statistics … --> with one of: {known}',
            location,
        )
    return form.id, table


@cache
def _blocks(form: FormId, key: str) -> Mapping[str, FormBlock]:
    return {row.key: block for block, row in FORMS[form].table(key).data_rows()}


class _Where(Struct):
    """Names the place of an error; moves on with the line, since making one a row costs more."""

    file: str
    line: int
    table: str
    row: int

    def fail(self, message: str) -> NoReturn:
        raise ReportFileError(
            f"{self.table} table, row {self.row}{message if message[0] == ',' else ': ' + message}",
            Location(self.file, self.line),
        )

    def text(self, quoted: str) -> str:
        """The text in quotes, its escapes undone."""
        try:
            value = json.loads(quoted)
        except ValueError:
            value = None
        if not isinstance(value, str):
            self.fail(f"found {quoted[:60]}, expected a text in double quotes")
        return value


def _read_row(cells: list[str], columns: tuple[Column, ...], where: _Where) -> Row:
    if cells and cells[0].startswith("!"):
        return Unrecoverable(where.text(cells[0][1:].strip()))
    if len(cells) != len(columns):
        where.fail(
            f"found {len(cells)} values, expected {len(columns)} "
            f"({', '.join(c.label for c in columns)}); leave a cell empty where it is blank"
        )
    return tuple(
        _usual(cell) or _read_cell(cell, column, where)
        for cell, column in zip(cells, columns, strict=True)
    )


_SMALL: Mapping[str, CellValue] = {**MARKS, **{str(n): Count(n) for n in range(1000)}}
"""A few small counts fill nearly every report."""


@lru_cache(maxsize=4096)
def _usual(cell: str) -> CellValue | None:
    """A mark or a plain count."""
    if len(cell) < 19 and cell.isdecimal() and cell.isascii():
        return Count(int(cell))
    return MARKS.get(cell)


def _read_cell(cell: str, column: Column, where: _Where) -> CellValue:
    if cell.startswith('"'):
        return Unreadable(where.text(cell))
    if not _NUMBER.fullmatch(cell):
        wanted = "a number" if column.unit in (None, "万元") else "a whole number"
        where.fail(f', column "{column.label}": found "{cell[:40]}", expected {wanted}; {_HINT}')
    return Count(Decimal(cell) if "." in cell else int(cell))
