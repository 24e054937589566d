"""What the issues of a reading mean, in plain words of both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct


class IssueMeaning(Struct, frozen=True):
    """What one issue code means."""

    code: str
    zh: str
    en: str


@cache
def issue_meanings() -> Mapping[str, IssueMeaning]:
    """Code → meaning, in the order in which they are listed."""
    path = files("govreport_site.reference").joinpath("issues.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {code: IssueMeaning(code, words["zh"], words["en"]) for code, words in found.items()}
