"""What the issues of a reading mean, and what they say of a report, in plain words of both
languages.

Reports keep the English sentences that import wrote. `issues.toml` has those sentences with
braces for what varies, and the same in Chinese: a stored sentence is recognised by its fixed words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter

from msgspec import Struct

from govreport_site.model import Issue
from govreport_site.reference.languages import Language, chinese_date, chinese_list

_WHY = "why"


class IssueMeaning(Struct, frozen=True):
    """What one issue code means."""

    code: str
    zh: str
    en: str
    told: tuple[tuple[str, str], ...] = ()
    """Sentences with braces as import writes them, and in Chinese; the second is empty where the
    meaning says all."""


@cache
def _read() -> Mapping[str, IssueMeaning]:
    path = files("govreport_site.reference").joinpath("issues.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: IssueMeaning(
            code, words["zh"], words["en"], tuple((en, zh) for en, zh in words.get("told", ()))
        )
        for code, words in found.items()
    }


@cache
def issue_meanings() -> Mapping[str, IssueMeaning]:
    """Code → meaning, in the order in which they are listed."""
    return {code: meaning for code, meaning in _read().items() if code != _WHY}


def issue_told(issue: Issue, language: Language) -> str:
    """What the issue says beyond its meaning; empty where that is all.

    A sentence that import did not write, or of a code that is not known, is told as it stands.
    """
    known = _read().get(issue.code)
    found = _recognised(issue.message, known.told) if known else None
    if found is None:
        return issue.message
    sentence, values = found
    if not sentence:
        return ""
    return issue.message if language == "en" else sentence.format_map(values)


def why_told(why: str, language: Language) -> str:
    """Why a table or a row could not be read; a reason that is not known is told as it stands."""
    if language == "en":
        return why
    found = _recognised(why, _read()[_WHY].told)
    return why if found is None else found[0].format_map(found[1])


def _recognised(
    message: str, told: tuple[tuple[str, str], ...]
) -> tuple[str, dict[str, _Shown]] | None:
    for english, chinese in told:
        values = parts_of(message, english)
        if values is not None:
            return chinese, {name: _Shown(text) for name, text in values.items()}
    return None


def parts_of(message: str, template: str) -> dict[str, str] | None:
    """What stands in the template's braces; None when the message is another. Linear: each fixed
    piece is looked for once, behind the one before, and the last at the end."""
    names, fixed = _pieces(template)
    if not message.startswith(fixed[0]) or not message.endswith(fixed[-1]):
        return None
    end = len(message) - len(fixed[-1])
    at, values = len(fixed[0]), {}
    for name, piece in zip(names, (*fixed[1:-1], None), strict=False):
        stop = end if piece is None else message.find(piece, at, end)
        if stop < at:
            return None
        values[name] = message[at:stop]
        at = stop + len(piece or "")
    return values if names or message == template else None


@cache
def _pieces(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the braces, and the fixed words before, between and behind them."""
    parsed = [(fixed, name) for fixed, name, _, _ in Formatter().parse(template)]
    names = tuple(name for _, name in parsed if name is not None)
    fixed = tuple(fixed for fixed, _ in parsed)
    return names, fixed if len(fixed) > len(names) else (*fixed, "")


class _Shown:
    """A part of a sentence, written as the brace asks: `{dates:dates}`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __format__(self, how: str) -> str:
        return WAYS[how](self.text)


def _pages(text: str) -> str:
    """`1, 2 and 3 more` → `1、2等，另有3页`."""
    numbers, _, more = text.partition(" and ")
    listed = chinese_list(numbers.split(", ")) if not more else numbers.replace(", ", "、")
    return f"{listed}，另有{more.removesuffix(' more')}页" if more else listed


WAYS: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    "date": chinese_date,
    "dates": lambda text: chinese_list([chinese_date(one) for one in text.split(", ")]),
    "choices": lambda text: "或".join(chinese_date(one) for one in text.split(" or ")),
    "list": lambda text: chinese_list(text.split(", ")),
    "rows": lambda text: chinese_list(text.split("; ")),
    "pages": _pages,
    "why": lambda text: why_told(text, "zh-Hans"),
}
"""What may stand behind the colon of a brace."""
