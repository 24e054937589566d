"""The folder that a segment is written to, and the names of the files in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct, field

from govreport_site.search.container import script


class Folder(Struct):
    """Where the files of a segment go; remembers what was written."""

    root: Path
    files: dict[str, bytes] = field(default_factory=dict)
    """sha256 of each file by its path inside the folder."""
    index_bytes: int = 0

    def put(self, name: str, deflated: bytes, *, index: bool = True) -> None:
        data = script(deflated)
        path = self.root / name
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.files[name] = hashlib.sha256(data).digest()
        self.index_bytes += len(deflated) if index else 0


def numbered(kind: str, number: int) -> str:
    """Path of a numbered file: no folder holds more than 256."""
    return f"{kind}{number >> 8}/{number & 255}.js"
