"""Statistics with known truth, and the printed grid of each official table."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from govreport_site.reference.forms import FORMS, FormBlock, FormRow, FormTable


class PrintedCell(Struct):
    """A cell of a printed table with its span."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    role: str = "label"
    """label, group, header, unit, or value."""


class PrintedTable(Struct):
    """A printed table, and what a perfect reader takes from it."""

    key: str
    rows: list[list[PrintedCell]] = field(default_factory=list)
    truth: dict[str, list[Any]] = field(default_factory=dict)
    """Row key → cell values as in `govreport parse --json`."""
    lost: set[str] = field(default_factory=set)
    """Rows that are printed but cannot be read: a value too few or too many."""
    row_keys: list[tuple[str, ...]] = field(default_factory=list)
    """Keys of the data rows that each printed row holds."""


class Wear(Struct):
    """How badly the values of a document are printed."""

    thousands: bool = False
    full_width: bool = False
    units: bool = False
    marks: tuple[str, ...] = ()
    """Marks that stand in place of zeros here and there."""
    junk: float = 0.0
    """Share of cells with a misread number."""
    missing: int = 0
    """Rows left out."""
    shifted: int = 0
    """Rows with a value too few or too many."""


def plain_values(random_: random.Random, form: str, scale: int) -> dict[str, dict[str, list[Any]]]:
    """Consistent counts: all reconciliation rules of the form hold."""
    tables: dict[str, dict[str, list[Any]]] = {}
    for table in FORMS[form].tables:  # type: ignore[index]
        tables[table.key] = {
            row.key: [_count(random_, scale) for _ in block.columns]
            for block, row in table.data_rows()
        }
    if "requests" in tables:
        _reconcile(tables["requests"], scale, random_)
        for row in tables["review"].values():
            row[4] = sum(row[:4])
        amount = Decimal(random_.randrange(0, 10**7)) / 100
        tables["proactive"]["fees"][-1:] = (
            [float(amount)] if form == "2021" else tables["proactive"]["fees"][-1:]
        )
    if form == "provincial":
        for row in tables["report"].values():
            row[1] = row[0] + _count(random_, scale)
    return tables


def _count(random_: random.Random, scale: int) -> int:
    return 0 if random_.random() < 0.6 else random_.randrange(0, max(2, scale))


