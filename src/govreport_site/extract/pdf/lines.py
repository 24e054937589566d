"""Glyphs with places → lines of text in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_WORD_GAP: Final = 0.25
"""Gap between two characters, in ems, that is a space where either is Latin or a digit."""
_COLUMN_GAP: Final = 0.9
"""Gap that is a space even between two Chinese characters."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box, in points from the upper left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Height of its tallest glyph: about the font size."""


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    band = (0.0, 0.0)
    for glyph in sorted(glyphs, key=lambda g: (g.y0 + g.y1, g.x0)):
        middle = (glyph.y0 + glyph.y1) / 2
        if rows and band[0] <= middle <= band[1]:
            rows[-1].append(glyph)
            if glyph.y1 - glyph.y0 > band[1] - band[0]:
                band = (glyph.y0, glyph.y1)
        else:
            rows.append([glyph])
            band = (glyph.y0, glyph.y1)
    return [_line(row) for row in rows]


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda g: g.x0)
    size = max(g.y1 - g.y0 for g in row)
    parts = [row[0].text]
    for before, glyph in pairwise(row):
        parts.append(_gap(before, glyph, size))
        parts.append(glyph.text)
    return Line(
        text="".join(parts),
        x0=row[0].x0,
        y0=min(g.y0 for g in row),
        x1=max(g.x1 for g in row),
        y1=max(g.y1 for g in row),
        size=size,
    )


def _gap(before: Glyph, after: Glyph, size: float) -> str:
    """A space where the page shows one. Full-width punctuation brings its own white space."""
    wide = is_wide(before.text) and is_wide(after.text)
    limit = _COLUMN_GAP if wide else _WORD_GAP
    if is_wide(before.text) != is_wide(after.text):
        limit = 0.6  # Word's automatic quarter em between Chinese and Latin is no space
    return " " if after.x0 - before.x1 > limit * size else ""


def is_wide(character: str) -> bool:
    """Whether the character is Chinese, or punctuation of Chinese text."""
    return character >= "\u2e80" or character in "“”‘’…—·"


def join_wrapped(lines: Sequence[str]) -> str:
    """Lines of one cell as one text: wrapped Chinese is joined, anything else keeps its break."""
    text = ""
    for line in lines:
        if not text or (is_wide(text[-1]) and is_wide(line[0])):
            text += line
        else:
            text += "\n" + line
    return text
