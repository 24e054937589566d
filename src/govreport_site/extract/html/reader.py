"""The reader of HTML: lxml's parser events → `Page`.

The page is read as a stream of events, never as a tree: a tree of libxml2 ends, without a word,
at 2,048 nested elements, and the text after that would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govreport_site.extract.html.attributes import Attributes, is_followable, is_hidden
from govreport_site.extract.html.lexicon import is_known_mark
from govreport_site.extract.html.mending import CANARY, TAG
from govreport_site.extract.html.page import BREAK, Frame, Page, Region, collapse, paragraphs
from govreport_site.extract.html.tables import OpenTables
from govreport_site.extract.html.tags import (
    BLOCK,
    CONTROLS,
    FRAMES,
    HEADINGS,
    INERT,
    INVISIBLE,
    KNOWN,
    MARKUP_SAFE,
    REGION,
    REGION_IF_MARKED,
)
from govreport_site.extract.rendition import Hyperlink, Piece
from govreport_site.model.issue import Repair

_INERT_ATTRIBUTES: Final = frozenset({"lang", "face", "color", "size", "align"})
_HEADING_LENGTH: Final = 120
"""Longer ones are text in a heading's element."""
_PROPERTIES: Final = 200


class PageReader:
    """The target of lxml's HTML parser; `close` gives the `Page`."""

    def __init__(self, *, show_hidden: bool = False, suspect: bool = True) -> None:
        self.page = Page()
        self._show_hidden = show_hidden
        self._suspect = suspect
        self._buffer: list[str] = []
        self._linked = 0
        self._open: list[Region | None] = []
        self._silent_depth = 0
        self._aside_depth = 0
        self._aside_reason = ""
        self._aside: list[str] = []
        self._link: tuple[str, int, int] | None = None
        self._level = 0
        self._verbatim = 0
        self._tables = OpenTables(self.page)
        self._title: list[str] | None = None
        self._starts: dict[str, Callable[[str, Attributes], None]] = {
            "br": self._break,
            "a": self._start_link,
            "img": self._image,
            "meta": self._meta,
            "table": lambda _tag, _attributes: self._tables.start_table(),
            "tr": lambda _tag, _attributes: self._tables.start_row(),
            "td": self._start_cell,
            "th": self._start_cell,
            "caption": lambda _tag, _attributes: self._tables.start_caption(),
            "title": self._start_title,
            "pre": self._start_verbatim,
            **dict.fromkeys(HEADINGS, self._start_heading),
            **dict.fromkeys(FRAMES, self._frame),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "a": self._end_link,
            "table": self._tables.end_table,
            "td": self._tables.end_cell,
            "th": self._tables.end_cell,
            "caption": self._tables.end_caption,
            "pre": self._end_verbatim,
            **dict.fromkeys(HEADINGS, self._end_heading),
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        """Called by the parser for `<tag …>`."""
        self._open.append(None)
        if self._silent_depth:
            return
        if tag in INERT and (not attributes or attributes.keys() <= _INERT_ATTRIBUTES):
            return
        if self._aside_depth:
            if tag in BLOCK or tag == "br":
                self._aside.append("\n")
        else:
            if tag in BLOCK:
                if self._buffer:
                    self._flush()
            elif tag not in KNOWN:
                self._restore(tag, attributes)
            if attributes and self._suspect:
                self._check_swallowed(attributes)
            if hidden := bool(attributes) and not self._show_hidden and is_hidden(tag, attributes):
                self._begin_aside("hidden")
            elif tag in CONTROLS:
                self._begin_aside("control")
            if tag in REGION and (attributes or tag not in REGION_IF_MARKED) and not hidden:
                self._open_region(tag, attributes)
            if (handler := self._starts.get(tag)) and not hidden:
                handler(tag, attributes)
        if tag in INVISIBLE:
            self._silent_depth = len(self._open)

    def end(self, tag: str) -> None:
        """Called by the parser for `</tag>`, written or implied."""
        if not self._open:
            return
        region = self._open.pop()
        if self._silent_depth:
            if len(self._open) < self._silent_depth:
                self._silent_depth = 0
                self._end_title()
            return
        if self._aside_depth:
            if len(self._open) < self._aside_depth:
                self._end_aside()
            return
        if tag in INERT and region is None:
            return
        if self._buffer and tag in BLOCK:
            self._flush()
        if region is not None:
            region.last = len(self.page.pieces)
            self.page.regions.append(region)
        if handler := self._ends.get(tag):
            handler()

    def data(self, text: str) -> None:
        """Called by the parser for text."""
        if self._silent_depth:
            if self._title is not None:
                self._title.append(text)
        elif self._aside_depth:
            self._aside.append(text)
        else:
            if self._verbatim:
                text = text.replace("\r\n", "\n").replace("\n", BREAK)
            self._buffer.append(text)
            if self._link is not None:
                self._linked += len(text)

    def comment(self, text: str) -> None:
        """Called by the parser for a comment: only the one that marks the end matters."""
        if text == CANARY:
            self.page.complete = True

    def close(self) -> Page:
        """The page; called by the parser at the end."""
        if self._aside_depth:
            self._end_aside()
        if self._buffer:
            self._flush()
        self._tables.close()
        for region in reversed(self._open):
            if region is not None:
                region.last = len(self.page.pieces)
                self.page.regions.append(region)
        return self.page

    def _flush(self) -> None:
        raw = "".join(self._buffer)
        self._buffer.clear()
        linked, self._linked = self._linked, 0
        if self._link is not None:
            self._link = (*self._link[:2], 0)
        for text in paragraphs(raw):
            own = min(linked, len(text))
            linked -= own
            level = self._level if len(text) <= _HEADING_LENGTH else 0
            self.page.pieces.append(Piece(text, level, links=own))

    def _begin_aside(self, reason: str) -> None:
        self._aside_depth = len(self._open)
        self._aside_reason = reason

    def _end_aside(self) -> None:
        text = collapse("".join(self._aside))
        self._aside.clear()
        self._aside_depth = 0
        if text:
            self.page.pieces.append(Piece(text, reason=self._aside_reason))

    def _check_swallowed(self, attributes: Attributes) -> None:
        """A quote that was never closed takes the text up to the next quote into its attribute."""
        for name, value in attributes.items():
            if "</" in value and name in MARKUP_SAFE:
                text = collapse(TAG.sub(" ", value.partition(">")[2]))
                self.page.pieces.append(Piece(text, reason="swallowed-by-attribute"))

    def _restore(self, tag: str, attributes: Attributes) -> None:
        """Puts back words in half-width angle brackets that the parser took for a tag."""
        if ":" in tag or (tag.isascii() and all(name.isascii() for name in attributes)):
            return
        text = f"<{' '.join([tag, *attributes])}>"
        self.data(text)
        self.page.repairs.append(Repair(text, text, "angle-brackets", None, 0.9))

    def _open_region(self, tag: str, attributes: Attributes) -> None:
        marks = ""
        if "id" in attributes or "class" in attributes:
            marks = f"{attributes.get('id', '')} {attributes.get('class', '')}".strip().lower()
        if tag not in REGION_IF_MARKED or (marks and is_known_mark(marks)):
            self._open[-1] = Region(tag, marks, len(self.page.pieces))

    def _break(self, _tag: str, _attributes: Attributes) -> None:
        self._buffer.append(BREAK)

    def _image(self, _tag: str, _attributes: Attributes) -> None:
        self.page.images.append(len(self.page.pieces))

    def _meta(self, _tag: str, attributes: Attributes) -> None:
        name = attributes.get("name") or attributes.get("property")
        content = attributes.get("content")
        if name and content and len(self.page.properties) < _PROPERTIES:
            self.page.properties.append((name[:200], collapse(content)[:2000]))

    def _start_title(self, _tag: str, _attributes: Attributes) -> None:
        if self.page.title is None:
            self._title = []

    def _end_title(self) -> None:
        if self._title is not None:
            self.page.title = collapse("".join(self._title)) or None
            self._title = None

    def _start_heading(self, tag: str, _attributes: Attributes) -> None:
        self._level = HEADINGS[tag]

    def _end_heading(self) -> None:
        self._level = 0

    def _start_verbatim(self, _tag: str, _attributes: Attributes) -> None:
        self._verbatim += 1

    def _end_verbatim(self) -> None:
        self._verbatim -= 1

    def _frame(self, tag: str, attributes: Attributes) -> None:
        if target := (attributes.get(FRAMES[tag]) or "").strip():
            self.page.frames.append(Frame(target[:2000], len(self.page.pieces)))

    def _start_link(self, _tag: str, attributes: Attributes) -> None:
        target = (attributes.get("href") or "").strip()
        self._link = (target, len(self.page.pieces), len(self._buffer))

    def _end_link(self) -> None:
        if self._link is None:
            return
        (target, piece, start), self._link = self._link, None
        text = collapse("".join(self._buffer[start:]).replace(BREAK, " "))
        if not text and piece < len(self.page.pieces):
            text = self.page.pieces[-1].text
        if is_followable(target):
            self.page.links.append(Hyperlink(text[:500], target[:2000], piece))

    def _start_cell(self, _tag: str, attributes: Attributes) -> None:
        self._tables.start_cell(attributes.get("rowspan"), attributes.get("colspan"))
