"""What the vintages together say: zones and the counties around them, and townships through time."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from gazetteer.divisions import Divisions, Version
from gazetteer.inputs import MCA_YEAR
from gazetteer.townships import STANDARD, Collector, Township


def _drop_townships(collector: Collector, province: str, name: str) -> None:
    """The Bureau lists some zones of a whole city as a township of the county around them."""
    versions = collector.divisions.versions
    for key, t in list(collector.found.items()):
        if t.name == name and versions[t.parent].province == province:
            del collector.found[key]


def add_zones(collector: Collector, rows: list[dict[str, str]]) -> None:
    """The zones of zones.tsv that the Bureau does not list."""
    divisions = collector.divisions
    known = {(v.province, v.name) for v in divisions.versions}
    for row in rows:
        if (row["province"], row["name"]) not in known:
            _drop_townships(collector, row["province"], row["name"])
            first, last = int(row["first"]) or 1980, int(row["last"]) or MCA_YEAR
            divisions.identity.append(len(divisions.versions))
            divisions.versions.append(
                Version(4, row["name"], row["province"], row["prefecture"] or None,
                        0, first, last, "")
            )  # fmt: skip


def spans(township: Township) -> tuple[int, int]:
    """First and last vintage."""
    return min(township.years), max(township.years)


def _apart(a: Township, b: Township) -> bool:
    return not (a.years & b.years)


def _stem(name: str) -> str:
    """What 镇, 乡 or 街道 is added to; 口镇 became 口镇街道, so a stem of one character keeps its 镇."""
    stem = STANDARD.sub("", name)
    return stem if len(stem) >= 2 else name


def join(collector: Collector) -> list[int]:
    """Identity of each township in order of `collector.found`: 镇 that became 街道 are one place.

    Two rows are one place when they never stand in one vintage and share the words before 镇, 乡
    or 街道, or the Bureau's code, under one parent; or share the whole name within the prefecture
    and nobody else there has it.
    """
    found = list(collector.found.values())
    identity = list(range(len(found)))

    def root(i: int) -> int:
        while identity[i] != i:
            i = identity[i]
        return i

    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    by_row = {(t.parent, t.name): (i,) for i, t in enumerate(found)}
    for i, t in enumerate(found):
        groups["core", t.parent, _stem(t.name)].append(i)
        for code in set(t.nbs.values()):
            groups["code", t.parent, code].append(i)
        groups["name", _prefecture(collector.divisions, t.parent), t.name].append(i)
    for old, many in collector.divisions.successors.items():
        for i in [i for i, t in enumerate(found) if t.parent == old]:
            heirs = [j for new in many for j in by_row.get((new, found[i].name), ())]
            groups["heir", i] = [i, *heirs]
    for key, members in groups.items():
        if len(members) < 2 or (key[0] in ("name", "heir") and len(members) > 2):
            continue
        members.sort(key=lambda i: spans(found[i]))
        for a, b in pairwise(members):
            if _apart(found[a], found[b]) and root(a) != root(b):
                low, high = sorted((root(a), root(b)))
                identity[high] = low
    return [root(i) for i in range(len(found))]


def _prefecture(divisions: Divisions, identity: int) -> tuple[str, str]:
    v = divisions.versions[identity]
    return v.province, v.prefecture or v.name


def settle_zones(collector: Collector) -> None:
    """Rows under a zone move to the county that the other lists put the same name in, if one does.

    The zone stays recorded on the row.
    """
    versions = collector.divisions.versions
    by_name: dict[tuple[tuple[str, str], str], list[Township]] = defaultdict(list)
    for t in collector.found.values():
        by_name[_prefecture(collector.divisions, t.parent), t.name].append(t)
    for key, group in by_name.items():
        zoned = [t for t in group if versions[t.parent].level == 4]
        real = [t for t in group if versions[t.parent].level < 4]
        if len(zoned) == 1 and len(real) == 1 and key[1]:
            zone, county = zoned[0], real[0]
            county.zone = zone.parent
            county.years |= zone.years
            county.nbs = {**zone.nbs, **county.nbs}
            del collector.found[zone.parent, zone.name]
        _settle_direct(collector, group)
    for t in collector.found.values():
        if versions[t.parent].level == 4:
            t.zone = t.parent


def _settle_direct(collector: Collector, group: list[Township]) -> None:
    """A row that only the Ministry has, right under a prefecture whose counties are the Bureau's
    own (大兴安岭's 新林区), gives its code to the Bureau's row."""
    versions = collector.divisions.versions
    direct = [t for t in group if versions[t.parent].level == 2 and t.years == {MCA_YEAR}]
    below = [t for t in group if versions[t.parent].level == 3 and t.mca == 0]
    if len(direct) == 1 and len(below) == 1:
        below[0].mca = direct[0].mca
        below[0].years |= direct[0].years
        collector.found.pop((direct[0].parent, direct[0].name), None)
