"""Units by their address or by a code."""

from __future__ import annotations

import re

from govreport_site.model.place import Unit
from govreport_site.reference.places.chains import Part, Reading
from govreport_site.reference.places.table import PROVINCE, open_gazetteer
from govreport_site.reference.places.units import town_slug, unit_of


def unit_by_slugs(slugs: tuple[str, ...], year: int | None = None) -> Unit | None:
    """The unit at an archive address, or None: ("fujian", "xiamen", "xiangan-qu")."""
    if not slugs:
        return None
    table = open_gazetteer()
    found = [i for i in table.identities if _is(i, slugs[0], -1)]
    parts: list[Part] = []
    for depth, slug in enumerate(slugs):
        if depth:
            below = [i for i in table.identities if _is(i, slug, found[0])]
            if not below:
                return _town(tuple(parts), found[0], slugs[depth:], year)
            found = below
        if not found:
            return None
        parts.append(Part(found[0], _name(found[0], slug), 0.0, True))
    return unit_of(Reading(tuple(parts)), year)


def _is(identity: int, slug: str, parent: int) -> bool:
    table = open_gazetteer()
    for index in table.versions_of(identity):
        version = table.version(index)
        if version.slug == slug and (version.parent == parent):
            return parent >= 0 or version.level == PROVINCE
    return False


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
