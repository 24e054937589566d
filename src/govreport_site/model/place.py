"""Where an issuing body sits: province → prefecture → county → township."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Match = Literal["exact", "alias", "successor", "hint", "override", "ambiguous", "none"]


class Codes(Struct, frozen=True):
    """Division codes 行政区划代码. The two systems differ for townships and are never mixed."""

    mca: str | None = None
    """Ministry of Civil Affairs code: 6 digits to the county, 9 for a township."""
    nbs: str | None = None
    """Bureau of Statistics 统计用区划代码: 9 digits for a township (none after 2023-06)."""


class Unit(Struct, frozen=True):
    """A chain of places down to one unit, named as they were in the year asked for."""

    province: str
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    codes: Codes = Codes()
    slugs: tuple[str, ...] = ()
    """Address segments from province down, such as ("fujian", "xiamen", "xiangan-qu")."""
    valid_from: int | None = None
    """First year in which the unit existed under this name, or None when not known."""
    valid_to: int | None = None
    """Last year, or None when it still exists."""
    zone: str | None = None
    """Functional zone (高新区, 经开区, 新区 …): a unit of its own kind under the last of the places
    above; with a township, the zone that runs it."""


class Placing(Struct, frozen=True):
    """What is known of where a body sits, and how that is known."""

    match: Match
    unit: Unit | None = None
    """The placed unit, or None when ambiguous or unknown."""
    candidates: tuple[Unit, ...] = ()
    """All units that fit when ambiguous, best first."""
    evidence: tuple[str, ...] = ()
    """What decided, in order: `title:大嶝街道`, `publisher:翔安区`, `filing:430181`."""
