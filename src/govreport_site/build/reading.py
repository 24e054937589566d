"""Bytes to digests and rows: what a worker does with a chunk of changed files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from govreport_site.errors import GovreportError, InputError, Location

MakeRow = Callable[[Path, bytes], bytes]
"""(path relative to the root, the file's bytes) → the row. A top-level function, picklable."""

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file of which a row is made: a report is a hundredth of a hundredth."""


GONE = b""
"""In place of the digest of a file that was removed between listing and reading."""


class Read(NamedTuple):
    """What became of one file."""

    path: str
    digest: bytes
    """sha256 of the file, 32 bytes; or GONE."""
    row: bytes | None
    """None if the digest is the known one, so that the known row stands."""
    error: GovreportError | None


def read_chunk(
    root: str, make_row: MakeRow | None, chunk: Sequence[tuple[str, bytes]]
) -> list[Read]:
    """One answer for each (path, known digest); b"" knows none."""
    return [_read(root, make_row, path, known) for path, known in chunk]


def _read(root: str, make_row: MakeRow | None, path: str, known: bytes) -> Read:
    place = Path(f"{root}/{path}")
    try:
        if make_row is None:
            with place.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
            return Read(path, digest, None if digest == known else b"", None)
        with place.open("rb") as file:
            # Asked for 64 MB, the system hands out the memory and takes it back: 27 µs a file.
            small = os.fstat(file.fileno()).st_size <= LARGEST
            data = file.read(-1 if small else LARGEST + 1)
    except FileNotFoundError:
        return Read(path, GONE, None, None)
    digest = hashlib.sha256(data).digest()
    if digest == known:
        return Read(path, digest, None, None)
    try:
        return Read(path, digest, _row(make_row, path, data), None)
    except GovreportError as error:
        return Read(path, digest, None, error)


def _row(make_row: MakeRow, path: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        message = f"over {LARGEST >> 20} MB; expected a text of a few kilobytes"
        raise InputError(message, Location(path), code="too-large")
    return make_row(Path(path), data)
