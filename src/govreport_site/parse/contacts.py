"""Contacts and personal data of a report, each located by its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.model import Cell, Contact, Heading, Paragraph, Removed, Section, Table
from govreport_site.reference.personal import Found, find, find_cells

__all__ = ["find", "read_contacts"]


def read_contacts(
    sections: Sequence[Section],
    header: Sequence[tuple[str, str]] = (),
    removed: Sequence[Removed] = (),
) -> tuple[Contact, ...]:
    """Every contact of the header, headings, prose and tables in order, then of what was removed
    from the page, which is stored with the report and must be masked as well.

    Header fields have no line of their own and are given line 1. Each span is found by the same
    function that masks it in every sink, so what is listed here is what a policy can hide.
    """
    contacts = [*_of_header(header)]
    for section in sections:
        if section.heading:
            contacts += _of_text(section.heading, section.line)
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                contacts += _of_text(block.text, block.line)
            elif isinstance(block, Table):
                contacts += _of_table(block)
    for piece in removed:
        contacts += _of_text(piece.text, piece.line or 1)
    return tuple(contacts)


def _of_header(header: Sequence[tuple[str, str]]) -> Iterator[Contact]:
    for label, value in header:
        spans = find_cells((label, value)) if label else (find(value),)
        for found in spans[-1]:
            yield _contact(value, found, 1)


def _of_text(text: str, line: int) -> Iterator[Contact]:
    for found in find(text):
        yield _contact(text, found, line + text.count("\n", 0, found.start))


def _of_table(table: Table) -> Iterator[Contact]:
    heads = {cell.column: cell.text for cell in table.cells if cell.row == 0}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row in sorted(rows):
        texts = [cell.text for cell in rows[row]]
        for cell, spans in zip(rows[row], find_cells(texts), strict=True):
            # A list of staff names its columns once: 姓名 | 职务 | 电话.
            below = find_cells((heads.get(cell.column, ""), cell.text))[1] if row else ()
            for found in dict.fromkeys((*spans, *below)):
                yield _contact(cell.text, found, table.line)


def _contact(text: str, found: Found, line: int) -> Contact:
    return Contact(found.kind, text[found.start : found.end], line, found.personal)
