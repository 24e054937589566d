"""What one HTML page comes to: pieces in reading order, and the elements they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from govreport_site.extract.rendition import Hyperlink, Piece
from govreport_site.model.issue import Repair

BREAK: Final = "\x0b"
"""Stands for <br> while a line is collected."""

_SPACES: Final = re.compile("[ \t\r\n\f]+")
_CJK: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAP: Final = re.compile(f"(?<=[{_CJK}])[ \t]{{0,80}}[\r\n][ \t\r\n]{{0,80}}(?=[{_CJK}])")
"""A source line's end between two Chinese characters prints as nothing (CSS Text 4, 4.1.3)."""
_LONG_LINE: Final = 40
_ENDS: Final = ("。", "；", "：", "！", "？", ";", ":", "!", "?")


class Region(Struct):
    """An element that holds pieces `first` up to `last`."""

    tag: str
    marks: str
    """Its id and class names, lower case, parted by spaces."""
    first: int
    last: int = 0


class Frame(Struct, frozen=True):
    """Another file shown inside the page."""

    target: str
    piece: int


class Page(Struct):
    """What the events of one page came to."""

    pieces: list[Piece] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    """In the order in which they end, so that inner ones come before outer ones."""
    links: list[Hyperlink] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    """The number of pieces before each image."""
    properties: list[tuple[str, str]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    title: str | None = None
    complete: bool = False
    """Whether the parser came to the end with nothing left open that swallows text."""


def collapse(raw: str) -> str:
    """Text as a browser prints it on one line: white space collapsed, ends trimmed."""
    if "\n" in raw or "\r" in raw:
        raw = _WRAP.sub("", raw)
    return _SPACES.sub(" ", raw).replace("\xa0", " ").strip()


def paragraphs(raw: str) -> Iterator[str]:
    """The paragraphs of a run of text with `BREAK`s in it.

    A break ends a paragraph after a long line, after a line that ends a sentence, and where it is
    doubled; elsewhere (titles and signatures over several lines) it stays a newline.
    """
    if BREAK not in raw:
        if text := collapse(raw):
            yield text
        return
    held: list[str] = []
    for text in map(collapse, raw.split(BREAK)):
        if held and (not text or _is_whole(held[-1]) or len(text) > _LONG_LINE):
            yield "\n".join(held)
            held = []
        if text:
            held.append(text)
    if held:
        yield "\n".join(held)


def _is_whole(line: str) -> bool:
    return len(line) > _LONG_LINE or line.endswith(_ENDS)
