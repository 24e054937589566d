"""What tells a table of data from one that only places text on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govreport_site.extract.rendition import Piece

_LONG_CELL: Final = 1_000
"""Characters in one cell beyond which the table lays out a page: the longest cell of the
statistics forms has 104."""
_PROSE_CELL: Final = 400
_PROSE_LINES: Final = 8
_MANY_CELLS: Final = 16


def is_layout(cells: Sequence[Sequence[Piece]]) -> bool:
    """Whether the cells that hold anything hold running text, so that the table only places it.

    A table of many cells is data even when one of them holds a long note.
    """
    return len(cells) < _MANY_CELLS and any(map(_is_page_text, cells))


def _is_page_text(found: Sequence[Piece]) -> bool:
    size = sum(len(piece.text) for piece in found)
    return size > _LONG_CELL or (size > _PROSE_CELL and len(found) > _PROSE_LINES)
