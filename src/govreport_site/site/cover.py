"""The picture that shared links show: the tile map of the archive, drawn without fonts.

Words are left out on purpose: setting Chinese would need a font of megabytes and a library to draw
it, and whoever shows the picture sets the title beside it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

from govreport_site.site.home import Tile

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that sites ask for."""
OUTPUT = "assets/cover.png"
_SIDE, _GAP, _BAND = 66, 6, 10
_COLUMNS, _ROWS = 7, 8
_PAPER, _ACCENT, _SHADES = 0, 1, (2, 3, 4, 5, 6)
_PALETTE = ("fdfcfa", "9e2a1f", "eeeae2", "f4e0da", "e6b9ad", "b34a3a", "7c1f15")
"""The colours of the light scheme: paper, accent, and the five shades of a tile."""


def cover(tiles: Sequence[Tile]) -> bytes:
    """The picture as PNG: a palette of 16 colours, 5 KB."""
    rows = b"".join(b"\0" + row for row in _rows(tiles))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", bytes.fromhex("".join(_PALETTE))),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(tiles: Sequence[Tile]) -> Iterator[bytes]:
    """The lines of pixels, two pixels a byte."""
    step = _SIDE + _GAP
    left = (WIDTH - _COLUMNS * step + _GAP) // 2
    top = (HEIGHT + _BAND - _ROWS * step + _GAP) // 2
    lines = {row: _line([t for t in tiles if t.row == row], left) for row in range(1, _ROWS + 1)}
    blank = bytes([_PAPER * 17]) * (WIDTH // 2)
    for y in range(HEIGHT):
        row, inside = divmod(y - top, step)
        if y < _BAND:
            yield bytes([_ACCENT * 17]) * (WIDTH // 2)
        else:
            yield lines.get(row + 1, blank) if 0 <= inside < _SIDE else blank


def _line(tiles: Sequence[Tile], left: int) -> bytes:
    pixels = bytearray([_PAPER * 17]) * (WIDTH // 2)
    for tile in tiles:
        start = (left + (tile.column - 1) * (_SIDE + _GAP)) // 2
        pixels[start : start + _SIDE // 2] = bytes([_SHADES[tile.shade] * 17]) * (_SIDE // 2)
    return bytes(pixels)
