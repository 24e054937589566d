"""The picture of the archive for shared links."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from msgspec.structs import replace

from govreport_site.site.cover import HEIGHT, OUTPUT, WIDTH
from govreport_site.site.home import tiles
from tests.site.making import Made, small

ADDRESS = "https://example.org/archive"


def published() -> Made:
    made = small()
    made.settings = replace(made.settings, base_url=ADDRESS)
    return made


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Name → data of a PNG whose checksums hold."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size) == (zlib.crc32(name + data),)
        found[name] = data
        at += 12 + size
    return found


def test_the_picture_shows_where_there_are_reports() -> None:
    made = published()
    png = made.build()[OUTPUT]
    assert len(png) < 8_000
    found = chunks(png)
    assert struct.unpack(">IIBB", found[b"IHDR"][:10]) == (WIDTH, HEIGHT, 4, 3)
    pixels = zlib.decompress(found[b"IDAT"])
    row = WIDTH // 2 + 1
    assert len(pixels) == row * HEIGHT
    shades = [tile.shade for tile in tiles(made.settings, made.archive()) if tile.count]
    inside = {nibble for byte in set(pixels) for nibble in (byte >> 4, byte & 15)}
    # Paper, the band, tiles without a report, and the shades of those that have one.
    assert inside == {0, 1, 2, *(2 + shade for shade in shades)}


def test_pages_name_it_by_its_whole_address() -> None:
    page = published().build()["index.html"].decode()
    assert f'<meta property="og:image" content="{ADDRESS}/{OUTPUT}">' in page
    assert "og:image" not in small().build()["index.html"].decode()
    assert OUTPUT not in small().build()


def test_an_archive_may_have_a_picture_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / OUTPUT).write_bytes(b"its own")
    assert published().build(tmp_path)[OUTPUT] == b"its own"
