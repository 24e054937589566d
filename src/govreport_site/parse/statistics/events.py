"""Atoms of a table → events: what is printed before some values, and the values.

Between the values of one row and those of the next stand the words that name the next row, often
with parts of other labels among them: of the group, of a header repeated on a new page, of the row
above when its label wraps around its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.labels import Family, Label, core, headers, index, labels
from govreport_site.parse.statistics.likeness import LEAST, SHORTEST, likeness
from govreport_site.parse.statistics.zones import Zone


class Event(Struct):
    """Words, and the values that follow them."""

    words: list[Atom] = field(default_factory=list)
    slots: list[Atom] = field(default_factory=list)
    """Value, blank and unreadable cells in order."""

    @property
    def prints_value(self) -> bool:
        """True unless all its slots are blank."""
        return any(slot.kind != "blank" for slot in self.slots)


WIDEST = 12
"""Cells behind a row's label: seven values, a unit, a code, and what spans leave over."""


def in_rows(zone: Zone, atoms: Sequence[Atom], narrowest: int) -> bool:
    """True when the rows of the source are rows of the table, each with its label and values."""
    ends: dict[int, int] = {}
    for at in range(zone.start, zone.end):
        ends[atoms[at].row] = at
    last = {atoms[at].row: at for at, label in zone.hits.items() if not label.heading}
    named = {label.key for label in zone.hits.values() if not label.heading}
    sizes = [ends[row] - at for row, at in last.items() if atoms[at].in_cell]
    fitting = sum(1 for size in sizes if narrowest <= size <= WIDEST)
    return fitting >= 0.6 * len(named)


def events_of(
    zone: Zone, atoms: Sequence[Atom], rowed: bool, allowed: frozenset[str]
) -> list[Event]:
    """The events of a table in order; the last one may have words only."""
    inside = atoms[zone.start : zone.end]
    if zone.family not in ("2014", "provincial"):
        inside = [_as_words(a) if a.kind == "unit" else a for a in inside]
    else:
        inside = [a for a in inside if a.kind != "unit"]
    walk = _by_rows if rowed else _by_stream
    events = list(walk(zone.family, inside, allowed))
    _give_back_numbers(events)
    return events


def _give_back_numbers(events: Sequence[Event]) -> None:
    """Moves a label's number out of the values when the label breaks between it and its dot."""
    for event, after in pairwise(events):
        if not event.words or not event.slots or not after.words:
            continue
        first = event.slots[0]
        number = first.text.isdigit() and len(first.text) == 1 and not first.in_cell
        dot = after.words[0].text[:1] in (".", "．")  # 、 alone is a letter of a vertical label
        if number and dot and first.line == event.words[-1].line:
            event.words.append(_as_words(event.slots.pop(0)))


def _as_words(atom: Atom) -> Atom:
    return Atom(
        atom.text, "words", atom.line, atom.block, atom.cell, atom.start, atom.end, atom.row,
        atom.in_cell, atom.column, atom.width,
    )  # fmt: skip


def _by_stream(family: Family, atoms: Sequence[Atom], allowed: frozenset[str]) -> Iterator[Event]:
    event = Event()
    for atom in atoms:
        if atom.kind != "words":
            event.slots.append(atom)
            continue
        if event.slots:
            if event.prints_value or _may_be_row(family, event, allowed):
                yield event
                event = Event()
            else:
                event.slots.clear()  # blanks beside a header or a group are no row
        event.words.append(atom)
    yield event


def _may_be_row(family: Family, event: Event, allowed: frozenset[str]) -> bool:
    """True when blank cells may be a row's: a known label stands before them, or one much like."""
    if not event.words or core(event.words[-1].text) in index(family):
        return bool(names_row(family, event.words[-2:], allowed))
    words = core(event.words[-1].text)
    if len(words) < SHORTEST or words in headers(family):
        return False
    rows = (label for label in labels(family) if label.key in allowed)
    return any(likeness(words, c) >= LEAST for label in rows for c in label.cores)


def _by_rows(family: Family, atoms: Sequence[Atom], allowed: frozenset[str]) -> Iterator[Event]:
    event = Event()
    for row in _rows(atoms):
        split = len(row) if _is_header(family, row) else _label_end(family, row, allowed)
        event.words += [a for a in row[:split] if a.kind == "words"]
        slots = row[split:]
        event.slots = list(slots)
        if event.prints_value or (slots and _may_be_row(family, event, allowed)):
            yield event
            event = Event()
    yield event


def _rows(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    row: list[Atom] = []
    for atom in atoms:
        if row and atom.row != row[0].row:
            yield row
            row = []
        row.append(atom)
    if row:
        yield row


def _is_header(family: Family, row: Sequence[Atom]) -> bool:
    """True for a row of header cells, which may hold 其他 or 总计 and blanks."""
    known = headers(family) - index(family).keys()
    return any(a.kind == "words" and core(a.text) in known for a in row)


def _label_end(family: Family, row: Sequence[Atom], allowed: frozenset[str]) -> int:
    """How many cells of a row are its label: up to the last that names a row, or the last words."""
    named = [n for n, a in enumerate(row) if a.kind == "words" and names_row(family, [a], allowed)]
    if named:
        return named[-1] + 1
    words = [n for n, a in enumerate(row) if a.kind == "words"]
    if not words:
        return 0
    values = (n for n, a in enumerate(row) if n > words[0] and a.kind in ("value", "odd"))
    first_value = next(values, len(row))
    return max(n for n in words if n < first_value) + 1


def in_header(family: Family, words: Sequence[Atom]) -> bool:
    """True when the last words are 其他 or 总计 of a header: the cell before is a header's too."""
    if len(words) < 2 or core(words[-1].text) not in headers(family):
        return False
    before = core(words[-2].text)
    return before in headers(family) and before not in index(family)


def names_row(family: Family, atoms: Sequence[Atom], allowed: frozenset[str]) -> tuple[Label, ...]:
    """The rows of `allowed` that the last of these atoms names exactly."""
    if not atoms or in_header(family, atoms):
        return ()
    found = index(family).get(core(atoms[-1].text), ())
    return tuple(label for label in found if label.key in allowed)
