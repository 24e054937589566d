"""Known slips of printed reports: wrong words, wrong citations, words of another body."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct


class WrongCitation(Struct, frozen=True):
    """A way in which a legal basis is often miscited."""

    pattern: re.Pattern[str]
    right: str
    says: str
    """The sentence of rule TXT-LAW that says why."""


class Misprints(Struct, frozen=True):
    """All known slips."""

    prompts: tuple[str, ...]
    """Lines of a form that ask; a report that prints one alone has not answered."""
    words: Mapping[str, str]
    citations: tuple[WrongCitation, ...]
    bodies: Mapping[str, tuple[str, ...]]
    """What a body calls itself after 我 → ends of the names of bodies that may."""


@lru_cache(maxsize=1)
def misprints() -> Misprints:
    """The slips of `misprints.toml`."""
    path = files("govreport_site.reference").joinpath("misprints.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Misprints(
        prompts=tuple(data["prompts"]),
        words=data["words"],
        citations=tuple(
            WrongCitation(re.compile(e["pattern"]), e["right"], e["says"]) for e in data["citation"]
        ),
        bodies={word: tuple(ends) for word, ends in data["bodies"].items()},
    )
