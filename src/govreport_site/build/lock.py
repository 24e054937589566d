"""One builder at a time in an archive.

The lock is the operating system's, on an open file: it ends with its holder, however that ends.
What the file says is only for the message.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govreport_site.errors import LockedError, storage_error, storage_errors

NAME = "lock"
PATIENCE = 5.0
"""Seconds to wait for a lock whose holder is dead: its workers notice within milliseconds."""


@contextmanager
def hold(ledger: Path, verb: str) -> Iterator[None]:
    """Holds the archive's lock; `verb` is what the holder is doing: "build", "import".

    Raises `LockedError`, naming who has it, at once if that process lives.
    """
    with storage_errors():
        ledger.mkdir(parents=True, exist_ok=True)
        file = os.open(ledger / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    held = False
    try:
        _take(file)
        held = True
        with storage_errors():
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()} {verb}\n".encode(), 0)
        yield
    finally:
        # The file stays: were it removed, two could hold locks on two files of one name.
        if held:
            with suppress(OSError):
                os.ftruncate(file, 0)
            _release(file)
        os.close(file)


def _take(file: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while not _try(file):
        pid, verb = _holder(file)
        if _alive(pid) or time.monotonic() > give_up:
            who = f"process {pid} is running `govreport {verb}`" if pid else "another is at work"
            raise LockedError(f"{who} in this archive; wait until it ends, then try again")
        time.sleep(0.005)


def _holder(file: int) -> tuple[int, str]:
    """Process and verb that the file names; 0 while its holder has not written them yet."""
    pid, _, verb = os.pread(file, 100, 0).decode("ascii", "replace").strip().partition(" ")
    return (int(pid), verb) if pid.isdecimal() else (0, "")


def _alive(pid: int) -> bool:
    if pid == 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if sys.platform == "win32":
    import msvcrt

    def _try(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(file: int) -> bool:
        """Whether the lock is ours now. Raises `StorageError` where locks are not to be had."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise storage_error(error) from error
        return True

    def _release(file: int) -> None:
        """Also for workers that were forked while it was held: they share it."""
        fcntl.flock(file, fcntl.LOCK_UN)
