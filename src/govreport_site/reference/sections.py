"""The heading lexicon: which canonical section a printed heading stands for.

The vocabulary is data (`sections.toml`); this reader folds headings so that spelling variants,
years and the ever-present 政府信息公开工作 do not hide a known heading.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from msgspec import Struct

Form = Literal["2008", "2019", "self-check"]
"""Generation of headings: reports for 2008–2018, for 2019 on, and the 2016 self-checks."""

LONGEST_HEADING = 60
"""Folded headings longer than this are sentences and are not compared."""
FUZZY_OFFICIAL = 0.74
"""Likeness at which a misprinted official heading is still that heading: one character lost or
wrong of four (总体清况, 五、存在的主要问题及改情况) stays above it."""
SURELY_OFFICIAL = 0.9
"""Likeness asked for when a word of the heading names another section: 不予公开政府信息情况 is not
主动公开政府信息情况."""
_FILLER = re.compile(
    r"(?:19|20)\d{2}年度?|\d{2}年度?|[本我全]?年度|政府信息与?政务公开|政府信息公开|政务信息公开"
    r"|信息公开|政务公开|政府信息|政务信息|工作|情况|方面|的|本机关|我[市县区镇乡局委办街道]{1,2}"
)
_JOINTS = re.compile(r"[和及与、以]|下一步|存在|主要")
_NOT_WORD = re.compile(r"[^\w\u3400-\u9fff]|_")


class SectionMatch(Struct, frozen=True):
    """What a heading's words say about its section."""

    key: str
    level: int
    """The level at which this heading is usually printed, 1 or 2."""
    exact: bool
    """True when the whole heading is a known one, so that it counts without its number."""
    official: int | None = None
    """Its number in the national formats, 1–6, when it is one of their six headings."""


class _Entry(Struct, frozen=True):
    key: str
    levels: tuple[int, ...]
    exact: frozenset[str]
    words: tuple[str, ...]
    forms: tuple[str, ...]


def generation(kind: str | None, year: int | None) -> Form:
    """Which vocabulary a report of this kind and year is read with."""
    if kind == "self-check":
        return "self-check"
    return "2019" if year is not None and year >= 2019 else "2008"


def fold(heading: str) -> str:
    """The heading without spaces and punctuation, in half width."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", heading)).replace("其它", "其他")


def core(heading: str) -> str:
    """What tells a heading from others: folded, without the words that nearly all of them share."""
    folded = fold(heading)
    stripped = _JOINTS.sub("", _FILLER.sub("", folded))
    return stripped or _FILLER.sub("", folded) or folded


@lru_cache(maxsize=8192)
def match_section(
    heading: str, form: Form = "2008", *, level: int | None = None
) -> SectionMatch | None:
    """The section a heading stands for, or None when no word of it is in the vocabulary.

    `level` restricts the answer to entries used at that level (3 and 4 count as 2).
    """
    folded = fold(heading)
    if not folded or len(folded) > LONGEST_HEADING:
        return None
    wanted = None if level is None else min(level, 2)
    printed = _officials().get(folded) if wanted != 2 else None
    if printed is not None:
        return SectionMatch(printed[1], 1, True, printed[0])
    entries = [e for e in _sections() if _usable(e, form, wanted)]
    short = core(heading)
    for entry in entries:
        if short in entry.exact or folded in entry.exact:
            number = None if wanted == 2 else _number_of(entry)
            return SectionMatch(entry.key, wanted or min(entry.levels), True, number)
    named = next((e for e in entries if any(word in folded for word in e.words)), None)
    if wanted != 2 and (official := _misprinted(folded, named)) is not None:
        return official
    return None if named is None else SectionMatch(named.key, wanted or min(named.levels), False)


def is_row_label(heading: str) -> bool:
    """True for a row label of the statistics forms, which is numbered like a heading."""
    return fold(heading) in _row_labels()


def official_headings() -> tuple[tuple[int, str, str], ...]:
    """(number, key, heading) of the six sections of the national formats."""
    return tuple((e["number"], e["key"], e["heading"]) for e in _data()["official"])


def _number_of(entry: _Entry) -> int | None:
    """The official number of an entry that holds an official heading among its own."""
    found = (number for number, key in _officials().values() if key == entry.key)
    return next(found, None) if 1 in entry.levels and _holds_official(entry) else None


def _holds_official(entry: _Entry) -> bool:
    return any(core(heading) in entry.exact for heading in _officials())


def _misprinted(folded: str, named: _Entry | None) -> SectionMatch | None:
    """The official heading that this is a misprint of, unless its words name another section."""
    likeness, heading = max((_likeness(folded, known), known) for known in _officials())
    number, key = _officials()[heading]
    other = named is not None and named.key != key
    if likeness < (SURELY_OFFICIAL if other else FUZZY_OFFICIAL):
        return None
    return SectionMatch(key, 1, True, number)


def _likeness(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if abs(len(left) - len(right)) > 5 or min(len(left), len(right)) < 4:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _usable(entry: _Entry, form: str, level: int | None) -> bool:
    return (not entry.forms or form in entry.forms) and (level is None or level in entry.levels)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    text = files("govreport_site.reference").joinpath("sections.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _row_labels() -> frozenset[str]:
    return frozenset(fold(label) for label in _data()["row_labels"])


@lru_cache(maxsize=1)
def _officials() -> Mapping[str, tuple[int, str]]:
    return {fold(heading): (number, key) for number, key, heading in official_headings()}


@lru_cache(maxsize=1)
def _sections() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            entry["key"],
            tuple(entry["levels"]),
            frozenset({core(h) for h in entry.get("exact", ())}),
            tuple(entry.get("words", ())),
            tuple(entry.get("forms", ())),
        )
        for entry in _data()["section"]
    )
