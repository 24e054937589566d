"""The renderings a–j of printed tables as text, and j as HTML.

Each function gives lines of text; `lost` rows are added to a table when the rendering itself drops
something that a reader cannot restore, such as a blank cell between other values.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from html import escape

from tests.forms_generator.grids import PrintedCell, PrintedTable


def rendering_a(random_: random.Random, table: PrintedTable) -> list[str]:
    """Pipe rows; spans leave empty pipes at the end, or in place, or are repeated."""
    style = random_.choice(["trailing", "in_place", "repeated", "markdown"])
    if style == "trailing":
        width = _width(table)
        rows = [
            " | ".join(c.text for c in row) + " |" + "|" * (sum(c.colspan for c in row) - len(row))
            for row in table.rows
        ]
        return [row + ("||" if width < 0 else "") for row in rows]
    grid = _expanded(table, repeat=style == "repeated")
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    if style == "markdown":
        lines.insert(1, "|" + " --- |" * len(grid[0]))
    return lines


def _width(table: PrintedTable) -> int:
    return max(sum(cell.colspan for cell in row) for row in table.rows)


def _expanded(table: PrintedTable, *, repeat: bool) -> list[list[str]]:
    """The grid with spans filled by blanks or by the spanning cell's text."""
    width = _width(table)
    grid: list[list[str | None]] = [[None] * width for _ in table.rows]
    for number, row in enumerate(table.rows):
        at = 0
        for cell in row:
            while at < width and grid[number][at] is not None:
                at += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    if number + down < len(grid) and at + right < width:
                        again = repeat and cell.role != "value"
                        first = down == 0 and right == 0
                        grid[number + down][at + right] = cell.text if first or again else ""
            at += cell.colspan
        if at > width:
            grid[number] += ["7"] * (at - width)
        if any(c.role == "value" for c in row) and at < width:
            del grid[number][at - width :]
    return [[text or "" for text in row] for row in grid]


def rendering_b(random_: random.Random, table: PrintedTable) -> list[str]:
    """One cell a line, each between pipes; what a cell spans is sometimes printed as blank cells."""
    spans = random_.random() < 0.3
    return [
        line
        for row in table.rows
        for cell in row
        for line in [f"| {cell.text} |"] + ["|  |"] * (cell.colspan - 1 if spans else 0)
    ]


def rendering_c(random_: random.Random, table: PrintedTable) -> list[str]:
    """One cell a line with blank lines between; words of headers and labels broken over lines."""
    lines: list[str] = []
    share = random_.choice([0.1, 0.4])
    for number, row in enumerate(table.rows):
        for cell in row:
            text = cell.text
            if cell.role != "value" and len(text) > 4 and random_.random() < share:
                cut = random_.randrange(2, len(text) - 1)
                lines += [text[:cut], text[cut:], ""]
            elif text.strip():
                lines += [text, ""]
        _lose_blank(table, number, row)
    return lines


def _lose_blank(table: PrintedTable, number: int, row: Sequence[PrintedCell]) -> None:
    if any(c.role == "value" and not c.text.strip() for c in row):
        table.lost.update(table.row_keys[number])


def rendering_d(random_: random.Random, table: PrintedTable) -> list[str]:
    """Values that repeat their neighbour (or any earlier one of the row) removed."""
    everywhere = random_.random() < 0.5
    for number, row in enumerate(table.rows):
        kept: list[PrintedCell] = []
        for cell in row:
            before = [c.text for c in kept if c.role == "value"]
            again = cell.text in before if everywhere else before[-1:] == [cell.text]
            if cell.role != "value" or not again:
                kept.append(cell)
        row[:] = kept
        table.lost.update(table.row_keys[number])
    layout = random_.choice([rendering_b, rendering_c, _pipe_row])
    return layout(random_, table)


def _pipe_row(random_: random.Random, table: PrintedTable) -> list[str]:
    return ["| " + " | ".join(c.text for c in row) + " |" for row in table.rows]


def rendering_e(random_: random.Random, table: PrintedTable) -> list[str]:
    """Text of a PDF: shattered headers, vertical and split labels, values at the end of a line."""
    lines: list[str] = []
    vertical = ""
    fragments: list[str] = []
    apart = random_.random() < 0.4
    for number, row in enumerate(table.rows):
        if not table.row_keys[number] and row[0].role == "header":
            lines += _shattered(random_, [c.text for c in row])
            continue
        values = " ".join(c.text for c in row if c.role == "value" and c.text.strip())
        for group in (c for c in row if c.role == "group"):
            if group.rowspan > 8 and group.colspan == 1 and random_.random() < 0.7:
                vertical = group.text
            elif random_.random() < 0.5:
                fragments = [group.text[:4], group.text[4:]]
            else:
                lines.append(group.text)
        head = [vertical[:1]] if vertical and not apart else []
        if vertical and apart:
            lines.append(vertical[0])
        vertical = vertical[1:]
        if fragments:
            head.append(fragments.pop(0))
        label = "".join(c.text for c in row if c.role == "label")
        unit = " ".join(c.text for c in row if c.role == "unit" and c.text)
        tail = " ".join(part for part in (unit, values) if part)
        lines += _wrapped(random_, " ".join([*head, label]).strip(), tail)
        _lose_blank(table, number, row)
    lines += list(vertical)
    return lines


