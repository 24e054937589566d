"""What a build was about to write: read only when that build did not live to finish.

A kill may leave a page half written, or a page that no ledger knows. Its path is in the journal,
because the journal is written first. One line a path; a last line without its end was cut short,
so its pages were never begun.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

NAME = "journal"


def unfinished(ledger: Path) -> tuple[str, ...]:
    """The paths that an interrupted build may have touched; none if the last one finished."""
    try:
        data = (ledger / NAME).read_bytes()
    except FileNotFoundError:
        return ()
    whole = data[: data.rfind(b"\n") + 1].decode("utf-8", "surrogateescape")
    return tuple(dict.fromkeys(whole.split("\n")[:-1]))


class Journal:
    """Appends to what is there: a build that dies while repairing adds to the old one's list."""

    def __init__(self, ledger: Path) -> None:
        self._path = ledger / NAME
        self._file: int | None = None

    def announce(self, paths: Iterable[str]) -> None:
        """Records the paths before the first byte of any of them is written."""
        text = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
        if not text:
            return
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
            self._file = os.open(self._path, flags, 0o644)
            # A line cut short by a kill must not run into the first of ours.
            text = b"\n" + text if os.fstat(self._file).st_size else text
        while text:
            text = text[os.write(self._file, text) :]

    def close(self, *, finished: bool) -> None:
        """Ends this build's entries, and the journal itself if all of it is settled."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if finished:
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
