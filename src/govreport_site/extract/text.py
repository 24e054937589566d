"""Plain text and Markdown: every line a paragraph with its own line number, clean tables read."""

from __future__ import annotations

import re
from typing import Final

from govreport_site.errors import InputError
from govreport_site.extract.characters import sift
from govreport_site.extract.encoding import Decoded
from govreport_site.extract.limits import LINES
from govreport_site.extract.pipes import PipeTable, find_tables, is_rule, unpad
from govreport_site.extract.rendition import Piece, Reading

_END_OF_LINE: Final = re.compile("\r\n|\r|\n")


def read_text(decoded: Decoded) -> Reading:
    """Each non-blank line as a piece; pipe tables and Markdown headings as what they are."""
    lines = _END_OF_LINE.split(decoded.text)
    if len(lines) > LINES:
        message = f"{len(lines):,} lines of text; a report has far fewer than {LINES:,}"
        raise InputError(f"{message}: split the file", code="too-large")
    markdown = is_markdown(lines)
    tables = {table.first: table for table in find_tables(lines)}
    pieces: list[Piece] = []
    index = 0
    while index < len(lines):
        if table := tables.get(index):
            pieces.extend(_table(table, lines))
            index = table.last
        else:
            pieces.extend(_line(lines[index], index + 1, markdown))
            index += 1
    return Reading(
        media_type="text/markdown" if markdown else "text/plain",
        encoding=decoded.encoding,
        pieces=pieces,
        issues=decoded.issues,
        lines=tuple(sift(line)[0] for line in lines),
    )


def is_markdown(lines: list[str]) -> bool:
    """Whether the lines hold a Markdown table's rule or a Markdown heading."""
    return any(
        is_rule(line) if "--" in line else line.startswith("#") and heading(line) is not None
        for line in lines
    )


def heading(line: str) -> tuple[str, str] | None:
    """(marks, title) of a Markdown heading `## title`, or None."""
    body = line.lstrip("#")
    marks = line[: len(line) - len(body)]
    title = body.strip()
    if not 1 <= len(marks) <= 6 or not title or body[0] not in " \t":
        return None
    bare = title.rstrip("#")
    if bare.endswith((" ", "\t")):  # a closing run of # counts only after a space
        return marks + title[len(bare) :], bare.rstrip()
    return marks, title


def _table(table: PipeTable, lines: list[str]) -> list[Piece]:
    words = "\n".join(cell.text for cell in table.cells)
    pieces = [Piece(words, cells=table.cells, line=table.first + 1)]
    if table.rule is not None:
        pieces.append(Piece(lines[table.rule], reason="markup", line=table.rule + 1))
    return pieces


def _line(line: str, number: int, markdown: bool) -> list[Piece]:
    if markdown and line.startswith("#") and (found := heading(line)):
        marks, title = found
        level = len(line) - len(line.lstrip("#"))
        return [
            Piece(title, level=level, line=number),
            Piece(marks, reason="markup", line=number),
        ]
    if "|" in line and (padded := unpad(line)):
        text, padding = padded
        return [Piece(text, line=number), Piece(padding, reason="table-padding", line=number)]
    text = line.strip()
    return [Piece(text, line=number)] if text else []
