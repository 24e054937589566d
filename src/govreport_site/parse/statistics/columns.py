"""The order of a table's columns, when its header prints another than the form's.

Header cells that are all found decide. A header that is shattered or incomplete tells nothing, and
the order of the form holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.labels import core
from govreport_site.reference.forms import Column

Order = tuple[int, ...]
"""For each printed position the index of its column in the form."""


def column_order(columns: Sequence[Column], words: Sequence[Atom]) -> Order | None:
    """The order in which a header prints the columns; None when it does not name all of them."""
    places = {core(c.label): n for n, c in enumerate(columns)}
    found: dict[int, Atom] = {}
    position: dict[int, int] = {}
    for at, atom in enumerate(words):
        number = places.get(core(atom.text))
        if number is not None:
            found.setdefault(number, atom)
            position.setdefault(number, at)
    if len(found) != len(columns):
        return None
    if any(c.group for c in columns):
        return _grouped(columns, words, found, position)
    if max(position.values()) - min(position.values()) >= len(columns):
        return None  # names of two headers, each of them incomplete
    return tuple(sorted(position, key=position.__getitem__))


def _grouped(
    columns: Sequence[Column],
    words: Sequence[Atom],
    found: Mapping[int, Atom],
    position: Mapping[int, int],
) -> Order | None:
    """The order where a group's columns are named in a row of their own, below the others."""
    group = next(core(c.group) for c in columns if c.group)
    head = next((n for n, a in enumerate(words) if core(a.text) == group), None)
    if head is None:
        return None
    if words[head].width > 1 and all(atom.column >= 0 for atom in found.values()):
        # With its spans known, each header cell stands above its own values.
        order = sorted(found, key=lambda n: found[n].column)
        return tuple(order) if len({a.column for a in found.values()}) == len(found) else None
    inner = [n for n in sorted(position, key=position.__getitem__) if columns[n].group]
    outer = [n for n in position if not columns[n].group]
    before = sorted((n for n in outer if position[n] < head), key=position.__getitem__)
    behind = sorted((n for n in outer if position[n] > head), key=position.__getitem__)
    return (*before, *inner, *behind)


def arranged(slots: Sequence[Atom], order: Order | None) -> list[Atom]:
    """The cells in the order of the form."""
    if order is None:
        return list(slots)
    by_column = dict(zip(order, slots, strict=True))
    return [by_column[n] for n in range(len(slots))]


GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
"""The three groups of the review table in the order of the form."""


def review_order(columns: Sequence[Column], words: Sequence[Atom]) -> Order | None:
    """The order of the review table's fifteen cells; None when the header does not tell.

    The outcomes of 行政复议 are always named first: they stand one row above the others.
    """
    places = {core(c.label): n for n, c in enumerate(columns)}
    leaves = [places[core(a.text)] for a in words if core(a.text) in places]
    width = len(columns)
    parts = [leaves[at : at + width] for at in range(0, len(leaves), width)]
    if len(parts) != len(GROUPS) or any(set(part) != set(range(width)) for part in parts):
        return None
    names = [core(a.text) for a in words]
    if not all(name in names for name in (*GROUPS, "行政诉讼")):
        return None
    at = {name: names.index(name) for name in (*GROUPS, "行政诉讼")}
    direct_first = at[GROUPS[1]] < at[GROUPS[2]]
    lawsuits = [1, 2] if direct_first else [2, 1]
    groups = [0, *lawsuits] if at[GROUPS[0]] < at["行政诉讼"] else [*lawsuits, 0]
    part_of = {0: parts[0], lawsuits[0]: parts[1], lawsuits[1]: parts[2]}
    return tuple(group * width + leaf for group in groups for leaf in part_of[group])
