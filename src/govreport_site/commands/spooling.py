"""What the search will be told of a report, put aside while the report is read for its light row.

Reading a report costs 1 ms, so that an archive that is built for the first time is not read a
third time for the index. Each process appends to a file of its own; the files are removed when the
index is written, and what is missing in them is read from the reports.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from govreport_site.build.targets import fingerprint

CACHE = "search"
"""What the index's writer keeps, below the ledger."""
SPOOL = "search/spool"
"""The spool, below the ledger."""
KEY, SIZE = 16, 4
"""Bytes before each text: its key, and its length."""
STARTED = time.time_ns()
"""With the number of the process it tells writers apart, on several machines too."""


def key_of(address: str, digest: str, context: bytes) -> bytes:
    """What a report at an address says, under a program and a policy."""
    return fingerprint(address.encode(), digest.encode(), context)


def put(spool: Path, key: bytes, packed: bytes) -> None:
    """Keep a text."""
    path = spool / f"{os.getpid()}-{STARTED}"
    try:
        file = path.open("ab")
    except FileNotFoundError:
        spool.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    with file:
        file.write(key + len(packed).to_bytes(SIZE, "little") + packed)


class Spooled(Struct, frozen=True):
    """Where a text lies in a spool."""

    path: Path
    at: int
    size: int

    def __call__(self) -> bytes:
        """The text. A file that is gone by now raises OSError."""
        with self.path.open("rb") as file:
            file.seek(self.at)
            return file.read(self.size)


def texts(spool: Path) -> dict[bytes, Spooled]:
    """Every whole text in a spool by its key; nothing when there is no spool."""
    found: dict[bytes, Spooled] = {}
    for path in sorted(spool.glob("*")):
        end = path.stat().st_size
        with path.open("rb") as file:
            while one := _next(file, path, end):
                found[one[0]] = one[1]
    return found


def _next(file: BinaryIO, path: Path, end: int) -> tuple[bytes, Spooled] | None:
    head = file.read(KEY + SIZE)
    size, at = int.from_bytes(head[KEY:], "little"), file.tell()
    if len(head) < KEY + SIZE or at + size > end:
        return None
    file.seek(size, os.SEEK_CUR)
    return head[:KEY], Spooled(path, at, size)


def clear(spool: Path) -> None:
    """Remove a spool."""
    shutil.rmtree(spool, ignore_errors=True)
