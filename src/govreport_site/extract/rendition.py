"""Pieces in reading order → Document: lines are counted, invisible characters set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.extract.characters import code_points, sift
from govreport_site.model.document import (
    Block,
    Cell,
    Document,
    Heading,
    Link,
    Paragraph,
    SourceFile,
    Table,
)
from govreport_site.model.issue import Issue, Removed, Repair


class Piece(Struct):
    """One stretch of the source's text, as an extractor finds it."""

    text: str
    """The paragraph; for a table the words of all cells, for measuring only."""
    level: int = 0
    """1–6 for a heading that the source marks up."""
    cells: tuple[Cell, ...] | None = None
    caption: str | None = None
    reason: str | None = None
    """Why it is set aside; None for what belongs to the document."""
    links: int = 0
    """How many of its characters stand in hyperlinks."""
    line: int | None = None
    """Its line where the source has lines of its own."""
    repair: tuple[str, str] | None = None
    """(stored, rule) when the text differs from what the file stores: an automatic number."""


class Hyperlink(Struct, frozen=True):
    """A link before its line is known."""

    text: str
    target: str
    piece: int
    """Index of the piece it stands in."""


class Reading(Struct, frozen=True):
    """All that an extractor found, before lines are counted."""

    media_type: str
    encoding: str | None
    pieces: Sequence[Piece]
    title: str | None = None
    properties: tuple[tuple[str, str], ...] = ()
    links: Sequence[Hyperlink] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    lines: tuple[str, ...] | None = None
    """The file's own lines; None where the rendition makes them."""


def compose(source: SourceFile, reading: Reading) -> Document:
    """The document: every piece as a block or in `removed`, each with its line."""
    lines: list[str] = []
    starts: list[int] = []
    blocks: list[Block] = []
    removed: list[Removed] = []
    repairs = [
        replace(r, printed=sift(r.printed)[0], read=sift(r.read)[0]) for r in reading.repairs
    ]
    taken: list[tuple[str, int]] = []
    for piece in reading.pieces:
        clean, invisible = _sifted(piece)
        line = piece.line if piece.line is not None else len(lines) + 1
        starts.append(line)
        if invisible:
            taken.append((invisible, line))
        if clean.reason is None:
            if block := _block(clean, line):
                blocks.append(block)
        else:
            _set_aside(removed, clean, line)
        if clean.repair:
            stored, rule = clean.repair
            repairs.append(Repair(stored, clean.text, rule, line))
        lines.extend(_lines(clean))
    own = reading.lines if reading.lines is not None else tuple(lines)
    removed.extend(Removed(text, "control-characters", line) for text, line in _joined(taken))
    return Document(
        source=source,
        media_type=reading.media_type,
        encoding=reading.encoding,
        blocks=tuple(blocks),
        lines=own,
        title=sift(reading.title)[0].strip() or None if reading.title else None,
        properties=tuple((sift(name)[0], sift(value)[0]) for name, value in reading.properties),
        links=tuple(_link(found, starts) for found in reading.links),
        removed=tuple(removed),
        repairs=tuple(repairs),
        issues=(*reading.issues, *_invisible_issue(taken)),
    )


def _link(found: Hyperlink, starts: list[int]) -> Link:
    line = starts[min(found.piece, len(starts) - 1)] if starts else 1
    return Link(sift(found.text)[0], sift(found.target)[0], line)


def _sifted(piece: Piece) -> tuple[Piece, str]:
    if piece.cells is None:
        text, invisible = sift(piece.text)
        return (replace(piece, text=text) if text is not piece.text else piece), invisible
    if sift(piece.text)[0] == piece.text:
        return piece, ""
    found = [sift(cell.text) for cell in piece.cells]
    cells = tuple(
        replace(cell, text=text) for cell, (text, _) in zip(piece.cells, found, strict=True)
    )
    return replace(piece, cells=cells), "".join(invisible for _, invisible in found)


def _block(piece: Piece, line: int) -> Block | None:
    if piece.cells is not None:
        return Table(piece.cells, line, piece.caption)
    text = piece.text.strip()
    if not text:
        return None
    return Heading(text, line, piece.level) if piece.level else Paragraph(text, line)


def _lines(piece: Piece) -> list[str]:
    """The lines a piece takes in the rendition: one for each row of a table."""
    if piece.cells is None:
        return piece.text.split("\n")
    rows: dict[int, list[str]] = {}
    for cell in piece.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    height = max(rows, default=0) + 1
    return [" | ".join(rows.get(row, ())) for row in range(height)]


def _set_aside(removed: list[Removed], piece: Piece, line: int) -> None:
    """Adds the piece to `removed`, joined to a neighbour that went for the same reason."""
    assert piece.reason is not None
    text = "\n".join(_lines(piece)).strip()
    if not text:
        return
    if removed and _adjoins(removed[-1], piece.reason, line):
        before = removed.pop()
        text, line = f"{before.text}\n{text}", before.line or line
    removed.append(Removed(text, piece.reason, line))


def _adjoins(before: Removed, reason: str, line: int) -> bool:
    last = (before.line or 0) + before.text.count("\n")
    return before.reason == reason and line == last + 1 and len(before.text) < 4_000


def _joined(taken: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """All invisible characters as one entry, at the line of the first."""
    found = list(taken)
    return [("".join(text for text, _ in found), found[0][1])] if found else []


def _invisible_issue(taken: list[tuple[str, int]]) -> list[Issue]:
    if not taken:
        return []
    names = code_points("".join(text for text, _ in taken))
    message = f"characters that print nothing were taken out of the text: {names[:200]}"
    return [Issue("control-characters", "info", message, taken[0][1])]
