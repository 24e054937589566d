"""Glyphs with places → lines of text in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

_WORD_GAP: Final = 0.25
"""Gap between two characters, in ems, that is a space where either is Latin or a digit."""
_COLUMN_GAP: Final = 0.9
"""Gap that is a space even between two Chinese characters."""

_SEPARATORS: Final = str.maketrans("", "", ",，.")
_LONGEST: Final = 9
"""Digits of a joined number: no count of any report has more."""
_PADDING: Final = 14.0
"""Points of white space at both sides of a cell together; Word's default is 10.8."""


class Glyph(Struct, frozen=True):
    """One character and its box, in points from the upper left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


class Line(Struct, frozen=True):
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


def join_wrapped(lines: Sequence[Line], width: float) -> str:
    """The lines of one cell as one text; `width` is the cell's.

    Wrapped Chinese is joined, and so is a number whose line fills the cell. Anything else keeps
    its break, since two values in one cell must not become one.
    """
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        wide = before is not None and is_wide(before.text[-1]) and is_wide(line.text[0])
        if before is not None and not wide and not _is_split_number(before, line, width):
            text += "\n"
        text += line.text
    return text


def _is_split_number(line: Line, after: Line, width: float) -> bool:
    """Whether the line ends in the middle of a number, or before its unit, because it is full."""
    number = line.text
    if len(number) < 3 or not number.translate(_SEPARATORS).isdigit():
        return False
    if after.text.isdigit() and len(number) + len(after.text) > _LONGEST:
        return False
    long = line.x1 - line.x0
    room = 0.8 * line.size if is_wide(after.text[0]) else long / len(number)
    return long + room > width - _PADDING
