"""Pages that end inside a tag, a comment or a script: the one broken place is found and dropped.

A browser drops everything after a quote, a tag or a <textarea> that is never closed. Half of a
report can hang on such a slip, so here only the slip is dropped, and recorded.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from govreport_site.extract.html.page import collapse
from govreport_site.extract.rendition import Piece
from govreport_site.model.issue import Repair

CANARY: Final = "end of the page"
"""A comment put after the page: when it does not come back, something swallowed the end."""
TAG: Final = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")

_CODE: Final = re.compile(r"<(?:script|style|title)\b", re.I)
_ATTEMPTS: Final = 8
_BUDGET: Final = 40_000_000
"""Characters that may be parsed while searching: about a quarter of a second."""


class _End:
    """A parser target that only notices whether the end of the page is reached."""

    def __init__(self) -> None:
        self.reached = False

    def comment(self, text: str) -> None:
        self.reached = self.reached or text == CANARY

    def close(self) -> bool:
        return self.reached


def feed(text: str, target: Any) -> Any:
    """What the target's `close` gives after the parser has gone through the page."""
    # The parser is told UTF-8, which wins over any charset that the page claims.
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        return etree.fromstring(f"{text}<!--{CANARY}-->".encode(), parser)
    except etree.ParserError:  # nothing but white space and comments
        return target.close()


def mend(text: str) -> tuple[str, list[Piece], list[Repair]]:
    """(the page without its broken places, the words in them, the repairs)."""
    swallowed: list[Piece] = []
    repairs: list[Repair] = []
    budget = _BUDGET
    for _ in range(_ATTEMPTS):
        if feed(text, _End()):
            break
        start, budget = _broken_place(text, budget)
        if start is None:
            break
        tail = text[start:]
        comment = tail.startswith("<!--")
        if comment or _CODE.match(tail):
            # What stands in a comment or a script was never meant to be seen.
            words, rest = tail.removeprefix("<!--"), ""
            reason = "unclosed-comment" if comment else "unclosed-script"
        else:
            words, closing, rest = tail.partition(">")
            reason = "unclosed-tag"
            repairs.append(Repair((words + closing)[:200], "", reason, None, 0.9))
        if words := collapse(TAG.sub(" ", words)):
            swallowed.append(Piece(words, reason=reason))
        text = text[:start] + rest
    return text, swallowed, repairs


def _broken_place(text: str, budget: int) -> tuple[int | None, int]:
    """(where the construct starts that swallows the end, what is left of the budget).

    It is the last `<` before which the page still ends well, found by halving.
    """
    starts = [found.start() for found in re.finditer("<", text)]
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        budget -= starts[middle]
        if budget < 0:
            return None, 0
        if feed(text[: starts[middle]], _End()):
            low = middle + 1
        else:
            high = middle
    return (starts[low - 1] if low else None), budget
