"""Places whose reports stand under another address too: they moved to another prefecture or
province, or were merged into others. Since 2000, since reports are no older.

`moved_places.tsv` is taken out of the gazetteer by `tools/build_moved_places.py`, because a build
asks for it every time and the gazetteer takes 40 ms and 17 MB to open.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

Relation = Literal["same", "into", "from"]
"""The same place at another address; what it was merged into; what was merged into it."""


class Address(Struct, frozen=True):
    """A place at one address."""

    path: str
    """`shandong/laiwu/laicheng-qu`."""
    name: str
    """With its prefecture: 莱芜市莱城区."""
    start: int | None
    end: int | None


class Related(Struct, frozen=True):
    """Another address that belongs to the place at an address."""

    relation: Relation
    own: Address
    other: Address


@cache
def related_places() -> Mapping[str, tuple[Related, ...]]:
    """Address → the others that belong to it, oldest first."""
    text = files("govreport_site.reference").joinpath("moved_places.tsv")
    found: dict[str, list[Related]] = {}
    for line in text.read_text(encoding="utf-8").splitlines():
        kind, *cells = line.split("\t")
        old, new = _address(cells[:4]), _address(cells[4:])
        merged = kind == "merged"
        found.setdefault(old.path, []).append(Related("into" if merged else "same", old, new))
        found.setdefault(new.path, []).append(Related("from" if merged else "same", new, old))
    return {path: tuple(related) for path, related in found.items()}


def _address(cells: list[str]) -> Address:
    path, name, start, end = cells
    return Address(path, name, int(start) if start else None, int(end) if end else None)
