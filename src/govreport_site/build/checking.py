"""Whether the site's files are still the ones that were written."""

from __future__ import annotations

import gc
import hashlib
import os
import stat
import sys
import threading
from array import array
from collections.abc import Collection
from pathlib import Path

from govreport_site.build import journal, stored_outputs
from govreport_site.build.ledger import OutputLedger
from govreport_site.build.machine import usable_processors
from govreport_site.build.reasons import ALTERED, MISSING
from govreport_site.build.stored_outputs import Share, StoredOutputs
from govreport_site.build.writing import INODE_BITS, OPEN_OLD, signature
from govreport_site.errors import storage_errors

SHARE = 4000
"""Outputs worth a process of their own: looking at them takes 15 ms, a fork 3 ms."""


def suspects(share: Share, prefix: str) -> list[int]:
    """Positions of outputs whose file is not, by its stat, the one recorded."""
    first, found, lstat = share.first(), array("q"), os.lstat
    for position, (path, size, mtime, inode) in enumerate(share.rows(first), first):
        try:
            status = lstat(prefix + path if prefix else path)
        except OSError:
            found.append(position)
            continue
        # `signature` written out: 200,000 calls would cost 40 ms.
        if (
            status.st_mtime_ns != mtime
            or status.st_size != size
            or status.st_ino & INODE_BITS != inode
        ):
            found.append(position)
    return found.tolist()


class Glance:
    """The last build's ledger, and `suspects` under way in other processes.

    Begun before the sources are scanned: each is little but one stat a file, and what the
    processors do at once takes half the time. Where forking is not safe, or not worth it, the
    files are looked at when the suspects are asked for.
    """

    def __init__(self, site: Path, ledger: Path, *, trusting: bool = False) -> None:
        """`trusting`: take the files for what the ledger says, for a build that another follows.
        Raises `StorageError`."""
        self._site = site
        self._trusting = trusting
        with storage_errors():
            self.in_flight = frozenset(journal.unfinished(ledger))
            stored = stored_outputs.read(ledger)
            shares = [] if trusting else _shares(stored)
            self._parts = [(part, *self._fork(part)) for part in shares]
        # Verified while the others look: what they find counts only if it is.
        self.stored = stored if stored is not None and stored.sound() else None

    def _fork(self, share: Share) -> tuple[int, int]:
        """Number of the process that looks at a share, and the pipe it answers through."""
        pipe, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os._exit(self._report(share, end))
        os.close(end)
        return pid, pipe

    def _report(self, share: Share, end: int) -> int:
        """Writes the positions into the pipe; returns the exit status, 1 for any failure."""
        gc.disable()
        try:
            with os.fdopen(end, "wb") as pipe:
                # A process of its own may stand where it likes: short paths save a fifth.
                os.chdir(self._site)
                pipe.write(array("q", suspects(share, "")).tobytes())
        except BaseException:  # noqa: BLE001 - nothing may leave a forked child but its status
            return 1
        return 0

    def _look(self, share: Share) -> list[int]:
        return suspects(share, f"{self._site}/")

    def suspects(self) -> list[int]:
        """The positions, in order, of all whose file may not be the one recorded: by stat, and by
        the journal of a build that did not finish. To be asked once."""
        if self._parts or self.stored is None or self._trusting:
            found = self._answers()
        else:
            found = [position for share in self.stored.shares(1) for position in self._look(share)]
        if self.stored is None or not self.in_flight:
            return found
        paths = enumerate(self.stored.paths())
        touched = {position for position, path in paths if path in self.in_flight}
        return sorted(touched.union(found))

    def _answers(self) -> list[int]:
        found: list[int] = []
        for share, pid, pipe in self._parts:
            with os.fdopen(pipe, "rb") as answer:
                positions = array("q", answer.read())
            _, status = os.waitpid(pid, 0)
            if self.stored is not None:
                found += positions if status == 0 else self._look(share)
        self._parts = []
        return found


def _shares(stored: StoredOutputs | None) -> list[Share]:
    """The outputs in one part for each processor; none where forking is not safe."""
    processors = min(usable_processors(), stored.outputs // SHARE) if stored else 0
    if sys.platform != "linux" or threading.active_count() > 1 or processors < 2:
        return []
    return stored.shares(processors) if stored else []


def settle(old: OutputLedger, site: Path, positions: Collection[int]) -> dict[int, str]:
    """Number of target → what is wrong with its files. A file that was only touched is right:
    its digest says so, and its new signature is put in the ledger."""
    if not positions:
        return {}
    owners = old.spread(range(len(old.counts)))
    wrong: dict[int, str] = {}
    for position in positions:
        found = _read(site / old.paths[position])
        if found is None:
            wrong.setdefault(owners[position], MISSING)
        elif found[0] != old.digest(position):
            wrong.setdefault(owners[position], ALTERED)
        else:
            old.sizes[position], old.mtimes[position], old.inodes[position] = found[1]
    return wrong


def _read(path: Path) -> tuple[bytes, tuple[int, int, int]] | None:
    """Digest and signature of a file; None if it is not there, or is no file."""
    try:
        file = os.open(path, OPEN_OLD)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        # A symbolic link, or a file that may not be read: not what was written, at any rate.
        return b"", (0, 0, 0)
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        os.close(file)
        return None
    with os.fdopen(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest(), signature(status)
