"""Functional zones: 高新区, 经开区, 新区 and the like, matched by kind under the place they are in."""

from __future__ import annotations

from functools import cache

from govreport_site.reference.places.table import ZONE, open_gazetteer
from govreport_site.reference.places.words import ZONE as ZONE_WORD
from govreport_site.reference.places.words import ZONE_KINDS

FURTHEST = 26
"""Characters of a text within which the words for a zone must stand."""


def split_zone(text: str) -> tuple[str, str, str] | None:
    """(stem, kind, what follows) of a text that names a zone near its start, or None."""
    found = ZONE_WORD.search(text, 0, FURTHEST)
    if found is None:
        return None
    return text[: found.start()], ZONE_KINDS[found.group()], text[found.end() :]


@cache
def _listed_under(identity: int) -> tuple[tuple[str, str, int], ...]:
    """(stem without the names of the places above, kind, identity) of the zones under a place."""
    table = open_gazetteer()
    out = []
    for index, level in enumerate(table.levels):
        version = table.version(index) if level == ZONE else None
        if version is None or version.parent != identity:
            continue
        found = split_zone(version.name)
        if found and not found[2]:
            out.append((_without(found[0], identity), found[1], version.identity))
    return tuple(out)


def _without(stem: str, identity: int) -> str:
    """A zone's name without the province's and the prefecture's in front."""
    table = open_gazetteer()
    above = [identity, *table.parents_of(identity)]
    names = {table.version(i).name for place in above for i in table.versions_of(place)}
    short = {a for a, found in table.aliases.items() if any(i in above for i, _ in found)}
    for _ in range(2):
        for name in sorted(names | short, key=len, reverse=True):
            stem = stem.removeprefix(name)
    return stem


def listed(identity: int, printed: str) -> int | None:
    """Identity of the one zone under a place that a printed wording means: 高新区 → 石家庄高新…."""
    found = split_zone(printed)
    if not found or found[2]:
        return None
    hits = {i for stem, kind, i in _listed_under(identity) if (stem, kind) == found[:2]}
    return hits.pop() if len(hits) == 1 else None