def _shattered(random_: random.Random, texts: list[str]) -> list[str]:
    width = random_.choice([2, 3, 4])
    rest = list(texts)
    lines = []
    while any(rest):
        lines.append(" ".join(" ".join(t[:width]) for t in rest if t))
        rest = [t[width:] for t in rest]
    return lines


def _wrapped(random_: random.Random, label: str, tail: str) -> list[str]:
    if len(label) < 15 or random_.random() < 0.3:
        return [f"{label} {tail}".strip()]
    cut = random_.randrange(8, len(label) - 4)
    first, second = label[:cut], label[cut:]
    return random_.choice(
        [
            [f"{first} {tail}".strip(), second],
            [first, f"{second} {tail}".strip()],
            [first, tail, second] if tail else [first, second],
        ]
    )


def rendering_g(random_: random.Random, table: PrintedTable) -> list[str]:
    """All cells empty, or all with a slash."""
    mark = random_.choice(["", "/"])
    for row in table.rows:
        for cell in row:
            if cell.role == "value":
                cell.text = mark
    for values in table.truth.values():
        values[:] = [mark] * len(values)
    return random_.choice([rendering_a, rendering_b])(random_, table)


def rendering_h(random_: random.Random, table: PrintedTable) -> list[str]:
    """Header words cut by a line break into two rows, and their ends lost."""
    lines = []
    for row in table.rows:
        if row[0].role == "header" and len(row) > 2:
            firsts = [c.text[:3] for c in row]
            lines.append("| " + " | ".join(firsts) + " |")
            if random_.random() < 0.7:
                lines.append("| " + " | ".join(c.text[3:] for c in row) + " |")
        else:
            lines.append("| " + " | ".join(c.text for c in row) + " |")
    return lines


def rendering_i(random_: random.Random, table: PrintedTable) -> list[str]:
    """All cells on one line between pipes."""
    cells = [c.text + " |" * (c.colspan - 1) for row in table.rows for c in row]
    if random_.random() < 0.5:
        cells = [c.text for row in table.rows for c in row]
    return [" | ".join(cells)]


def rendering_j(random_: random.Random, table: PrintedTable) -> list[str]:
    """Real HTML with spans, plain or as a word processor exports it."""
    word = random_.random() < 0.4
    lines = ['<table class="MsoNormalTable" border="1">' if word else "<table>"]
    rows = ("".join(_html_cell(random_, cell, word) for cell in row) for row in table.rows)
    return [*lines, *(f"<tr>{row}</tr>" for row in rows), "</table>"]


def _html_cell(random_: random.Random, cell: PrintedCell, word: bool) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    text = escape(cell.text) if cell.text.strip() else random_.choice(["", "&nbsp;"])
    if word:
        text = f'<p class="MsoNormal"><span style="font-family:仿宋">{text}</span></p>'
    return f"<td{spans}>{text}</td>"


RENDERINGS: dict[str, Callable[[random.Random, PrintedTable], list[str]]] = {
    "a": rendering_a,
    "b": rendering_b,
    "c": rendering_c,
    "d": rendering_d,
    "e": rendering_e,
    "f": lambda random_, table: [],
    "g": rendering_g,
    "h": rendering_h,
    "i": rendering_i,
    "j": rendering_j,
}

_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.]?)")


def _half_brackets(text: str) -> str:
    return text.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")


LABEL_VARIANTS: tuple[Callable[[random.Random, str], str], ...] = (
    lambda random_, text: text,
    lambda random_, text: text,
    lambda random_, text: _half_brackets(text),
    lambda random_, text: _NUMBERING.sub("", text),
    lambda random_, text: text.replace("、", "", 1),
    lambda random_, text: text.replace(".", "．").replace("“", "").replace("”", ""),
    lambda random_, text: text.replace(".", "、", 1),
    lambda random_, text: " ".join(text) if len(text) < 9 else text,
    lambda random_, text: text[: max(9, len(text) - 6)] if len(text) > 16 else text,
    lambda random_, text: text + " ",
    lambda random_, text: text.replace("（", "﹙").replace("）", "﹚"),
)


def vary_labels(random_: random.Random, table: PrintedTable, share: float) -> None:
    """Prints some labels otherwise than the form does."""
    for row in table.rows:
        for cell in row:
            if cell.role in ("label", "group") and random_.random() < share:
                cell.text = random_.choice(LABEL_VARIANTS)(random_, cell.text)


def repeat_header(random_: random.Random, table: PrintedTable) -> None:
    """Prints the header of the requests table again where a new page begins."""
    if table.key != "requests":
        return
    at = random_.randrange(8, len(table.rows))
    cell_rows = [list(row) for row in table.rows[:3]]
    table.rows[at:at] = cell_rows
    table.row_keys[at:at] = [(), (), ()]
