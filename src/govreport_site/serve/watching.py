"""Which files change, as they do: told by the system, or found by looking again and again."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic

import watchfiles

PASSING_STARTS = (".", "#", "~$")
PASSING_ENDS = ("~", "#", ".tmp", ".temp", ".bak", ".part", ".partial", ".crdownload", ".download")
PASSING_NAMES = frozenset({"4913", "thumbs.db", "desktop.ini"})
"""Files that editors (vim's 4913), browsers and desktops make beside the one that is meant."""

STEP = 10
"""Milliseconds for which watchfiles gathers what the system reports."""
READY_WITHIN = 100
"""Milliseconds after which watchfiles answers for the first time, change or not."""
POLL = 1000
"""Milliseconds between two looks where the system cannot tell."""

QUIET = 0.03
"""Seconds without a change that end a burst: an editor writes its files within 10 ms."""
LONGEST = 0.5
"""Seconds after which a burst is built although it goes on."""

Changes = queue.SimpleQueue[frozenset[Path]]


def is_passing(name: str) -> bool:
    """Whether a file of that name comes and goes beside the one a person works on."""
    name = name.lower()
    return (
        name.startswith(PASSING_STARTS)
        or name.endswith(PASSING_ENDS)
        or name in PASSING_NAMES
        or (name[-4:-1] == ".sw" and name[-1:].isalpha())
        or name.endswith(("___jb_tmp___", "___jb_old___"))
    )


def gather(changes: Changes, wait: float) -> frozenset[Path]:
    """The paths of one burst; none if nothing changes for `wait` seconds."""
    try:
        burst = set(changes.get(timeout=wait))
    except queue.Empty:
        return frozenset()
    end = monotonic() + LONGEST
    while (left := end - monotonic()) > 0:
        try:
            burst |= changes.get(timeout=min(QUIET, left))
        except queue.Empty:
            break
    return frozenset(burst)


class Watch:
    """Watches folders with all that is below them, and single files, there or not there yet."""

    def __init__(self, paths: Sequence[Path], changes: Changes, say: Callable[[str], None]) -> None:
        self._paths = frozenset(path.absolute() for path in paths)
        self._changes = changes
        self._say = say
        self._stop = threading.Event()
        self._again = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Returns when no later change can be missed."""
        for look in (self._watch_below, self._watch_beside):
            ready = threading.Event()
            thread = threading.Thread(target=look, args=(ready,), daemon=True)
            thread.start()
            self._threads.append(thread)
            ready.wait(10)

    def stop(self) -> None:
        self._stop.set()
        self._again.set()
        for thread in self._threads:
            thread.join(2)

    def _watch_below(self, ready: threading.Event) -> None:
        """What happens in the folders; begun again when one of them comes into being."""
        while not self._stop.is_set():
            self._again.clear()
            folders = sorted(path for path in self._paths if path.is_dir())
            if not folders:
                ready.set()
                self._again.wait()
                continue
            self._follow(folders, ready, self._again, recursive=True, wanted=self._is_below)

    def _watch_beside(self, ready: threading.Event) -> None:
        """What happens to the watched names themselves, seen from the folders they stand in.

        A file is not watched by itself: an editor that replaces it would take the watch along.
        """
        parents = sorted({path.parent for path in self._paths if path.parent.is_dir()})
        self._follow(parents, ready, self._stop, recursive=False, wanted=self._is_watched)

    def _is_below(self, path: Path) -> bool:
        for root in self._paths:
            if path.is_relative_to(root):
                return not any(map(is_passing, path.relative_to(root).parts))
        return False

    def _is_watched(self, path: Path) -> bool:
        if path in self._paths and path.is_dir():
            self._again.set()
        return path in self._paths

    def _follow(
        self,
        roots: Sequence[Path],
        ready: threading.Event,
        stop: threading.Event,
        *,
        recursive: bool,
        wanted: Callable[[Path], bool],
    ) -> None:
        """Passes on what is wanted until told to stop; by polling where nothing else works."""
        for polling in (None, True):
            try:
                for found in watchfiles.watch(
                    *roots, watch_filter=None, debounce=STEP * 3, step=STEP, stop_event=stop,
                    rust_timeout=READY_WITHIN, yield_on_timeout=True, force_polling=polling,
                    poll_delay_ms=POLL, recursive=recursive, raise_interrupt=False,
                ):  # fmt: skip
                    ready.set()
                    self._pass_on((Path(name) for _, name in found), wanted)
                return
            except OSError as error:
                self._say(f"cannot watch as the system would tell ({error}); looking every second")
        ready.set()

    def _pass_on(self, found: Iterable[Path], wanted: Callable[[Path], bool]) -> None:
        kept = frozenset(filter(wanted, found))
        if kept:
            self._changes.put(kept)
