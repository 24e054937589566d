"""Files as they are dropped into a folder, each when it is complete."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from time import monotonic

from govreport_site.serve.watching import is_passing

SETTLED = 0.3
"""Seconds for which a file must not grow: no system tells when a copy is complete."""

LOOK = 0.2
"""Seconds between two looks. Looking works on network shares, where the system tells nothing."""

Seen = tuple[int, int]
"""Size and mtime (ns)."""


class Inbox:
    """Remembers which files it has handed out, and hands one out again only if it changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handed: dict[Path, Seen] = {}
        self._growing: dict[Path, tuple[Seen, float]] = {}

    def complete(self) -> list[Path]:
        """Files that have arrived and have not grown since the last looks, in order of name."""
        now = monotonic()
        there = dict(sorted(_files(self._folder)))
        self._handed = {path: seen for path, seen in self._handed.items() if path in there}
        growing = {}
        ready = []
        for path, seen in there.items():
            if self._handed.get(path) == seen:
                continue
            before, since = self._growing.get(path, (None, now))
            if before != seen:
                since = now
            if now - since >= SETTLED:
                ready.append(path)
                self._handed[path] = seen
            else:
                growing[path] = (seen, since)
        self._growing = growing
        return ready


def _files(folder: Path) -> list[tuple[Path, Seen]]:
    """Every regular file below the folder; none that is hidden, passing, or a link."""
    found: list[tuple[Path, Seen]] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_passing(name)]
        for name in names:
            if is_passing(name):
                continue
            path = Path(root, name)
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode):
                found.append((path, (status.st_size, status.st_mtime_ns)))
    return found
