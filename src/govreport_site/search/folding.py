"""The search's normaliser: the same table as the browser's, applied with numpy.

Folded text is what the index and every query compare: NFKC, lower case, simplified characters,
letters and digits only; a line end stays as a boundary. `tools/build_search_folding.py` makes
both tables.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from govreport_site.search import varint

LINE = 10
"""Folded code point that stands for the end of a line."""
_LIMIT = 0x110000
_LONGER = -1

Points = NDArray[np.uint32]


@cache
def _table() -> tuple[NDArray[np.int32], dict[int, str]]:
    """Target of each code point (0 nothing, `_LONGER` see the dictionary), longer targets."""
    raw = zlib.decompress(files(__package__).joinpath("folding.bin").read_bytes(), -15)
    lengths, codes, listed = varint.split(raw)
    kinds = np.repeat(varint.decode(codes), varint.decode(lengths))
    moves = np.where((kinds - 1) & 1, -(kinds >> 1), (kinds - 1) >> 1)
    targets = np.where(kinds > 0, np.arange(_LIMIT) + moves, 0).astype(np.int32)
    entries = (line for line in listed.decode("utf-8").split("\n") if line)
    longer = {ord(e[0]): e[1:].replace("|", "\n") for e in entries} | {LINE: "\n"}
    targets[list(longer)] = [LINE if t == "\n" else _LONGER for t in longer.values()]
    return targets, longer


def browser_table() -> bytes:
    """The same table in the browser's form, for `search.js`."""
    return zlib.decompress(files(__package__).joinpath("folding-browser.bin").read_bytes(), -15)


def composed(text: str) -> str:
    """The text in NFC, so that a decomposed letter is the letter it shows."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold_points(text: str) -> Points:
    """Folded code points of a text in NFC, `LINE` where a line ends."""
    targets, _ = _table()
    out = targets[points_of(text)]
    if (out == _LONGER).any():
        out = targets[points_of(expanded(text))]
    kept: Points = out[out != 0].astype(np.uint32)
    return kept


def points_of(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


def expanded(text: str) -> str:
    """The text with every character that folds to several replaced by those."""
    _, longer = _table()
    return "".join(longer.get(ord(char), char) for char in text)


def targets() -> tuple[NDArray[np.bool_], NDArray[np.bool_], Points]:
    """For every code point: whether it is dropped, whether it needs `expanded` first, and what it
    folds to otherwise."""
    table, _ = _table()
    return table == 0, table == _LONGER, np.maximum(table, 0).astype(np.uint32)


def fold(text: str) -> str:
    """Folded text: `（２０１６）33號\\nPN-LSD` becomes `201633号\\npnlsd`."""
    return fold_points(composed(text)).tobytes().decode("utf-32-le")


def fold_offsets(text: str) -> tuple[str, list[int]]:
    """Folded text of a text in NFC, and for each of its characters the offset it came from."""
    targets, longer = _table()
    out, origin = [], []
    for offset, char in enumerate(text):
        target = int(targets[ord(char)])
        piece = longer[ord(char)] if target == _LONGER else chr(target) if target else ""
        out.append(piece)
        origin.extend([offset] * len(piece))
    return "".join(out), origin
