"""Header tables: keys and values by turns (H4), or a row of keys over a row of values (H5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import Cell, Table
from govreport_site.parse.draft import Draft
from govreport_site.parse.labelline import take_label
from govreport_site.parse.labels import LABELS, find_labels, label_name
from govreport_site.parse.numbers import find_index


def read_header_table(draft: Draft, index: int, table: Table) -> bool:
    """Read a table of keys and values, in pairs or as a row of keys over a row of values."""
    cells = [c for c in table.cells if c.text.strip()]
    keys = [c for c in cells if label_name(c.text)]
    run_on = [c for c in cells if not label_name(c.text) and _holds_label(c.text)]
    if len(cells) > 80 or any(len(c.text) > 300 for c in cells) or not (keys or run_on):
        return False
    if len(keys) + len(run_on) < 2 and not any(find_index(c.text) for c in cells):
        return False
    pairs = _pairs_by_row(cells) if _has_key_row(cells) else _pairs_in_order(cells)
    for label, value in pairs:
        _table_pair(draft, index, label, value)
    return True


def _holds_label(text: str) -> bool:
    labels = find_labels(text)
    return bool(labels) and labels[0].start < 3


def _table_pair(draft: Draft, index: int, label: str, value: str) -> None:
    name = label_name(label) if label else None
    field = LABELS[name] if name else None
    if name is None and _holds_label(value):
        labels = find_labels(value)
        for found, end in zip(labels, [*(x.start for x in labels[1:]), len(value)], strict=True):
            take_label(draft, index, value, found, end)
        if value[: labels[0].start].strip():
            draft.entry(index, "", value[: labels[0].start].strip(), None)
    else:
        draft.entry(index, label, value, field)


def _has_key_row(cells: Sequence[Cell]) -> bool:
    """True when a row of two or more cells holds labels only, and the next row holds none."""
    rows: dict[int, list[bool]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(label_name(cell.text) is not None)
    return any(
        len(keys) >= 2 and all(keys) and (row + 1) in rows and not any(rows[row + 1])
        for row, keys in rows.items()
    )


def _pairs_by_row(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    below = {(c.row, c.column): c for c in cells}
    used: set[tuple[int, int]] = set()
    for cell in cells:
        if (cell.row, cell.column) in used:
            continue
        if label_name(cell.text):
            value = below.get((cell.row + cell.rowspan, cell.column))
            if value is not None and label_name(value.text) is None:
                used.add((value.row, value.column))
                yield cell.text.strip(), value.text.strip()
                continue
            yield cell.text.strip(), ""
        else:
            yield "", cell.text.strip()


def _pairs_in_order(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Label and value by turns; a label that follows a label shows that the first has no value."""
    pending: Cell | None = None
    for cell in cells:
        if label_name(cell.text):
            if pending is not None:
                yield pending.text.strip(), ""
            pending = cell
        elif pending is not None and pending.row == cell.row:
            yield pending.text.strip(), cell.text.strip()
            pending = None
        else:
            if pending is not None:
                yield pending.text.strip(), ""
                pending = None
            yield "", cell.text.strip()
    if pending is not None:
        yield pending.text.strip(), ""
