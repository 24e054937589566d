"""Units by their address or by a code."""

from __future__ import annotations

import re
from functools import cache

from govreport_site.model.place import Unit
from govreport_site.reference.places.chains import Part, Reading
from govreport_site.reference.places.table import open_gazetteer
from govreport_site.reference.places.units import town_slug, unit_of


def unit_by_slugs(slugs: tuple[str, ...], year: int | None = None) -> Unit | None:
    """The unit at an archive address, or None: ("fujian", "xiamen", "xiangan-qu")."""
    if not slugs:
        return None
    parts: list[Part] = []
    parent = -1
    for depth, slug in enumerate(slugs):
        found = _addresses().get((parent, slug))
        if found is None:
            return _town(tuple(parts), parent, slugs[depth:], year) if parts else None
        parts.append(Part(found, _name(found, slug), 0.0, True))
        parent = found
    return unit_of(Reading(tuple(parts)), year)


@cache
def _addresses() -> dict[tuple[int, str], int]:
    """(identity of the parent or -1, slug) → identity."""
    table = open_gazetteer()
    versions = (table.version(i) for i in range(len(table.names)))
    return {(v.parent, v.slug): v.identity for v in versions}


def _name(identity: int, slug: str) -> str:
    table = open_gazetteer()
    versions = (table.version(i) for i in table.versions_of(identity))
    return next(v.name for v in versions if v.slug == slug)


def _town(
    parts: tuple[Part, ...], parent: int, slugs: tuple[str, ...], year: int | None
) -> Unit | None:
    table = open_gazetteer()
    if len(slugs) != 1:
        return None
    for row in table.towns_under.get(parent, ()):
        if town_slug(row) == slugs[0]:
            name = table.town_names[row]
            return unit_of(Reading(parts, row, name, town_full=True), year)
    return None


def unit_by_code(code: str, system: str = "mca", year: int | None = None) -> Unit | None:
    """The unit with a division code: 6 digits, or 9 of the `mca` or the `nbs` system."""
    table = open_gazetteer()
    if not re.fullmatch(r"\d{6}|\d{9}", code):
        return None
    number = int(code)
    if len(code) == 6:
        hits = [i for i, c in enumerate(table.unit_code) if c == number]
        if not hits:
            return None
        best = max(hits, key=lambda i: (table.version(i).last == 0, table.version(i).last))
        version = table.version(best)
        part = Part(version.identity, version.name, 0.0, True)
        return unit_of(Reading((part,)), year)
    column = table.town_mca if system == "mca" else table.town_nbs
    for row, own in enumerate(column):
        if own == number:
            return unit_of(Reading((), row, table.town_names[row], town_full=True), year)
    return None


def find_unit(target: str) -> Unit | None:
    """A unit by address (`fujian/xiamen`), by code, or by a labelled code (`nbs:445281001`)."""
    target = target.strip().strip("/")
    label, _, code = target.rpartition(":")
    if re.fullmatch(r"\d{6}|\d{9}", code):
        found = unit_by_code(code, label or "mca")
        return found or (unit_by_code(code, "nbs") if not label else None)
    return unit_by_slugs(tuple(target.split("/")))
