"""Files that appear whole or not at all, and are never replaced unless that is meant."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from govreport_site.errors import Location, StorageError

PENDING = ".pending"
"""Ending of a file that is being written; what a crash leaves behind is safe to delete."""


@contextlib.contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn a refusal of the disk into a StorageError that names the file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError(f"cannot be written: {reason}", Location(str(path))) from error


def write_new(path: Path, data: bytes) -> None:
    """Make a file with these bytes, durable before it is visible under its name.

    A file of that name with the same bytes is left alone. Raises FileExistsError when it holds
    other bytes, StorageError when the disk refuses.
    """
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        pending = _write_pending(path, data)
        try:
            os.link(pending, path)
        except FileExistsError:
            if path.read_bytes() != data:
                raise FileExistsError(str(path)) from None
        finally:
            pending.unlink(missing_ok=True)


def replace(path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file at once. Raises StorageError."""
    with storage(path):
        _write_pending(path, data).replace(path)


def _write_pending(path: Path, data: bytes) -> Path:
    pending = path.with_name(f".{path.name[:60]}.{os.getpid()}{PENDING}")
    with pending.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return pending
