"""Files that appear whole or not at all, and are never replaced unless that is meant."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Iterator
from pathlib import Path

from govreport_site.errors import storage_errors

PENDING = ".pending"
"""Ending of a file that is being written; what a crash leaves behind is safe to delete."""


def write_new(path: Path, data: bytes) -> bool:
    """Make a file with these bytes, durable before it is visible under its name.

    A file of that name with the same bytes is left alone; False when it holds other bytes.
    Raises StorageError when the disk refuses.
    """
    with storage_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        with _pending(path, data) as pending:
            try:
                os.link(pending, path)
            except FileExistsError:
                return path.read_bytes() == data
    return True


def replace(path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file at once. Raises StorageError."""
    with storage_errors(), _pending(path, data) as pending:
        pending.replace(path)


@contextlib.contextmanager
def _pending(path: Path, data: bytes) -> Iterator[Path]:
    """A file beside `path` with these bytes on the disk; it is gone afterwards.

    So is what a killed process left there: whoever writes holds the archive's lock.
    """
    pending = path.with_name(f".{path.name[:60]}.{os.getpid()}{PENDING}")
    for left in path.parent.glob(f".{glob.escape(path.name[:60])}.*{PENDING}"):
        left.unlink(missing_ok=True)
    try:
        with pending.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield pending
    finally:
        with contextlib.suppress(OSError):
            pending.unlink(missing_ok=True)
