"""All ways to read a body's name as a chain of places: province? prefecture? county? township?

Each unit must descend from the one before it, or from what that became. Every reading has a cost:
what is missing from the full official names, and what is left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.reference.places import leftovers, zones
from govreport_site.reference.places.table import (
    COUNTY,
    PREFECTURE,
    ZONE,
    Gazetteer,
    open_gazetteer,
)
from govreport_site.reference.places.words import TOWN_WORDS

LONGEST_UNIT = 16
LONGEST_TOWN = 24
OFFICE_BETWEEN = ("人民政府", "区政府", "县政府", "市政府", "政府")
ZONE_COST = 0.5
DRIFT = 2.5
"""Cost of 镇 for 乡 or 街道 under a known county; twice that without one."""
BARE_TOWN = 4.0
MOVED = 0.25
"""Cost of a township that is listed only under what the printed county became."""


class Part(Struct, frozen=True):
    """One unit as printed in a name."""

    identity: int
    """Identity of the province, prefecture, county or zone."""
    printed: str
    cost: float
    full: bool
    """Printed with a full official name."""


class Reading(Struct, frozen=True):
    """One way to read a name."""

    parts: tuple[Part, ...] = ()
    town: int = -1
    """Row of the township, or -1."""
    town_printed: str = ""
    town_change: bool = False
    """The township is listed as another type: 镇 printed, 街道 listed."""
    town_full: bool = False
    moved: bool = False
    """The township is listed only under what the printed county became."""
    zone: str = ""
    """Functional zone printed between the place above and the township."""
    rest: leftovers.Rest = leftovers.NOTHING
    cost: float = 0.0
    why: tuple[tuple[str, float], ...] = ()
    """What made the cost."""

    @property
    def bare(self) -> bool:
        """A township without any place above it."""
        return not self.parts and self.town >= 0

    def add(self, cost: float, reason: str) -> Reading:
        """The same reading, dearer for a reason."""
        return replace(self, cost=self.cost + cost, why=(*self.why, (reason, cost)))


@cache
def above(identity: int) -> frozenset[int]:
    """Every place that an identity hung from in any year, and what became of it or went into it."""
    table = open_gazetteer()
    direct = set(table.parents_of(identity)) | set(table.merged_from.get(identity, ()))
    found = set(direct)
    for parent in direct:
        found |= above(parent)
        found |= set(table.merged_from.get(parent, ()))
    return frozenset(found - {identity})


@cache
def lineage(identity: int) -> frozenset[int]:
    """Every place that an identity itself hung from, in any year."""
    direct = open_gazetteer().parents_of(identity)
    return frozenset(direct).union(*(lineage(p) for p in direct))


def descends(identity: int, ancestors: tuple[int, ...]) -> bool:
    """Whether an identity lies under all of these."""
    return all(a in above(identity) for a in ancestors)


def readings(name: str) -> list[Reading]:
    """Every reading of a cleaned name, unsorted; empty when nothing in it is a place."""
    found = list(_walk(open_gazetteer(), name, 0, Reading()))
    return [r for r in found if r.rest.kind != "refused"]


def _walk(table: Gazetteer, name: str, at: int, so_far: Reading) -> Iterator[Reading]:
    towns = list(_towns(table, name, at, so_far))
    if so_far.parts and not towns:
        towns = list(_through_zone(table, name, at, so_far))
        # 桦甸市人民政府新华街道办事处: the office of the one above stands between.
        for office in OFFICE_BETWEEN:
            if not towns and name.startswith(office, at):
                towns = list(_towns(table, name, at + len(office), so_far))
    yield from towns
    if so_far.parts:
        yield from _stop(name[at:], so_far, bool(towns))
    last = table.level_of(so_far.parts[-1].identity) if so_far.parts else 0
    if last >= COUNTY:
        return
    ancestors = tuple(p.identity for p in so_far.parts)
    for size in range(min(LONGEST_UNIT, len(name) - at), 1, -1):
        printed = name[at : at + size]
        for identity, cost in _units(table, printed):
            if table.level_of(identity) > last and descends(identity, ancestors):
                part = Part(identity, printed, cost, cost == 0)
                grown = replace(so_far, parts=(*so_far.parts, part))
                yield from _walk(table, name, at + size, _priced(grown, cost, printed))


def _priced(reading: Reading, cost: float, printed: str) -> Reading:
    return reading.add(cost, f"short form {printed}") if cost else reading


def _units(table: Gazetteer, printed: str) -> Iterator[tuple[int, float]]:
    full = {table.identity_of(i) for i in table.units_named(printed)}
    for identity in full:
        yield identity, 0.0
    for identity, cost in table.aliases.get(printed, ()):
        yield identity, float(cost)


def _stop(rest: str, so_far: Reading, has_town: bool) -> Iterator[Reading]:
    table = open_gazetteer()
    last = so_far.parts[-1]
    level = table.level_of(last.identity)
    town_here = level == COUNTY or (level == PREFECTURE and last.identity in table.towns_under)
    if found := _listed_zone(rest, so_far):
        yield found
        return
    for kind in leftovers.kinds(rest, full=last.full, town_here=town_here and not has_town):
        if has_town and kind.kind in ("zone", "other", "department"):
            continue
        if kind.kind == "zone" and _names_below(table, kind.place, last.identity):
            continue  # 安徽舒城经济开发区 is 舒城县's
        done = replace(so_far, rest=kind)
        yield done.add(kind.cost, f"left over: {rest}") if kind.cost else done


def _names_below(table: Gazetteer, text: str, identity: int) -> bool:
    """Whether a text starts with the name of a place under another."""
    prefixes = (text[:size] for size in range(2, min(len(text), LONGEST_UNIT) + 1))
    found = (i for prefix in prefixes for i, _ in _units(table, prefix))
    return any(table.level_of(i) < ZONE and descends(i, (identity,)) for i in found)


def _listed_zone(rest: str, so_far: Reading) -> Reading | None:
    """The reading that ends in a zone of the table, for a rest that words it in its own way."""
    zone = next((k for k in leftovers.kinds(rest, full=True, town_here=False)), None)
    if zone is None or zone.kind != "zone":
        return None
    identity = zones.listed(so_far.parts[-1].identity, zone.place)
    if identity is None:
        return None
    part = Part(identity, zone.place, ZONE_COST, False)
    kind = next(leftovers.kinds(zone.text, full=True, town_here=False), leftovers.NOTHING)
    done = replace(so_far, parts=(*so_far.parts, part), rest=kind)
    return done.add(ZONE_COST + kind.cost, f"zone {zone.place}")


def _through_zone(table: Gazetteer, name: str, at: int, so_far: Reading) -> Iterator[Reading]:
    """Townships printed after the zone that runs them: 石家庄高新区长江街道."""
    found = zones.split_zone(name[at:])
    if found is None or not found[2]:
        return
    start = len(name) - len(found[2])
    printed = name[at:start]
    through = replace(so_far, zone=printed).add(ZONE_COST, f"zone {printed}")
    yield from _towns(table, name, start, through)


def _towns(table: Gazetteer, name: str, at: int, so_far: Reading) -> Iterator[Reading]:
    ancestors = tuple(p.identity for p in so_far.parts)
    level = table.level_of(ancestors[-1]) if ancestors else 0
    for size in range(min(LONGEST_TOWN, len(name) - at), 1, -1):
        printed = name[at : at + size]
        rest = name[at + size :]
        for row, cost, reason in _rows(table, printed, rest, level):
            parent = table.town_parent[row]
            if ancestors and not (parent == ancestors[-1] or _under(table, row, ancestors)):
                continue
            kind = leftovers.after_town(rest)
            if kind.kind == "refused":
                continue
            moved = not set(ancestors) <= lineage(parent) | {parent, table.town_zone.get(row, -1)}
            found = replace(
                so_far, town=row, town_printed=printed, rest=kind,
                town_change=reason == "type", town_full=cost == 0, moved=moved,
            )  # fmt: skip
            found = found.add(cost, f"{reason}: {printed}") if cost else found
            found = found.add(MOVED, "under what the county became") if moved else found
            yield found.add(kind.cost, f"left over: {rest}") if kind.cost else found


def _under(table: Gazetteer, row: int, ancestors: tuple[int, ...]) -> bool:
    parent = table.town_parent[row]
    zone = table.town_zone.get(row)
    near = above(parent) | {parent}
    if zone is not None:
        near |= above(zone) | {zone}
    return all(a in near for a in ancestors)


def _rows(
    table: Gazetteer, printed: str, rest: str, level: int
) -> Iterator[tuple[int, float, str]]:
    """Rows that a printed township may mean, with cost and reason."""
    exact = table.towns_named(printed)
    for row in exact:
        yield row, 0.0, "exact"
    dear = 1.0 if level >= COUNTY else 2.0
    word = next((w for w in TOWN_WORDS if printed.endswith(w)), "")
    stem = printed.removesuffix(word)
    if word and len(stem) >= 1:
        for other in TOWN_WORDS:
            for row in table.towns_named(stem + other) if other != word else ():
                yield row, DRIFT * dear, "type"
    elif not word and len(printed) >= 2 and leftovers.may_follow_short_town(rest):
        for other in TOWN_WORDS:
            for row in table.towns_named(printed + other):
                yield row, BARE_TOWN if level < COUNTY else BARE_TOWN - 1, "short form"
