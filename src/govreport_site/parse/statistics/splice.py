"""Takes recognised tables out of the blocks, and keeps every character of them as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import Block, Cell, Paragraph, Removed, StatisticsTable, Table
from govreport_site.parse.statistics.atoms import Atom

REASON = "table-as-printed"


class Span(Struct, frozen=True):
    """Atoms that are one table."""

    table: str
    start: int
    end: int


def splice(
    blocks: Sequence[Block], atoms: Sequence[Atom], spans: Sequence[Span]
) -> tuple[tuple[Block, ...], tuple[Removed, ...]]:
    """The blocks with a marker for each table, and what the tables printed."""
    kept: list[Block] = []
    removed: list[Removed] = []
    of_block = _atoms_by_block(atoms, spans)
    marked: set[int] = set()
    for number, block in enumerate(blocks):
        parts = of_block.get(number)
        if parts is None or isinstance(block, StatisticsTable):
            kept.append(block)
            continue
        if isinstance(block, Table):
            pieces = _split_table(block, parts)
        else:
            pieces = _cut(block.text, block.line, parts)
        for part in pieces:
            match part:
                case int(span), Removed() as source:
                    removed.append(source)
                    if span not in marked:
                        kept.append(StatisticsTable(spans[span].table, source.line or 1))
                        marked.add(span)
                case _:
                    kept.append(part)
    return tuple(kept), tuple(removed)


_Parts = list[tuple[Atom, int | None]]


def _atoms_by_block(atoms: Sequence[Atom], spans: Sequence[Span]) -> dict[int, _Parts]:
    """Atoms of each block that a table touches, with the number of the table they belong to."""
    owner: dict[int, int] = {}
    for number, span in enumerate(spans):
        owner.update(dict.fromkeys(range(span.start, span.end), number))
    touched = {atoms[at].block for at in owner}
    parts: dict[int, _Parts] = {}
    for at, atom in enumerate(atoms):
        if atom.block in touched:
            parts.setdefault(atom.block, []).append((atom, owner.get(at)))
    return parts


def _cut(text: str, line: int, parts: _Parts) -> Iterator[Block | tuple[int, Removed]]:
    """Pieces of a text: paragraphs outside the tables, and the tables with their pipes."""
    at = 0
    for owner, start, end in _ranges(text, parts):
        if outside := text[at:start].strip():
            yield Paragraph(outside, line + text.count("\n", 0, _skip(text, at)))
        yield owner, Removed(text[start:end], REASON, line + text.count("\n", 0, start))
        at = end
    if outside := text[at:].strip():
        yield Paragraph(outside, line + text.count("\n", 0, _skip(text, at)))


def _skip(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())


def _ranges(text: str, parts: _Parts) -> list[tuple[int, int, int]]:
    """(table, start, end) of each stretch of atoms, widened over the pipes and spaces beside it."""
    found: list[tuple[int, int, int]] = []
    last: int | None = None
    for atom, owner in parts:
        if owner is not None and owner == last:
            found[-1] = (owner, found[-1][1], atom.end)
        elif owner is not None:
            found.append((owner, atom.start, atom.end))
        last = owner
    ends = [_on(text, end) for _, _, end in found]
    starts = [max(_back(text, f[1]), end) for f, end in zip(found, [0, *ends], strict=False)]
    return [(f[0], start, end) for f, start, end in zip(found, starts, ends, strict=True)]


_BESIDE = "|｜ \t\n\r\u3000\xa0"


def _back(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in _BESIDE:
        start -= 1
    return start


def _on(text: str, end: int) -> int:
    while end < len(text) and text[end] in _BESIDE:
        end += 1
    return end


def _split_table(block: Table, parts: _Parts) -> Iterator[Block | tuple[int, Removed]]:
    """Stretches of whole cells; a long cell that holds a table itself is cut like a text."""
    if block.caption:
        yield Paragraph(block.caption, block.line)
    stretch: list[Cell] = []
    last: int | None = None
    groups = _by_cell(parts)
    for index, cell in enumerate(block.cells):
        owners = {owner for _, owner in groups.get(index, [])}
        if len(owners) <= 1:
            owner = next(iter(owners), None) if cell.text.strip() else last
            if owner != last and stretch:
                yield from _close(stretch, last, block.line)
                stretch = []
            stretch.append(cell)
            last = owner
            continue
        yield from _close(stretch, last, block.line)
        stretch, last = [], None
        yield from _cut(cell.text, block.line, groups[index])
    yield from _close(stretch, last, block.line)


def _by_cell(parts: _Parts) -> dict[int, _Parts]:
    groups: dict[int, _Parts] = {}
    for atom, owner in parts:
        groups.setdefault(atom.cell, []).append((atom, owner))
    return groups


def _close(
    cells: Sequence[Cell], owner: int | None, line: int
) -> Iterator[Block | tuple[int, Removed]]:
    if owner is not None:
        yield owner, Removed(_printed(cells), REASON, line)
        return
    for cell in cells:
        if cell.text.strip():
            yield Paragraph(cell.text, line)


def _printed(cells: Sequence[Cell]) -> str:
    """Cells by rows: tabs between cells, each row a line."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return "\n".join("\t".join(row) for row in rows.values())
