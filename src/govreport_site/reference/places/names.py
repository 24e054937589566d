"""Names of bodies as printed, made ready to be looked up, and split into their parts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from govreport_site.model.report import Level
from govreport_site.reference.places.words import (
    CENTRE,
    DEPARTMENT,
    LEADING,
    NOT_A_PLACE,
    OFFICE,
    PUBLISHER_LEAD,
    PUBLISHER_TAIL,
    TITLE,
    VILLAGE,
)

LONGEST = 120
"""Characters of a name that are looked at: longer text is no name."""
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_QUOTES = re.compile(r"[《》〈〉「」『』“”‘’\"'〔〕\[\]【】<>]")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_NOTE = re.compile(
    r"[\[【〔](?:[^\]】〕]{0,12}(?:公开|年报|公告|公示|通知|转载|报告)[^\]】〕]{0,12})[\]】〕]"
)
_STOP = re.compile(r"[,;:。|]|——")


def flat(text: str) -> str:
    """Without spaces, invisible signs, quotation marks and full-width forms."""
    text = unicodedata.normalize("NFKC", text[: LONGEST * 4])
    text = _INVISIBLE.sub("", _NOTE.sub("", text))
    return _QUOTES.sub("", text)[:LONGEST]


def body(text: str) -> str:
    """The name of the body in a title or an issuer line, its place and office words kept.

    `关于闽侯县洋里乡2018年政府信息公开工作年度报告` → `闽侯县洋里乡`.
    """
    name = _BRACKETS.sub("", flat(text))
    name = _unlead(name)
    if found := TITLE.search(name, 1):
        name = name[: found.start()]
    if found := _STOP.search(name, 1):
        name = name[: found.start()]
    return name.strip("的·-—_/、.").strip()


def publisher(text: str) -> str:
    """The body behind a site or source name: `浏阳市人民政府网` → `浏阳市`."""
    name = PUBLISHER_LEAD.sub("", flat(text))
    while found := PUBLISHER_TAIL.search(name):
        if found.start() < 2 or not found.group():
            break
        name = name[: found.start()]
    return body(name)


def _unlead(name: str) -> str:
    while (found := LEADING.match(name)) and found.end() < len(name):
        name = name[found.end() :]
    return name


_OFFICES = tuple(sorted((*CENTRE, *OFFICE), key=len, reverse=True))


@lru_cache(maxsize=4096)
def strip_office(rest: str) -> str:
    """What is left of the words after a place when the words of office are taken off its end."""
    while rest.endswith(_OFFICES):
        word = next(w for w in _OFFICES if rest.endswith(w))
        rest = rest[: -len(word)]
    return rest


def is_office(rest: str) -> bool:
    """Whether the words after a place only say that its government is meant."""
    return not strip_office(rest)


def is_village(rest: str) -> bool:
    """Whether the words after a township name a village or a community."""
    return len(rest) >= 2 and bool(VILLAGE.match(rest) or VILLAGE.match(strip_office(rest)))


@lru_cache(maxsize=4096)
def is_department(rest: str) -> bool:
    """Whether the words after a place name a department and no further place."""
    if not DEPARTMENT.search(rest) or len(rest) < 2:
        return False
    return not re.search(r"(?<=.)[省市县区旗镇乡]|街道", NOT_A_PLACE.sub("", rest))


_LEVEL_WORDS: tuple[tuple[str, Level], ...] = (
    ("街道", "subdistrict"),
    ("镇", "township"),
    ("乡", "township"),
    ("苏木", "township"),
)


def level_of_words(name: str) -> Level | None:
    """The level that the last word for a kind of place tells, or None."""
    for word, level in _LEVEL_WORDS:
        if name.endswith(word):
            return level
    return None