def _reconcile(requests: dict[str, list[Any]], scale: int, random_: random.Random) -> None:
    results = [key for key in requests if key.startswith("r") and key != "r7"]
    for row in requests.values():
        row[6] = sum(row[:6])
    requests["r7"] = [sum(requests[key][n] for key in results) for n in range(7)]
    for n in range(6):
        total = requests["r7"][n]
        requests["carry_out"][n] = _count(random_, max(2, scale // 10))
        requests["carry_in"][n] = min(total, _count(random_, max(2, scale // 10)))
        requests["new"][n] = total + requests["carry_out"][n] - requests["carry_in"][n]
    for key in ("new", "carry_in", "carry_out"):
        requests[key][6] = sum(requests[key][:6])


JUNK = ("1O2", "O", "l1", "3?", "5B", "2.5.1", "#")


def print_value(random_: random.Random, value: Any, wear: Wear, column: str) -> tuple[str, Any]:
    """(printed text, cell as a perfect reader states it)."""
    if random_.random() < wear.junk:
        text = random_.choice(JUNK)
        return text, {"unreadable": text}
    if value == 0 and wear.marks and random_.random() < 0.5:
        mark = random_.choice(wear.marks)
        return mark, {"": "", "-": "-", "—": "-", "－": "-", "/": "/", "无": "无"}[mark.strip()]
    text = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if isinstance(value, float):
        value = float(text) if "." in text else int(text)
    if wear.thousands and isinstance(value, int) and value > 999:
        text = f"{value:,}"
    if column == "change" and isinstance(value, int) and random_.random() < 0.5:
        text = random_.choice(["+", "增"]) + text
    elif wear.units and isinstance(value, int) and column != "amount" and random_.random() < 0.3:
        text += "件"
    elif wear.units and column == "amount" and isinstance(value, int):
        text += "" if random_.random() < 0.5 else "元" if value > 999 else ""
    if wear.full_width:
        text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
    return text, value


def print_table(
    random_: random.Random, form: str, table: FormTable, values: dict[str, list[Any]], wear: Wear
) -> PrintedTable:
    """The official grid of a table with its values."""
    printed = PrintedTable(table.key)
    rows = [row.key for _, row in table.data_rows()]
    left_out = set(random_.sample(rows, min(wear.missing, len(rows) // 3)))
    if table.key == "review":
        left_out = set()
    for key in rows:
        if key not in left_out:
            printed.truth[key] = []
    values_of = _Values(random_, values, wear, printed)
    if table.key == "proactive":
        _proactive(table, values_of, left_out)
    elif table.key == "requests":
        _requests(table.blocks[0], values_of, left_out)
    elif table.key == "review":
        _review(table.blocks[0], values_of)
    else:
        _older(random_, form, table.blocks[0], values_of, left_out)
    if table.key != "review":
        _shift(random_, printed, wear.shifted)
    return printed


class _Values(Struct):
    random_: random.Random
    values: dict[str, list[Any]]
    wear: Wear
    printed: PrintedTable

    def cells(self, block: FormBlock, row: FormRow) -> list[PrintedCell]:
        cells = []
        for column, value in zip(block.columns, self.values[row.key], strict=True):
            text, truth = print_value(self.random_, value, self.wear, column.key)
            cells.append(PrintedCell(text, role="value"))
            self.printed.truth[row.key].append(truth)
        return cells

    def add(self, cells: list[PrintedCell], *keys: str) -> None:
        self.printed.rows.append(cells)
        self.printed.row_keys.append(keys)


def _proactive(table: FormTable, out: _Values, left_out: set[str]) -> None:
    width = 1 + max(len(block.columns) for block in table.blocks)
    for block in table.blocks:
        spare = width - 1 - len(block.columns)
        out.add([PrintedCell(block.clause or "", width, role="header")])
        headers = [PrintedCell(c.label, role="header") for c in block.columns]
        headers[-1].colspan += spare
        out.add([PrintedCell("信息内容", role="header"), *headers])
        for row in block.rows:
            if row.key in left_out:
                continue
            cells = out.cells(block, row)
            cells[-1].colspan += spare
            out.add([PrintedCell(row.label), *cells], row.key)


CONDITION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def requests_header(block: FormBlock) -> list[list[PrintedCell]]:
    """The three header rows of the requests table."""
    inner = [c.label for c in block.columns if c.group]
    return [
        [PrintedCell(CONDITION, 3, 3, "header"), PrintedCell("申请人情况", 7, role="header")],
        [
            PrintedCell("自然人", 1, 2, "header"),
            PrintedCell("法人或其他组织", 5, role="header"),
            PrintedCell("总计", 1, 2, "header"),
        ],
        [PrintedCell(label, role="header") for label in inner],
    ]


def _requests(block: FormBlock, out: _Values, left_out: set[str]) -> None:
    for header in requests_header(block):
        out.add(header)
    pending: list[PrintedCell] = []
    rows = [row for row in block.rows if row.key not in left_out]
    for row in rows:
        if row.heading:
            inside = [r for r in rows if r.key.startswith("r") and not r.heading]
            if row.depth:
                inside = [r for r in inside if r.key.startswith(row.key + ".")]
            if inside:
                pending.append(PrintedCell(row.label, 1, len(inside), "group"))
            continue
        label = PrintedCell(row.label, 3 - row.depth)
        out.add([*pending, label, *out.cells(block, row)], row.key)
        pending = []


def _review(block: FormBlock, out: _Values) -> None:
    leaves = [c.label for c in block.columns]
    head = [PrintedCell("行政复议", 5, role="header"), PrintedCell("行政诉讼", 10, role="header")]
    out.add(head)
    second = [PrintedCell(leaf, 1, 2, "header") for leaf in leaves]
    groups = [PrintedCell(t, 5, role="header") for t in ("未经复议直接起诉", "复议后起诉")]
    out.add([*second, *groups])
    out.add([PrintedCell(leaf, role="header") for leaf in leaves * 2])
    cells = [cell for row in block.rows for cell in out.cells(block, row)]
    out.add(cells, *(row.key for row in block.rows))


def _older(
    random_: random.Random, form: str, block: FormBlock, out: _Values, left_out: set[str]
) -> None:
    if form == "2014":
        heads = ["统计指标", "单位", "统计数"]
    else:
        heads = ["指标名称", "计量单位", "代码", "本期实际", "本年累计"]
    out.add([PrintedCell(text, role="header") for text in heads])
    if form == "provincial" and random_.random() < 0.5:
        out.add([PrintedCell(text, role="header") for text in ("甲", "乙", "丙", "1", "2")])
    mark = random_.choice(["", "——"])
    for row in block.rows:
        if row.key in left_out:
            continue
        label = PrintedCell(row.label)
        if row.heading:
            out.add([label, PrintedCell("——", role="unit"), PrintedCell(mark, role="unit")])
            continue
        unit = [PrintedCell(row.unit or "", role="unit")]
        if form == "provincial":
            unit.append(PrintedCell(row.key, role="unit"))
        out.add([label, *unit, *out.cells(block, row)], row.key)


def _shift(random_: random.Random, printed: PrintedTable, count: int) -> None:
    wide = [
        number
        for number, cells in enumerate(printed.rows)
        if sum(cell.role == "value" and bool(cell.text.strip()) for cell in cells) > 1
        and all(cell.text.strip() for cell in cells)
    ]
    for number in random_.sample(wide, min(count, len(wide))):
        cells = printed.rows[number]
        at = max(n for n, cell in enumerate(cells) if cell.role == "value")
        if random_.random() < 0.5:
            del cells[at]
        else:
            cells.insert(at, PrintedCell("7", role="value"))
        printed.lost.update(printed.row_keys[number])


def data_cells(tables: list[PrintedTable]) -> Iterator[tuple[str, str, int, Any]]:
    """(table, row, column number, value) of every cell that is printed and can be read."""
    for table in tables:
        for row, values in table.truth.items():
            if row not in table.lost:
                for number, value in enumerate(values):
                    yield table.key, row, number, value
