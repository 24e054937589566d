"""The search's normaliser: the same table as the browser's.

Folded text is what the index and every query compare: NFKC, lower case, simplified characters,
letters and digits only; a line end stays as a boundary. `tools/build_search_folding.py` makes
both tables. Here text is folded as text; `folding_arrays` does the same for many reports at once.
"""

from __future__ import annotations

import unicodedata
import zlib
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate

from govreport_site.search import octets

LINE = 10
"""Folded code point that stands for the end of a line."""


@cache
def runs() -> tuple[list[int], list[int], dict[int, str]]:
    """Where each run of code points ends; by how much it moves, None for runs that are dropped;
    and the code points that fold to several characters or to a line end."""
    lengths, kinds, listed = octets.split(zlib.decompress(_packaged("folding.bin"), -15))
    moves = [_DROPPED if k == 0 else _move(k - 1) for k in octets.decode(kinds)]
    entries = (line for line in listed.decode("utf-8").split("\n") if line)
    longer = {ord(e[0]): e[1:].replace("|", "\n") for e in entries} | {LINE: "\n"}
    return list(accumulate(octets.decode(lengths))), moves, longer


_DROPPED = 1 << 30
"""In place of a move: further than any code point."""


def _move(zigzag: int) -> int:
    return -((zigzag + 1) >> 1) if zigzag & 1 else zigzag >> 1


def _packaged(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def browser_tables() -> dict[str, bytes]:
    """The same in the browser's form, deflated: what every page needs, and the traditional
    characters, which a page asks for when it meets one."""
    return {
        "folding": _packaged("folding-browser.bin"),
        "traditional": _packaged("folding-traditional.bin"),
    }


class _Folds(dict[int, str]):
    """Code point → what it folds to, looked up when first asked for."""

    def __missing__(self, point: int) -> str:
        ends, moves, longer = runs()
        target = longer.get(point)
        if target is None:
            move = moves[bisect_right(ends, point)]
            target = "" if move == _DROPPED else chr(point + move)
        self[point] = target
        return target


_FOLDS = _Folds()


def composed(text: str) -> str:
    """The text in NFC, so that a decomposed letter is the letter it shows."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Folded text: `（２０１６）33號\\nPN-LSD` becomes `201633号\\npnlsd`."""
    return fold_composed(composed(text))


def fold_composed(text: str) -> str:
    """Folded text of a text in NFC."""
    return text.translate(_FOLDS)


def fold_offsets(text: str) -> tuple[str, list[int]]:
    """Folded text of a text in NFC, and for each of its characters the offset it came from."""
    out, origin = [], []
    for offset, char in enumerate(text):
        piece = _FOLDS[ord(char)]
        out.append(piece)
        origin.extend([offset] * len(piece))
    return "".join(out), origin
