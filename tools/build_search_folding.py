"""Write the search folding table, once for Python and once for the browser.

The table says for every code point what the search compares: NFKC, lower case, traditional
characters as simplified ones, and nothing but letters and digits; the characters that end a line
become "\\n". It is made from `unicodedata2` 18.0.0 (the Unicode Character Database, Unicode
licence) and OpenCC 1.4.2's `t2s` (Apache-2.0), both pinned here, and checked in, so that neither
the interpreter's nor the browser's Unicode version has any say. The browser's tables travel with
the index, so that a page always folds as the index it reads was folded.

Python gets the whole table, since numpy applies it to millions of characters. The browser gets a
third of the bytes: which code points are kept, the traditional characters, and, since Unicode
never changes the normal form of a character once assigned, NFKC and lower case from the browser
itself for what Unicode 14 knew (every browser with DecompressionStream knows it), the rest listed.
The traditional characters are a file of their own, which most pages never need: the characters of
GB 2312 fold to themselves, but for the few that are listed.

With the project installed for Python 3.11, whose own tables are those of Unicode 14:

    pip install unicodedata2==18.0.0 opencc==1.4.2
    python3.11 tools/build_search_folding.py
"""

from __future__ import annotations

import unicodedata
import zlib
from itertools import groupby
from pathlib import Path

import opencc
import unicodedata2 as ucd

from govreport_site.search.octets import encode

ROOT = Path(__file__).parent.parent
PYTHON_TABLE = ROOT / "src/govreport_site/search/folding.bin"
BROWSER_TABLE = ROOT / "src/govreport_site/search/folding-browser.bin"
TRADITIONAL_TABLE = ROOT / "src/govreport_site/search/folding-traditional.bin"

LIMIT = 0x110000
LINE_ENDS = frozenset("\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
"""Where OpenCC's table is used: its 900 pairs beyond the BMP would double the download."""


def simplified() -> dict[str, str]:
    """Traditional characters of the BMP and the simplified character of each."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(c), convert(chr(c))) for low, high in HAN_BLOCKS for c in range(low, high))
    return {old: new for old, new in pairs if new != old and len(new) == 1 and new < "\U00010000"}


def compatible(char: str) -> str:
    return ucd.normalize("NFKC", ucd.normalize("NFKC", char).lower())


def folded(char: str, simpler: dict[str, str]) -> str:
    """What one character becomes, folded until folding it again changes nothing."""
    if char in LINE_ENDS:
        return "\n"
    before, text = "", char
    while text != before:
        before = text
        text = "".join(simpler.get(c, c) for c in compatible(text))
    return "".join(c for c in text if ucd.category(c)[0] in "LN")


def table(simpler: dict[str, str]) -> dict[int, str]:
    """Every code point that yields anything, and what."""
    points = (c for c in range(LIMIT) if not 0xD800 <= c < 0xE000)
    return {c: out for c in points if (out := folded(chr(c), simpler))}


def runs(kinds: list[int]) -> list[tuple[int, int]]:
    return [(kind, len(list(same))) for kind, same in groupby(kinds)]


def joined(*streams: bytes) -> bytes:
    """The streams, each with its length before it; not deflated, its users see to that."""
    return b"".join(encode([len(stream)]) + stream for stream in streams)


def deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(raw) + packer.flush()


def listed(targets: dict[int, str]) -> bytes:
    """One line a code point: the character, then its target, `|` standing for a line end."""
    pairs = sorted((c, t.replace("\n", "|")) for c, t in targets.items() if chr(c) != "\n")
    return "".join(f"{chr(c)}{t}\n" for c, t in pairs).encode("utf-8")


def python_table(targets: dict[int, str]) -> bytes:
    """Runs of one shift (zigzag, plus one; 0 where nothing comes out), and the longer targets."""

    def shift(point: int) -> int:
        text = targets.get(point, "")
        move = ord(text) - point if len(text) == 1 and text != "\n" else None
        return 0 if move is None else 1 + (move << 1 if move >= 0 else (-move << 1) - 1)

    pieces = runs([shift(c) for c in range(LIMIT)])
    longer = {c: t for c, t in targets.items() if len(t) > 1 or t == "\n"}
    return joined(
        encode([length for _, length in pieces]), encode([k for k, _ in pieces]), listed(longer)
    )


def browser_table(targets: dict[int, str], simpler: dict[str, str]) -> bytes:
    """Runs of dropped and kept in turn; and what the browser's own functions may not know, or what
    stands in GB 2312 and yet does not fold to itself."""
    kept = [length for _, length in runs([int(c in targets) for c in range(LIMIT)])]
    exceptions = {
        c: t
        for c, t in targets.items()
        if t != browser_fold(chr(c), targets, simpler) or (chr(c) in simpler and in_gb2312(chr(c)))
    }
    return joined(encode(kept), listed(exceptions))


def in_gb2312(char: str) -> bool:
    return bool(char.encode("gb2312", "ignore"))


def traditional_table(simpler: dict[str, str]) -> bytes:
    """Gaps between traditional characters; the high, then the low bytes of their simplified
    ones."""
    old = sorted(ord(c) for c in simpler)
    new = [ord(simpler[chr(c)]) for c in old]
    gaps = [b - a for a, b in zip([0, *old], old, strict=False)]
    return joined(encode(gaps), bytes(c >> 8 for c in new) + bytes(c & 255 for c in new))


def browser_fold(char: str, targets: dict[int, str], simpler: dict[str, str]) -> str:
    """What the script makes of a character without an exception for it."""
    known = unicodedata.category(char) != "Cn"
    if not known and ucd.category(char) in {"Lu", "Lt"}:
        # A browser may know its lower case already, or not yet; Python 3.11 does not.
        return ""
    text = compatible(char) if known else char
    return "".join(simpler.get(c, c) for c in text if ord(c) in targets)


def main() -> None:
    if unicodedata.unidata_version != "14.0.0" or ucd.unidata_version != "18.0.0":
        raise SystemExit("run with Python 3.11 and unicodedata2==18.0.0")
    simpler = simplified()
    targets = table(simpler)
    PYTHON_TABLE.write_bytes(deflated(python_table(targets)))
    BROWSER_TABLE.write_bytes(deflated(browser_table(targets, simpler)))
    TRADITIONAL_TABLE.write_bytes(deflated(traditional_table(simpler)))
    for path in (PYTHON_TABLE, BROWSER_TABLE, TRADITIONAL_TABLE):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
