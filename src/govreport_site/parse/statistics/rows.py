"""One table with labelled rows → its values by row key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govreport_site.model import (
    BLANK,
    CellValue,
    FormId,
    Repair,
    Row,
    Unreadable,
    Unrecoverable,
)
from govreport_site.parse.statistics.align import align
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.columns import Order, arranged, column_order
from govreport_site.parse.statistics.doubts import (
    Named,
    Reading,
    tell_missing,
    tell_unread,
    values_removed,
)
from govreport_site.parse.statistics.events import Event, events_of, in_rows
from govreport_site.parse.statistics.fitting import PrintedRow, fit_rows
from govreport_site.parse.statistics.values import cell_value
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import FORMS, Column, FormTable

MOST_EVENTS = 400
"""Stretches of values of the longest form are 70; more is no table, and would be slow to tell."""

Widths = Mapping[str, tuple[Column, ...]]
"""Row key → the columns that it prints."""


def read_rows(form: FormId, key: str, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    """The rows of a table that are printed, in the order of the form."""
    table = FORMS[form].table(key)
    widths: Widths = {row.key: block.columns for block, row in table.data_rows()}
    rowed = in_rows(zone, atoms, min(len(c) for c in widths.values()))
    events = events_of(zone, atoms, rowed, frozenset(widths))
    line = atoms[zone.start].line
    if len(events) > MOST_EVENTS:
        why = f"{len(events)} stretches of values, a form has at most {MOST_EVENTS}"
        return lost_table(table, why, line)
    named = align(zone.family, events)
    owners = {n: found for n, found in named.items() if found[0].key in widths}
    if zone.family == "provincial":
        widths = drop_codes(events, owners, widths)
    if all(not event.prints_value for event in events):
        return _all_blank(table, zone, owners, line)
    if removed := values_removed(events, owners, widths):
        reading = lost_table(table, removed, line)
        reading.removed = True
        return reading
    reading = Reading({})
    found = dict(_values(events, owners, widths, table, reading))
    found.update(tell_unread(table, zone, events, named, reading))
    reading.table = {row.key: found[row.key] for _, row in table.data_rows() if row.key in found}
    tell_missing(table, line, reading)
    return reading


def lost_table(table: FormTable, why: str, line: int) -> Reading:
    """A table of which nothing can be read."""
    reading = Reading(Unrecoverable(why))
    reading.doubt("table-unrecoverable", f"{table.title}: {why}", line)
    return reading


def _values(
    events: Sequence[Event], owners: Named, widths: Widths, table: FormTable, reading: Reading
) -> Iterator[tuple[str, Row]]:
    owned = [(events[n], label) for n, (label, _) in owners.items()]
    for event, label in owned:
        _drop_page_number(event, len(widths[label.key]))
    depths = {row.key: row.depth for _, row in table.data_rows()}
    spans = table.key == "requests"
    fits = fit_rows(
        [
            PrintedRow(event.slots, len(widths[label.key]), depths[label.key], spans)
            for event, label in owned
        ]
    )
    orders: dict[tuple[str, ...], Order | None] = {}
    for (event, label), found in zip(owned, fits, strict=True):
        columns = widths[label.key]
        if isinstance(found, Unrecoverable):
            yield label.key, found
            message = f'row "{label.cores[0]}": {found.why}'
            reading.doubt("row-unrecoverable", message, event.words[-1].line)
            continue
        keys = tuple(column.key for column in columns)
        orders[keys] = column_order(columns, event.words) or orders.get(keys)
        slots = event.slots[found.offset : found.offset + len(columns)]
        slots = arranged(slots, orders[keys])
        cells = tuple(read_cells(slots, columns, label.key, reading))
        yield label.key, _whole_row(cells, columns, table.columns(label.key))


def _drop_page_number(event: Event, width: int) -> None:
    """Takes a number off that stands alone on the line below a row that is whole without it."""
    if len(event.slots) != width + 1:
        return
    *row, last = event.slots
    if last.in_cell or not last.text.strip().isdigit():
        return
    if last.line > row[-1].line and row[0].line == row[-1].line:
        event.slots.pop()


def _whole_row(
    cells: tuple[CellValue, ...], printed: Sequence[Column], columns: Sequence[Column]
) -> tuple[CellValue, ...]:
    """The cells of a row, with a blank for a column that the whole table leaves out."""
    if len(printed) == len(columns):
        return cells
    by_key = {column.key: cell for column, cell in zip(printed, cells, strict=True)}
    return tuple(by_key.get(column.key, BLANK) for column in columns)


def read_cells(
    slots: Sequence[Atom], columns: Sequence[Column], row: str, reading: Reading
) -> Iterator[CellValue]:
    """The values of a row's cells; repairs and unreadable cells are noted in `reading`."""
    for slot, column in zip(slots, columns, strict=True):
        value, repair = cell_value(slot.text, column)
        if repair:
            note = Repair(repair.printed, repair.read, repair.rule, slot.line, repair.confidence)
            reading.repairs.append(note)
        if isinstance(value, Unreadable):
            message = f'row {row}, column "{column.label}": "{value.text[:40]}" is no value'
            reading.doubt("cell-unreadable", message, slot.line)
        yield value


def drop_codes(events: Sequence[Event], owners: Named, widths: Widths) -> Widths:
    """Takes the code column out of the events; the columns that the rows then have.

    Only where nearly all rows print their own code is there such a column: 10 beside 申请总数 may
    else be a count.
    """
    owned = [(events[n], label.key) for n, (label, _) in owners.items()]
    coded = [e for e, key in owned if e.slots and e.slots[0].text.strip().zfill(2) == key]
    if len(coded) >= 0.8 * len(owned):
        for event in coded:
            del event.slots[0]
    single = sum(1 for e, _ in owned if len(e.slots) == 1)
    if single < 0.8 * len(owned) or not owned:
        return widths
    header = "".join(a.text for a in events[0].words)
    cumulative, period = "累计" in header, "实际" in header or "本期" in header
    if cumulative == period and not any(word in header for word in ("统计数", "数量", "数值")):
        return widths  # two columns are printed, or it is not known which one
    column = 1 if cumulative and not period else 0
    return {key: columns[column : column + 1] for key, columns in widths.items()}


def _all_blank(table: FormTable, zone: Zone, owners: Named, line: int) -> Reading:
    """Every printed row with blank cells: labels stand there and not one value."""
    printed = {label.key for label in zone.hits.values()}
    printed |= {label.key for label, _ in owners.values()}
    rows: dict[str, Row] = {
        row.key: (BLANK,) * len(block.columns)
        for block, row in table.data_rows()
        if row.key in printed
    }
    reading = Reading(rows)
    message = f"{table.title}: the table prints no value at all; all cells are blank"
    reading.doubt("table-blank", message, line)
    return reading
