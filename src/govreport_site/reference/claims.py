"""The vocabulary of figures claimed in prose: what a number counts, told from its clause."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct
from msgspec.structs import replace

_CHANGE = re.compile(r"同比|环比|增长|增加|减少|下降|上升|提高了?|比上年|较上年|比去年|较去年|降低")
_AIM = re.compile(r"力争|争取|计划(?!生育|类|总结|规划|[、,，和])|目标[是为]|拟于|预计|不得少于")
_RATE = re.compile(
    r"每[年月周天日季]|每半年|每季度|平均|[日月周人]均|各(?:自|有|公开|发布|收到|受理|办理)?(?:信息|文件)?$"
)


class Claim(Struct, frozen=True):
    """One entry of the vocabulary."""

    key: str
    units: frozenset[str]
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    excluded: re.Pattern[str] | None
    topic: str | None
    part: bool

    def matches(self, left: str, right: str, unit: str, topics: Set[str]) -> bool:
        """True when the words beside a number name what this entry counts."""
        if unit not in self.units or (self.topic is not None and self.topic not in topics):
            return False
        if self.excluded and (self.excluded.search(left) or self.excluded.match(right)):
            return False
        by_left = self.left is not None and self.left.search(left) is not None
        return by_left or (self.right is not None and self.right.match(right) is not None)


class Zero(Struct, frozen=True):
    """A way to say in words that there was none."""

    keys: tuple[str, ...]
    pattern: re.Pattern[str]


class ClaimWords(Struct, frozen=True):
    """The whole vocabulary."""

    units: tuple[str, ...]
    chinese_units: frozenset[str]
    not_after: tuple[str, ...]
    claims: tuple[Claim, ...]
    zeros: tuple[Zero, ...]
    zero_not: re.Pattern[str]


def key_of(left: str, right: str, unit: str, *, topics: Set[str]) -> str:
    """The key of a number from the words before and after it in its own clause.

    A change (同比增长), an aim (力争), a rate in time (每月发布) or a share of several subjects (各发布)
    is no count of what was done: `other`. An empty unit may be any but a percentage.
    """
    if any(pattern.search(left) for pattern in (_CHANGE, _AIM, _RATE)):
        return "other"
    measure = {"％": "%"}.get(unit, unit)
    part = left.startswith("其中")
    found = (
        c.key
        for c in _claims_in(measure)
        if (c.part or not part) and c.matches(left, right, measure, topics)
    )
    return next(found, "other")


@lru_cache(maxsize=256)
def _claims_in(unit: str) -> tuple[Claim, ...]:
    claims = claim_words().claims
    if not unit:
        return tuple(replace(c, units=c.units | {""}) for c in claims if "%" not in c.units)
    return tuple(c for c in claims if unit in c.units)


@lru_cache(maxsize=1)
def claim_words() -> ClaimWords:
    """The vocabulary of `claims.toml`."""
    text = files("govreport_site.reference").joinpath("claims.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return ClaimWords(
        units=tuple(sorted(data["units"], key=lambda u: -len(u))),
        chinese_units=frozenset(data["chinese_units"]),
        not_after=tuple(data["not_after"]),
        claims=tuple(
            Claim(
                e["key"],
                frozenset(e["units"]),
                _compiled(e.get("left")),
                _compiled(e.get("right")),
                _compiled(e.get("not")),
                e.get("topic"),
                e.get("part", False),
            )
            for e in data["claim"]
        ),
        zeros=tuple(Zero(tuple(e["keys"]), re.compile(e["pattern"])) for e in data["zero"]),
        zero_not=re.compile(data["zero_not"]),
    )


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(pattern)
