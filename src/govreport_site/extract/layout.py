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


def is_page_text(found: Sequence[Piece]) -> bool:
    """Whether the pieces of one cell are running text, so that its table only places it."""
    size = sum(len(piece.text) for piece in found)
    return size > _LONG_CELL or (size > _PROSE_CELL and len(found) > _PROSE_LINES)
