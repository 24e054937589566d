"""The gazetteer's table in memory: columns, opened once a process and never changed.

The file's layout is written by tools/build_gazetteer.py: a magic line, a header line in JSON with
the size of each section, then the sections.
"""

from __future__ import annotations

import json
import sys
from array import array
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate
from typing import Any, NamedTuple

from govreport_site.errors import StorageError

MAGIC = b"govreport gazetteer 1\n"
PROVINCE, PREFECTURE, COUNTY, ZONE = 1, 2, 3, 4
RECENT = 2000
"""The year since which a place's parents are what a report may print before it."""


class Version(NamedTuple):
    """A province, prefecture, county or zone under one name, parent and code."""

    level: int
    identity: int
    parent: int
    """Identity of the prefecture, or of the province where there is none; -1 for a province."""
    code: int
    first: int
    """First year, or 0 when older than the sources."""
    last: int
    """Last year-end, or 0 while it exists."""
    slug: str
    name: str


class Gazetteer:
    """Columns of the table and the indexes over names."""

    def __init__(self, data: bytes) -> None:
        self._sections, facts = _sections(data)
        self.years: tuple[int, ...] = tuple(facts["years"])
        """Vintages of the townships, in the order of their bits; the last is the Ministry's."""
        self.names = self._lines("unit_name")
        self.slugs = self._lines("unit_slug")
        self._unit = {
            name: self._column(kind, f"unit_{name}")
            for name, kind in (("level", "B"), ("identity", "H"), ("parent", "h"))
        }
        self._unit["first"] = self._column("H", "unit_first")
        self._unit["last"] = self._column("H", "unit_last")
        self._unit_last = dict(zip(self.names, range(len(self.names)), strict=True))
        self._unit_chain = self._column("i", "unit_name_chain")
        identities = self._unit["identity"]
        self._identity_last = dict(zip(identities, range(len(identities)), strict=True))
        self._identity_chain = self._column("i", "unit_identity_chain")
        self.town_names = self._lines("town_names")
        self.town_parent = self._column("H", "town_parent")
        self.town_years = self._column("H", "town_years")
        self._town_last = dict(zip(self.town_names, range(len(self.town_names)), strict=True))
        self._town_chain = self._column("i", "town_name_chain")

    def version(self, index: int) -> Version:
        """One version of a province, prefecture, county or zone."""
        unit = self._unit
        return Version(
            unit["level"][index], unit["identity"][index], unit["parent"][index],
            self.unit_code[index], unit["first"][index], unit["last"][index],
            self.slugs[index], self.names[index],
        )  # fmt: skip

    @property
    def levels(self) -> array[int]:
        """Level of each version."""
        return self._unit["level"]

    def identity_of(self, index: int) -> int:
        """Identity of a version."""
        return self._unit["identity"][index]

    def level_of(self, identity: int) -> int:
        """Level of an identity's latest version."""
        return self._unit["level"][self._identity_last[identity]]

    def parents_of(self, identity: int) -> set[int]:
        """Identities that an identity hung from since 2000, or ever when it ended before.

        What hung from elsewhere long before any report (海口 from 广东) is not what a text means.
        """
        unit, versions = self._unit, self.versions_of(identity)
        recent = [i for i in versions if not unit["last"][i] or unit["last"][i] >= RECENT]
        return {unit["parent"][i] for i in recent or versions} - {-1}

    def versions_of(self, identity: int) -> list[int]:
        """Versions of one place."""
        return _follow(self._identity_last.get(identity, -1), self._identity_chain)

    def units_named(self, name: str) -> list[int]:
        """Versions with exactly this name."""
        return _follow(self._unit_last.get(name, -1), self._unit_chain)

    def towns_named(self, name: str) -> list[int]:
        """Rows of the townships with exactly this name."""
        return _follow(self._town_last.get(name, -1), self._town_chain)

    def has_town(self, name: str) -> bool:
        """Whether any township has, or had, this name."""
        return name in self._town_last

    @cached_property
    def identities(self) -> list[int]:
        """Every identity above the township."""
        return sorted(self._identity_last)

    @cached_property
    def unit_code(self) -> array[int]:
        """Division codes of the versions, 6 digits."""
        return array("i", accumulate(self._column("i", "unit_code")))

    @cached_property
    def town_identity(self) -> array[int]:
        """Rows with one identity are one place through time."""
        return array("i", accumulate(self._column("i", "town_identity")))

    @cached_property
    def town_mca(self) -> array[int]:
        """Ministry of Civil Affairs codes, 9 digits, 0 where the township is not in its list."""
        return array("i", accumulate(self._column("i", "town_mca")))

    @cached_property
    def town_nbs(self) -> array[int]:
        """Latest Bureau of Statistics codes, 9 digits, 0 where the Bureau never listed it."""
        return array("i", accumulate(self._column("i", "town_nbs")))

    @cached_property
    def town_nbs_earlier(self) -> dict[int, list[tuple[int, int]]]:
        """Row → (vintage, code) where the Bureau's code was another in that vintage."""
        column = self._column("I", "town_nbs_earlier")
        out: dict[int, list[tuple[int, int]]] = {}
        for row, year, code in zip(column[::3], column[1::3], column[2::3], strict=True):
            out.setdefault(row, []).append((self.years[year], code))
        return out

    @cached_property
    def towns_of_identity(self) -> dict[int, list[int]]:
        """Identity → rows."""
        out: dict[int, list[int]] = {}
        for row, identity in enumerate(self.town_identity):
            out.setdefault(identity, []).append(row)
        return out

    @cached_property
    def towns_under(self) -> dict[int, list[int]]:
        """Identity of the county (or prefecture, or zone) → rows of its townships."""
        out: dict[int, list[int]] = {}
        for row, parent in enumerate(self.town_parent):
            out.setdefault(parent, []).append(row)
        return out

    @cached_property
    def town_zone(self) -> dict[int, int]:
        """Row → identity of the functional zone that runs the township."""
        pairs = (line.split("\t") for line in self._lines("town_zone"))
        return {int(row): int(zone) for row, zone in pairs}

    @cached_property
    def town_slugs(self) -> dict[int, str]:
        """Row → slug, where it is not what the characters' usual readings give."""
        pairs = (line.split("\t") for line in self._lines("town_slugs"))
        return {int(row): slug for row, slug in pairs}

    @cached_property
    def aliases(self) -> dict[str, list[tuple[int, int]]]:
        """Short form → (identity, cost): 恩施州 costs 1, a bare county 3."""
        out: dict[str, list[tuple[int, int]]] = {}
        for line in self._lines("aliases"):
            alias, identity, cost = line.split("\t")
            out.setdefault(alias, []).append((int(identity), int(cost)))
        return out

    @cached_property
    def merged_from(self) -> dict[int, tuple[int, ...]]:
        """Identity → identities of the places that ended in it."""
        out: dict[int, tuple[int, ...]] = {}
        for old, many in self.merges.items():
            for new in many:
                out[new] = (*out.get(new, ()), old)
        return out

    @cached_property
    def merges(self) -> dict[int, tuple[int, ...]]:
        """Identity of a place that ended → identities of the places that took it over."""
        out: dict[int, tuple[int, ...]] = {}
        for line in self._lines("merges"):
            old, new = map(int, line.split("\t"))
            out[old] = (*out.get(old, ()), new)
        return out

    @cached_property
    def syllables(self) -> dict[str, str]:
        """Character → its usual reading in letters without tones."""
        pairs = (line.split("\t") for line in self._lines("syllables"))
        return {c: syllable for syllable, characters in pairs for c in characters}

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        """Words whose characters are not read as usual → their syllables."""
        pairs = (line.split("\t") for line in self._lines("phrases"))
        return {phrase: tuple(reading.split()) for phrase, reading in pairs}

    @cached_property
    def simplified(self) -> dict[int, str]:
        """Traditional → simplified characters, for `str.translate`."""
        text = self._sections["traditional"].decode()
        return {ord(a): b for a, b in zip(text[::2], text[1::2], strict=True)}

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character of the names in use."""
        return frozenset("".join(self.names)) | frozenset("".join(self.town_names))

    def _lines(self, section: str) -> list[str]:
        return self._sections[section].decode().split("\n")

    def _column(self, kind: str, section: str) -> array[int]:
        column: array[int] = array(kind)
        column.frombytes(self._sections[section])
        if sys.byteorder == "big":
            column.byteswap()
        return column


def _follow(row: int, chain: array[int]) -> list[int]:
    out = []
    while row >= 0:
        out.append(row)
        row = chain[row]
    return out


def _sections(data: bytes) -> tuple[dict[str, bytes], dict[str, Any]]:
    if not data.startswith(MAGIC):
        raise StorageError(
            "the gazetteer's table is not of the format this program reads; "
            "install the package again, or run tools/build_gazetteer.py"
        )
    start = data.index(b"\n", len(MAGIC)) + 1
    facts: dict[str, Any] = json.loads(data[len(MAGIC) : start])
    out = {}
    for name, size in facts["sections"].items():
        out[name] = data[start : start + size]
        start += size
    if start != len(data):
        raise StorageError(
            f"the gazetteer's table is {len(data):,} bytes, expected {start:,}: "
            "it was cut short; install the package again"
        )
    return out, facts


@cache
def open_gazetteer() -> Gazetteer:
    """The packaged table, read on the first call."""
    return Gazetteer(resources.files(__package__).joinpath("data/gazetteer.bin").read_bytes())
