"""What is printed but cannot be read, and what is not printed at all: said, never passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from govreport_site.model import Issue, Repair, Row, StatTable, Unrecoverable
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.events import Event
from govreport_site.parse.statistics.labels import Label, core, headers, labels
from govreport_site.parse.statistics.zones import Zone
from govreport_site.reference.forms import Column, FormTable

FILLED = 4
"""Only rows with more values than this tell: in a narrow one, values that all differ and a blank
last cell are common."""
FEWEST_ROWS = 6
"""Rows with values from which it can be told that repeated values were removed."""

Named = Mapping[int, tuple[Label, float]]
"""Event number → row and likeness."""


class Reading(Struct):
    """What one printed table gave."""

    table: StatTable
    issues: list[Issue] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    removed: bool = False
    """True when repeated values were removed from the table, and so from others beside it."""

    def doubt(self, code: str, message: str, line: int | None) -> None:
        """Adds a warning."""
        self.issues.append(Issue(code, "warning", message, line))


def values_removed(
    events: Sequence[Event], owners: Named, widths: Mapping[str, tuple[Column, ...]]
) -> str | None:
    """Why nothing can be read, when rows are short and no value stands beside an equal one.

    Some page converters drop repeated values, or leave a blank in their place. What is left has
    lost its meaning; a real row of seven counts almost always repeats a value, mostly 0.
    """
    rows = [
        ([slot.text.strip() for slot in events[n].slots], len(widths[label.key]))
        for n, (label, _) in owners.items()
        if len(widths[label.key]) > FILLED and events[n].prints_value
    ]
    if len(rows) < FEWEST_ROWS or any(_repeats(values) for values, _ in rows):
        return None
    short = sum(1 for values, width in rows if len(_unfilled(values)) < width)
    if short >= 0.5 * len(rows):
        why = f"{short} of {len(rows)} rows print fewer values than columns"
        return f"{why}: repeated values are removed"
    blanked = [values for values, _ in rows if _is_blanked(values)]
    if len(blanked) >= 0.5 * len(rows):
        return f"{len(blanked)} of {len(rows)} rows print blanks in place of repeated values"
    return None


def _repeats(values: Sequence[str]) -> bool:
    """True when two neighbours print the same."""
    return any(a == b != "" for a, b in pairwise(values))


def _unfilled(values: list[str]) -> list[str]:
    """The values without the blanks at their end, which may only fill the row."""
    kept = len(values)
    while kept and not values[kept - 1]:
        kept -= 1
    return values[:kept]


def _is_blanked(values: Sequence[str]) -> bool:
    """True when the first value and a zero are printed, and blanks behind: where a zero stands, a
    blank does not stand for zero."""
    return bool(values and values[0]) and "0" in values and "" in values


def refuse(reading: Reading) -> None:
    """Gives up a table beside one from which repeated values were removed: it stood on one page."""
    if not isinstance(reading.table, Unrecoverable):
        why = "repeated values are removed from another table of this page"
        reading.table = Unrecoverable(why)
        reading.doubt("table-unrecoverable", why, None)


def tell_unread(
    table: FormTable, zone: Zone, events: Sequence[Event], named: Named, reading: Reading
) -> dict[str, Row]:
    """Rows that are printed but could not be read, for want of values or of a label."""
    columns = {row.key: len(block.columns) for block, row in table.data_rows()}
    known = {label.key for label, _ in named.values()}
    found: dict[str, Row] = {}
    for label in zone.hits.values():
        if label.key in columns and label.key not in known and label.key not in found:
            why = f"no values printed, {columns[label.key]} expected"
            found[label.key] = Unrecoverable(why)
            reading.doubt("row-unrecoverable", f'row "{label.cores[0]}": {why}', None)
    for number, event in enumerate(events):
        if not any(slot.kind == "odd" or _has_digit(slot) for slot in event.slots):
            continue
        if core(event.words[-1].text if event.words else "") in headers(zone.family):
            continue  # numbers of the columns below the header
        if number not in named and event.words:
            missing = [key for key in _gap(zone, number, named) if key in columns]
            _tell_nameless(event, [k for k in missing if k not in known], found, reading)
        elif number in named and named[number][0].key not in columns:
            words = named[number][0].cores[0]
            message = f'row "{words}": values in a row that has none in this form'
            reading.doubt("row-outside-form", message, event.slots[0].line)
    return found


def _has_digit(slot: Atom) -> bool:
    return any(letter.isdigit() for letter in slot.text)


def _gap(zone: Zone, number: int, named: Named) -> list[str]:
    """Keys of the rows between those that the neighbouring events name."""
    low = max((label.order for n, (label, _) in named.items() if n < number), default=-1)
    high = min((label.order for n, (label, _) in named.items() if n > number), default=999)
    return [label.key for label in labels(zone.family) if low < label.order < high]


def _tell_nameless(
    event: Event, missing: Sequence[str], found: dict[str, Row], reading: Reading
) -> None:
    """Values whose row cannot be told: they may belong to any row missing at that place."""
    words = event.words[-1].text.strip()[:40]
    for key in missing:
        found[key] = Unrecoverable(f'a row is printed as "{words}", and which it is cannot be told')
    message = f'values behind "{words}" belong to no row of the form'
    reading.doubt("row-outside-form", message, event.slots[0].line)


def tell_missing(table: FormTable, line: int, reading: Reading) -> None:
    """A warning that names the rows of the form that are not printed."""
    if isinstance(reading.table, Unrecoverable):
        return
    missing = [row.label for _, row in table.data_rows() if row.key not in reading.table]
    if missing:
        message = f"{table.title}: rows not printed: {'; '.join(missing)}"
        reading.doubt("row-missing", message, line)
