"""A document taken apart: head, body and tail, every line of it in exactly one of them."""

from __future__ import annotations

from msgspec import Struct

from govreport_site.model import Attachment, Block, Document
from govreport_site.parse.header import Entry, Head, read_head
from govreport_site.parse.lines import LONGEST, Line, flatten, rebuild
from govreport_site.parse.naming import Naming, name_report
from govreport_site.parse.tail import MOST_LINES, Tail, read_tail
from govreport_site.parse.titles import Title

_FILES = (
    *(".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".ofd"),
    *(".zip", ".rar", ".7z", ".jpg", ".png"),
)


_FRONT, _BACK = 12_000, 400
"""Blocks at the beginning and at the end of a document that are taken apart into lines."""


class Page(Struct, frozen=True):
    """What stands above, in and below the text."""

    document: Document
    head: Head
    tail: Tail
    naming: Naming
    lines: tuple[Line, ...]
    """All lines, in printed order."""
    body: tuple[Line, ...]
    """The lines of the report's text that are read, the title's own not among them."""
    rest: tuple[Line, ...] = ()
    """What follows in a text longer than any report: kept, but not read."""
    unseen: tuple[int, int] = (0, 0)
    """Range of blocks in the middle of such a text that were not even taken apart into lines."""

    @property
    def title(self) -> Title | None:
        """The report's title."""
        return self.naming.title

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text as blocks again."""
        return rebuild(self.document.blocks, self.lines, self.body)

    @property
    def unread(self) -> tuple[Block, ...]:
        """What follows the text that is read, as blocks."""
        blocks, (start, end) = self.document.blocks, self.unseen
        if start == end:
            return rebuild(blocks, self.lines, self.rest)
        above = rebuild(blocks, self.lines, [line for line in self.rest if line.block < start])
        below = rebuild(blocks, self.lines, [line for line in self.rest if line.block >= end])
        return (*above, *blocks[start:end], *below)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Header metadata in printed order, what stands below the text last."""
        return (*self.head.entries, *self.tail.entries)

    @property
    def header(self) -> tuple[tuple[str, str], ...]:
        """(label, value) as printed, with the titles that are not the report's own copy."""
        spare = (t for t in self.head.titles if t is not self.title)
        pairs = [(e.line, e.label, e.value) for e in self.head.entries]
        pairs += [(self.lines[t.start].number, "", t.text) for t in spare]
        pairs.sort(key=lambda pair: pair[0])
        pairs += [(e.line, e.label, e.value) for e in self.tail.entries]
        return tuple((label, value) for _, label, value in pairs)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that the page links, and those that it only names."""
        linked = [
            Attachment(link.text.strip() or link.target.rsplit("/", 1)[-1], link.target, link.line)
            for link in self.document.links
            if link.target.lower().split("?")[0].endswith(_FILES)
        ]
        known = {attachment.name for attachment in linked}
        return (*(a for a in self.tail.attachments if a.name not in known), *linked)


def take_apart(document: Document) -> Page:
    """The page of a document."""
    blocks = document.blocks
    start, end = (_FRONT, len(blocks) - _BACK) if len(blocks) > _FRONT + _BACK else (0, 0)
    lines = flatten(blocks if not start else blocks[:start])
    if start:
        lines = (*lines, *flatten(blocks[end:], end))
    head = read_head(lines)
    tail = read_tail(lines[head.size :])
    body = (*head.kept, *tail.kept)
    naming = name_report(document, head, body)
    if naming.in_body is not None:
        above, below = naming.in_body
        body = (*body[:above], *body[below:])
    read = _readable(tuple(line for line in body if line.block < start) if start else body)
    return Page(document, head, tail, naming, lines, body[:read], body[read:], (start, end))


def _readable(body: tuple[Line, ...]) -> int:
    """How many lines are read: a hostile page may print millions."""
    size = 0
    for index, line in enumerate(body[:MOST_LINES]):
        size += len(line.text)
        if size > LONGEST:
            return max(index, 1)
    return min(len(body), MOST_LINES)
