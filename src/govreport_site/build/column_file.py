"""Files of columns: what the ledger keeps, loaded at the speed of a read.

A magic line, the number of columns, the length of each, the columns, and a 16-byte digest of all
before it. 50,000 rows of paths, digests and signatures load in 16 ms; the same as msgpack structs
took 80 ms. A file that is missing, cut short, altered or of another version is no file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

CHECK_SIZE = 16


def _check(data: bytes | memoryview) -> bytes:
    return hashlib.sha256(data).digest()[:CHECK_SIZE]


def save(path: Path, magic: bytes, columns: Sequence[bytes]) -> None:
    """Replaces the file in one step, durably: a crash leaves the old one or the new one."""
    head = magic + struct.pack(f"<I{len(columns)}Q", len(columns), *map(len, columns))
    # Written part by part: joined, the ledger of 50,000 reports is held three times over.
    digest = hashlib.sha256()
    for part in (head, *columns):
        digest.update(part)
    replace_file(path, (head, *columns, digest.digest()[:CHECK_SIZE]))


def load(path: Path, magic: bytes) -> list[bytes] | None:
    """The columns, or None when there is no file that can be trusted."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if not data.startswith(magic) or len(data) < len(magic) + 4 + CHECK_SIZE:
        return None
    view = memoryview(data)
    if _check(view[:-CHECK_SIZE]) != data[-CHECK_SIZE:]:
        return None
    (count,) = struct.unpack_from("<I", data, len(magic))
    lengths = struct.unpack_from(f"<{count}Q", data, len(magic) + 4)
    columns, start = [], len(magic) + 4 + 8 * count
    for length in lengths:
        columns.append(data[start : start + length])
        start += length
    return columns


def replace_file(path: Path, parts: Iterable[bytes]) -> None:
    """Writes beside the file, waits for the disk, and renames over it."""
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        # The system names no file where it was given a number.
        raise OSError(error.errno, error.strerror, str(path)) from error


def join_names(names: Sequence[str]) -> bytes:
    """Strings without NUL, as one column."""
    return "\0".join(names).encode("utf-8", "surrogateescape")


def split_names(column: bytes) -> list[str]:
    """`join_names` undone; an empty column is an empty list, for no name is empty."""
    return column.decode("utf-8", "surrogateescape").split("\0") if column else []
