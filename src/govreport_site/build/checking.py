"""Whether the site's files are still the ones that were written."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import threading
from array import array
from collections.abc import Collection
from pathlib import Path

from govreport_site.build import journal
from govreport_site.build import ledger as ledgers
from govreport_site.build.executor import usable_processors
from govreport_site.build.ledger import OutputLedger
from govreport_site.build.reasons import ALTERED, MISSING
from govreport_site.build.writing import OPEN_OLD, signature

LARGE_LEDGER = 1 << 20
"""Bytes of a ledger of some 8,000 outputs: for fewer, a fork costs as much as it saves."""


def suspects(old: OutputLedger, site: Path, in_flight: Collection[str]) -> list[int]:
    """Positions of outputs whose file may not be the one recorded: by stat, and by journal."""
    prefix, found, lstat = f"{site}/", [], os.lstat
    rows = zip(old.paths, old.sizes, old.mtimes, old.inodes, strict=True)
    for position, (path, *recorded) in enumerate(rows):
        try:
            status = lstat(prefix + path)
        except OSError:
            found.append(position)
            continue
        if [*signature(status)] != recorded or path in in_flight:
            found.append(position)
    return found


class Glance:
    """`suspects` under way in a process of its own, while this one scans the sources.

    Each is one stat a file and nothing else: at 50,000 reports both take 0.2 s, and two
    processors do them at once. Where forking is not safe or not worth it, nothing is under way.
    """

    def __init__(self, site: Path, ledger: Path) -> None:
        self._pid = self._pipe = 0
        if not _worth_forking(ledger):
            return
        self._pipe, end = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os._exit(_report(site, ledger, end))
        os.close(end)

    def suspects(self, old: OutputLedger, site: Path, in_flight: Collection[str]) -> list[int]:
        """The positions, from the other process if it has them. To be asked once."""
        if self._pid == 0:
            return suspects(old, site, in_flight)
        found = array("q")
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status != 0 or len(data) % found.itemsize:
            return suspects(old, site, in_flight)
        found.frombytes(data)
        return found.tolist()


def _worth_forking(ledger: Path) -> bool:
    if sys.platform != "linux" or threading.active_count() > 1 or usable_processors() < 2:
        return False
    try:
        return (ledger / ledgers.NAME).stat().st_size > LARGE_LEDGER
    except OSError:
        return False


def _report(site: Path, ledger: Path, end: int) -> int:
    """Writes the positions into the pipe; returns the exit status, 1 for any failure."""
    try:
        old = ledgers.load(ledger)
        if old is None:
            return 1
        with os.fdopen(end, "wb") as pipe:
            pipe.write(array("q", suspects(old, site, frozenset(journal.unfinished(ledger)))))
    except BaseException:  # noqa: BLE001 - nothing may leave a forked child but its status
        return 1
    return 0


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
        elif found[0] != old.digests[position]:
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
