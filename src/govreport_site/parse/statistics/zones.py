"""Where in the atoms the tables stand: runs of known row labels, without prose between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.labels import (
    FAMILIES,
    Family,
    Label,
    core,
    headers,
    index,
    labels,
    titles,
)
from govreport_site.parse.statistics.likeness import LEAST, likeness

FEWEST: dict[Family, int] = {
    "proactive": 3,
    "requests": 4,
    "review": 3,
    "2014": 6,
    "provincial": 6,
}
"""Different labels that make a table: fewer may be a list in prose that uses the same words."""
MOST_HEADER = 24
"""Words that may stand between two rows: a block's header, broken into pieces."""
BLANK_SHARE = 0.6
"""Share of a form's labels that make a table without one cell beside them; fewer are an outline."""
WIDEST_GAP = 150
"""Atoms between two labels of one table: three unread rows of ten cells and a repeated header of
some 30 atoms stay below it."""
SENTENCE = 36
"""A text longer than this that holds 。 or ； is prose; no label of a form is so printed."""


MOST_ZONES = 60
"""Tables of one file that are looked at: a county's report with those of its townships has 60."""
MOST_FRAGMENTS = 6
"""Pieces into which a label may be broken before its values."""


class Zone(Struct):
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
    if zones and not any(zone.family == "review" for zone in zones):
        zones += _review_by_letters(zones, atoms)
    zones.sort(key=lambda zone: zone.start)
    del zones[MOST_ZONES:]
    for number, zone in enumerate(zones):
        floor = zones[number - 1].end if number else 0
        ceiling = zones[number + 1].start if number + 1 < len(zones) else len(atoms)
        if zone.family != "review":
            _extend_end(zone, atoms, cores, ceiling)
            _extend_start(zone, atoms, cores, floor)
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
    if zone.family == "review":
        return False
    return (
        not label.group
        and label.order < furthest - 2
        and any(h.key == label.key for h in zone.hits.values())
    )


def _anchors(family: Family) -> dict[str, Label]:
    """Wordings that name one row; of a form without row labels, its header cells."""
    if family == "review":
        words = sorted(headers(family) - {"总计"})
        return {w: Label(w, n, (w,), False) for n, w in enumerate(words)}
    # 其他 and 总计 stand in headers too; a wording of two rows cannot restart a table.
    return {
        words: found[0]
        for words, found in index(family).items()
        if len(found) == 1 and (len(words) > 2 or words == "规章")
    }


def _closed(zone: Zone, atoms: Sequence[Atom]) -> Iterator[Zone]:
    if len({label.key for label in zone.hits.values()}) < FEWEST[zone.family]:
        return
    zone.end = _values_end(zone, atoms)
    has_cells = any(atom.kind != "words" for atom in atoms[zone.start : zone.end])
    if has_cells or len(row_hits(zone)) >= BLANK_SHARE * len(labels(zone.family)):
        yield zone


def _values_end(zone: Zone, atoms: Sequence[Atom]) -> int:
    """Behind the values that follow the last label, and the blanks of its row and table."""
    end = zone.end
    last = atoms[end - 1]
    while end < len(atoms):
        atom = atoms[end]
        same_row = atom.row == last.row and last.column >= 0
        more = zone.family == "review" and core(atom.text) in headers("review")
        if atom.kind == "words" and not same_row and not more:
            break
        end += 1
    return end


def _extend_end(zone: Zone, atoms: Sequence[Atom], cores: Sequence[str], ceiling: int) -> None:
    """Takes in rows behind the last exact label whose own labels are misprinted, and what of the
    last label goes on behind its line."""
    furthest = max(label.order for label in zone.hits.values())
    rows = labels(zone.family)
    later = [label for label in rows if label.order > furthest]
    if zone.end < ceiling and _ends_label(cores[zone.end], [rows[furthest]]):
        zone.end = _past_values(zone.end + 1, atoms, ceiling)
    while (end := _row_behind(zone.end, atoms, cores, ceiling, later)) is not None:
        zone.end = end
    if zone.end < ceiling and _ends_label(cores[zone.end], later[-1:]):
        zone.end = _past_values(zone.end + 1, atoms, ceiling)


