"""One table with labelled rows → its values by row key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govreport_site.model import (
    BLANK,
    CellValue,
    FormId,
    Issue,
    Repair,
    Row,
    StatTable,
    Unreadable,
    Unrecoverable,
)
from govreport_site.parse.statistics.align import align
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.columns import Order, arranged, column_order
from govreport_site.parse.statistics.events import Event, events_of, in_rows
from govreport_site.parse.statistics.fitting import PrintedRow, fit_rows
from govreport_site.parse.statistics.labels import Label, labels
from govreport_site.parse.statistics.values import cell_value
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import FORMS, Column, FormTable

MOST_EVENTS = 400
"""Stretches of values of the longest form are 70; more is no table, and would be slow to tell."""
FILLED = 4
"""Rows with more values than this are seen filled up with blanks where values were removed; in a
narrower one a blank last cell is common."""


@dataclass(slots=True)
class Reading:
    """What one printed table gave."""

    table: StatTable
    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read_rows(form: FormId, key: str, zone: Zone, atoms: Sequence[Atom]) -> Reading:
    """The rows of a table that are printed, in the order of the form."""
    table = FORMS[form].table(key)
    widths: Mapping[str, tuple[Column, ...]] = {
        row.key: block.columns for block, row in table.data_rows()
    }
    allowed = frozenset(widths)
    rowed = in_rows(zone, atoms, min(len(c) for c in widths.values()))
    events = events_of(zone, atoms, rowed, allowed)
    line = atoms[zone.start].line
    if len(events) > MOST_EVENTS:
        why = f"{len(events)} stretches of values, a form has at most {MOST_EVENTS}"
        return Reading(Unrecoverable(why), [_unrecoverable(table, why, line)])
    named = align(zone.family, events)
    owners = {n: found for n, found in named.items() if found[0].key in allowed}
    if zone.family == "provincial":
        widths = drop_codes(events, owners, widths)
    if all(not event.prints_value for event in events):
        return _all_blank(table, zone, owners, line)
    if removed := values_removed(events, owners, widths):
        return Reading(Unrecoverable(removed), [_unrecoverable(table, removed, line)])
    reading = Reading({})
    found = dict(_values(events, owners, widths, reading))
    _unread(table, zone, events, named, found, reading)
    reading.table = {key: found[key] for key in widths if key in found}
    _report_missing(table, found, line, reading)
    return reading


def _values(
    events: Sequence[Event],
    owners: Mapping[int, tuple[Label, float]],
    widths: Mapping[str, tuple[Column, ...]],
    reading: Reading,
) -> Iterator[tuple[str, Row]]:
    owned = [(events[n], label) for n, (label, _) in owners.items()]
    fits = fit_rows([_printed_row(event, label, widths[label.key]) for event, label in owned])
    orders: dict[tuple[Column, ...], Order | None] = {}
    for (event, label), found in zip(owned, fits, strict=True):
        columns = widths[label.key]
        if isinstance(found, Unrecoverable):
            yield label.key, found
            reading.issues.append(_rejected(event, label, found.why))
            continue
        orders[columns] = column_order(columns, event.words) or orders.get(columns)
        slots = event.slots[found.offset : found.offset + len(columns)]
        slots = arranged(slots, orders[columns])
        yield label.key, tuple(read_cells(slots, columns, label.key, reading))


def _printed_row(event: Event, label: Label, columns: Sequence[Column]) -> PrintedRow:
    depth = "." in label.key or label.key.startswith("r")
    return PrintedRow(event.slots, len(columns), (depth + ("." in label.key), len(columns)))


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
            reading.issues.append(Issue("cell-unreadable", "warning", message, slot.line))
        yield value


def drop_codes(
    events: Sequence[Event],
    owners: Mapping[int, tuple[Label, float]],
    widths: Mapping[str, tuple[Column, ...]],
) -> Mapping[str, tuple[Column, ...]]:
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
    column = 1 if "累计" in header else 0
    return {key: columns[column : column + 1] for key, columns in widths.items()}


def _all_blank(
    table: FormTable, zone: Zone, owners: Mapping[int, tuple[Label, float]], line: int
) -> Reading:
    """Every printed row with blank cells: labels stand there and not one value."""
    printed = {label.key for label in zone.hits.values()}
    printed |= {label.key for label, _ in owners.values()}
    rows: dict[str, Row] = {
        row.key: (BLANK,) * len(block.columns)
        for block, row in table.data_rows()
        if row.key in printed
    }
    message = f"{table.title}: the table prints no value at all; all cells are blank"
    return Reading(rows, [Issue("table-blank", "warning", message, line)])


def values_removed(
    events: Sequence[Event],
    owners: Mapping[int, tuple[Label, float]],
    widths: Mapping[str, tuple[Column, ...]],
) -> str | None:
    """Why nothing can be read, when rows are short and no value stands beside an equal one.

    Some page converters drop repeated values. What is left has lost its places; a real row of
    seven counts almost always repeats a value, mostly 0.
    """
    rows = [
        (_printed_values(events[n].slots, len(widths[label.key])), len(widths[label.key]))
        for n, (label, _) in owners.items()
        if len(widths[label.key]) > 1
    ]
    short = sum(1 for values, width in rows if len(values) < width)
    repeats = any(a == b for values, _ in rows for a, b in pairwise(values))
    if repeats or len(rows) < 6 or short < 0.5 * len(rows):
        return None
    return (
        f"{short} of {len(rows)} rows print fewer values than columns: repeated values are removed"
    )


def _printed_values(slots: Sequence[Atom], width: int) -> list[str]:
    """Texts of the cells; of a wide row without the blanks at its end, which may only fill it."""
    texts = [slot.text.strip() for slot in slots]
    while width > FILLED and texts and not texts[-1]:
        texts.pop()
    return texts


def _unread(
    table: FormTable,
    zone: Zone,
    events: Sequence[Event],
    named: Mapping[int, tuple[Label, float]],
    found: dict[str, Row],
    reading: Reading,
) -> None:
    """Marks rows that are printed but could not be read: without values, or without a label."""
    columns = {row.key: len(block.columns) for block, row in table.data_rows()}
    for label in zone.hits.values():
        if label.key in columns and label.key not in found:
            why = f"no values printed, {columns[label.key]} expected"
            found[label.key] = Unrecoverable(why)
            reading.issues.append(_issue(label.cores[0], why, None))
    for number, event in enumerate(events):
        if (
            number not in named
            and event.words
            and any(s.kind == "odd" or _digits(s) for s in event.slots)
        ):
            low = max((w.order for n, (w, _) in named.items() if n < number), default=-1)
            high = min((w.order for n, (w, _) in named.items() if n > number), default=999)
            gap = [w for w in labels(zone.family) if low < w.order < high and w.key in columns]
            _nameless(event, [w.key for w in gap if w.key not in found], found, reading)


def _digits(slot: Atom) -> bool:
    return any(letter.isdigit() for letter in slot.text)


def _nameless(
    event: Event, missing: Sequence[str], found: dict[str, Row], reading: Reading
) -> None:
    """Values whose row cannot be told: they may belong to any row missing at that place."""
    words = event.words[-1].text.strip()[:40]
    for key in missing:
        found[key] = Unrecoverable(f'a row is printed as "{words}", and which it is cannot be told')
    message = f'values behind "{words}" belong to no row of the form'
    reading.issues.append(Issue("row-outside-form", "warning", message, event.slots[0].line))


def _rejected(event: Event, label: Label, why: str) -> Issue:
    line = event.slots[0].line if event.slots else None
    return _issue(label.cores[0], why, line)


def _issue(label: str, why: str, line: int | None) -> Issue:
    return Issue("row-unrecoverable", "warning", f'row "{label}": {why}', line)


def _unrecoverable(table: FormTable, why: str, line: int) -> Issue:
    return Issue("table-unrecoverable", "warning", f"{table.title}: {why}", line)


def _report_missing(
    table: FormTable, found: Mapping[str, Row], line: int, reading: Reading
) -> None:
    missing = [row.label for _, row in table.data_rows() if row.key not in found]
    if missing:
        message = f"{table.title}: rows not printed: {'; '.join(missing)}"
        reading.issues.append(Issue("row-missing", "warning", message, line))
