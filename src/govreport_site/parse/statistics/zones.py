"""Where in the atoms the tables stand: runs of known row labels, without prose between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.labels import (
    FAMILIES,
    Family,
    Label,
    core,
    headers,
    index,
    labels,
)
from govreport_site.reference.forms import FORMS

FEWEST: dict[Family, int] = {
    "proactive": 3,
    "requests": 4,
    "review": 3,
    "2014": 6,
    "provincial": 6,
}
"""Different labels that make a table: fewer may be a list in prose that uses the same words."""
WIDEST_GAP = 150
"""Atoms between two labels of one table: three unread rows of ten cells and a repeated header of
some 30 atoms stay below it."""
SENTENCE = 36
"""A text longer than this that holds 。 or ； is prose; no label of a form is so printed."""


_TITLES = frozenset(core(table.title) for table in (*FORMS["2021"].tables, *FORMS["2019"].tables))


@dataclass(slots=True)
class Zone:
    """A stretch of atoms that holds one table."""

    family: Family
    start: int
    end: int
    """Index behind the last atom."""
    hits: dict[int, Label] = field(default_factory=dict)
    """Atom index → row label found there exactly."""


def is_prose(atom: Atom) -> bool:
    """True for a sentence."""
    text = atom.text
    return len(text) > SENTENCE and ("。" in text or "；" in text) and "勾稽" not in text


def find_zones(atoms: Sequence[Atom]) -> list[Zone]:
    """The tables in order of appearance; tables of the same family may be found more than once."""
    cores = [core(a.text) if a.kind == "words" and len(a.text) < 100 else "" for a in atoms]
    zones = [zone for family in FAMILIES for zone in _clusters(family, atoms, cores)]
    zones.sort(key=lambda zone: zone.start)
    for number, zone in enumerate(zones):
        floor = zones[number - 1].end if number else 0
        zone.start = _header_start(zone, atoms, cores, floor)
    return zones


def _clusters(family: Family, atoms: Sequence[Atom], cores: Sequence[str]) -> Iterator[Zone]:
    known = _anchors(family)
    current: Zone | None = None
    furthest = -1
    for at, words in enumerate(cores):
        if not words or words not in known:
            if current and is_prose(atoms[at]):
                yield from _closed(current, atoms)
                current = None
            continue
        label = known[words]
        if current and (at - current.end > WIDEST_GAP or _restarts(current, label, furthest)):
            yield from _closed(current, atoms)
            current = None
        if current is None:
            current, furthest = Zone(family, at, at), -1
        current.hits[at] = label
        current.end = at + 1
        furthest = max(furthest, label.order)
    if current:
        yield from _closed(current, atoms)


def _restarts(zone: Zone, label: Label, furthest: int) -> bool:
    """True when a table begins again: an early row after a late one that stood there before."""
    return label.order < furthest - 2 and any(h.key == label.key for h in zone.hits.values())


def _anchors(family: Family) -> dict[str, Label]:
    """Wordings that name one row; of a form without row labels, its header cells."""
    if family == "review":
        words = sorted(headers(family) - {"总计"})
        return {w: Label(w, n, (w,), False) for n, w in enumerate(words)}
    # 其他 and 总计 stand in headers too; a wording of two rows cannot restart a table.
    return {w: found[0] for w, found in index(family).items() if len(w) > 2 or w == "规章"}


def _closed(zone: Zone, atoms: Sequence[Atom]) -> Iterator[Zone]:
    if len({label.key for label in zone.hits.values()}) < FEWEST[zone.family]:
        return
    zone.end = _values_end(zone, atoms)
    yield zone


def _values_end(zone: Zone, atoms: Sequence[Atom]) -> int:
    """Behind the values that follow the last label, and the blanks of its row and table."""
    end = zone.end
    last = atoms[end - 1]
    while end < len(atoms):
        atom = atoms[end]
        same_row = atom.row == last.row and atom.in_cell and last.cell >= 0
        more = zone.family == "review" and core(atom.text) in headers("review")
        if atom.kind == "words" and not same_row and not more:
            break
        end += 1
    return end


def _header_start(zone: Zone, atoms: Sequence[Atom], cores: Sequence[str], floor: int) -> int:
    """Index of the first atom of the header above the first label."""
    known = headers(zone.family)
    letters = set("".join(known))
    start = zone.start
    at = zone.start
    while at > floor:
        at -= 1
        atom, words = atoms[at], cores[at]
        far = atom.kind in ("value", "odd") and not _same_table(atom, atoms[start])
        if far or is_prose(atom) or words in _TITLES:
            break
        same = _same_table(atom, atoms[start]) and len(words) < 30
        if not same and "勾稽" not in words and not set(words) <= letters:
            break
        start = at
    while start < zone.start and atoms[start].kind == "blank" and atoms[start].cell < 0:
        start += 1
    return start


def _same_table(atom: Atom, other: Atom) -> bool:
    return atom.cell >= 0 and other.cell >= 0 and atom.block == other.block


def row_hits(zone: Zone) -> set[str]:
    """Keys of the rows found exactly."""
    return {label.key for label in zone.hits.values()}


def order_of(family: Family, key: str) -> int:
    """Place of a row in its family."""
    return next(label.order for label in labels(family) if label.key == key)
