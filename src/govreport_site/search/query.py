"""What a typed query asks for: terms that must occur, terms that must not, a place and a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from govreport_site.search.folding import fold

_PIECES = re.compile(
    r"""\s*(?P<minus>[-－−](?=\S))?(?:["“「『＂](?P<quoted>[^"”」』＂]*)["”」』＂]?"""
    r"""|(?P<plain>[^\s"“”＂]+)|(?P<stray>["“”＂]))"""
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class Query(Struct, frozen=True):
    """Folded terms, each once, in the order typed."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    def place(self, generic: Sequence[str]) -> str:
        """What may name a place: the wanted terms without years and the words that go with any
        report."""
        text = _YEAR.sub(" ", "".join(self.wanted))
        for word in generic:
            text = text.replace(word, " ")
        return text.replace(" ", "")

    @property
    def year(self) -> int | None:
        found = _YEAR.search("".join(self.wanted))
        return int(found[0]) if found else None


def parse(text: str) -> Query:
    """Split a query at spaces; "a quoted phrase" is one term, -term is unwanted."""
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for piece in _PIECES.finditer(text):
        term = fold(piece["quoted"] or piece["plain"] or "").replace("\n", "")
        if term:
            (unwanted if piece["minus"] else wanted)[term] = None
    return Query(tuple(wanted), tuple(unwanted))
