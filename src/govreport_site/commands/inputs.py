"""What the user named on the command line, as raw files with their bytes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from govreport_site.errors import InputError, Location
from govreport_site.model import SourceFile

LIMIT = 512 * 1024 * 1024
"""Bytes of one input that are read at most."""
_LITTER = {"Thumbs.db", "desktop.ini", "__MACOSX"}


def find_files(names: Sequence[str]) -> Iterator[Path | InputError]:
    """The files that these names mean, folders walked in the order of their names.

    `-` stands for standard input and is passed on. What cannot be found is yielded as an error in
    its place, so that the other inputs go on. Hidden files and symbolic links in folders are
    passed over; a file named by the user is taken as it is.
    """
    for name in names:
        path = Path(name)
        if name == "-":
            yield path
        elif path.is_dir():
            found = False
            for file in _walk(path):
                found = True
                yield file
            if not found:
                yield InputError(
                    "no files in this folder; name a folder that holds reports",
                    Location(name),
                    code="no-files",
                )
        elif path.exists():
            yield path
        else:
            yield InputError("no such file or folder", Location(name), code="missing")


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _LITTER or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def read_source(path: Path) -> SourceFile:
    """The bytes of one file, or of standard input for `-`.

    Raises InputError when it cannot be read, is no regular file, or is too large.
    """
    if str(path) == "-":
        data = sys.stdin.buffer.read(LIMIT + 1)
        return SourceFile("-", _within_limit(data, len(data), path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                "not a regular file; name a file or a folder", Location(str(path)), code="device"
            )
        _within_limit(b"", status.st_size, path)
        return SourceFile(str(path), path.read_bytes())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"cannot be read: {reason}", Location(str(path)), code="io") from None


def _within_limit(data: bytes, size: int, path: Path) -> bytes:
    if size > LIMIT:
        raise InputError(
            f"larger than {LIMIT // 1024 // 1024} MB; split it, or import its members one by one",
            Location(str(path)),
            code="too-large",
        )
    return data