def _row_behind(
    start: int, atoms: Sequence[Atom], cores: Sequence[str], ceiling: int, rows: Sequence[Label]
) -> int | None:
    """Where a row ends that begins at `start`, a header or a group before its label included."""
    values = start
    while values < ceiling and values - start < MOST_HEADER and atoms[values].kind == "words":
        if is_prose(atoms[values]) or cores[values] in titles():
            return None
        values += 1
    end = _past_values(values, atoms, ceiling)
    if end == values:
        return None
    rest = cores[end] if end < ceiling else ""
    starts = range(max(start, values - MOST_FRAGMENTS), values)
    joined = ["".join(cores[at:values]) for at in starts]
    found = (_best_likeness(text, rows) for words in joined for text in (words, words + rest))
    return end if max(found, default=0.0) >= LEAST else None


def _past_values(at: int, atoms: Sequence[Atom], ceiling: int) -> int:
    while at < ceiling and atoms[at].kind != "words":
        at += 1
    return at


def _extend_start(zone: Zone, atoms: Sequence[Atom], cores: Sequence[str], floor: int) -> None:
    """Takes in rows before the first exact label whose own labels are misprinted."""
    first = min(label.order for label in zone.hits.values())
    earlier = [label for label in labels(zone.family) if label.order < first]
    while (start := _row_before(zone.start, atoms, cores, floor, earlier)) is not None:
        zone.start = start


def _row_before(
    end: int, atoms: Sequence[Atom], cores: Sequence[str], floor: int, rows: Sequence[Label]
) -> int | None:
    """Where a row begins that ends at `end`: label, values, and what wraps behind the values."""
    behind = end
    while behind > max(floor, end - MOST_FRAGMENTS) and atoms[behind - 1].kind == "words":
        behind -= 1
    values = behind
    while values > floor and atoms[values - 1].kind != "words":
        values -= 1
    if values == behind:
        return None
    rest = "".join(cores[behind : min(end, behind + 1)])
    best: tuple[float, int] | None = None
    for start in range(values - 1, max(floor, values - MOST_FRAGMENTS) - 1, -1):
        words = "".join(cores[start:values])
        score = max(_best_likeness(words, rows), _best_likeness(words + rest, rows) if rest else 0)
        if score >= LEAST and (best is None or score > best[0]):
            best = (score, start)
    return best[1] if best else None


def _ends_label(words: str, rows: Sequence[Label]) -> bool:
    """True for the end of a label that wraps behind its values."""
    return len(words) > 1 and any(c.endswith(words) and c != words for r in rows for c in r.cores)


def _best_likeness(words: str, rows: Sequence[Label]) -> float:
    return max((likeness(words, c) for row in rows for c in row.cores), default=0.0)


REVIEW_LETTERS = frozenset("行政复议诉讼未经直接起后结果维持纠正其他尚审总计")
REVIEW_PROOF = frozenset("维纠审诉复")
FEWEST_VALUES = 10
"""Values in a row that, under these letters, can only be the review table's fifteen."""


def _review_by_letters(zones: Sequence[Zone], atoms: Sequence[Atom]) -> Iterator[Zone]:
    """The review table when its header words are shattered: their letters, then a long row."""
    at = start = max(zone.end for zone in zones)
    while at < len(atoms):
        if atoms[at].kind == "words":
            if not set(core(atoms[at].text)) <= REVIEW_LETTERS:
                start = at + 1
            at += 1
            continue
        end = at
        while end < len(atoms) and atoms[end].kind != "words":
            end += 1
        head = {letter for atom in atoms[start:at] for letter in atom.text}
        if end - at >= FEWEST_VALUES and len(head & REVIEW_PROOF) > 3:
            yield Zone("review", start, end)
            return
        at = end


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
        if zone.family == "provincial" and atom.text.strip() in ("1", "2"):
            continue  # the columns are numbered 甲 乙 丙 1 2
        if far or is_prose(atom) or words in titles():
            break
        same = _same_table(atom, atoms[start]) and len(words) < 30
        if not same and "勾稽" not in words and not set(words) <= letters:
            break
        start = at
    while start < zone.start and atoms[start].kind == "blank" and atoms[start].cell < 0:
        start += 1
    return start


def _same_table(atom: Atom, other: Atom) -> bool:
    return atom.column >= 0 and other.column >= 0 and atom.block == other.block


def row_hits(zone: Zone) -> set[str]:
    """Keys of the rows found exactly."""
    return {label.key for label in zone.hits.values()}
