"""Which input files changed: read only where a stat signature cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import SILENT, Progress
from govreport_site.errors import GovreportError

MakeRow = Callable[[Path, bytes], bytes]
"""(path relative to the root, the file's bytes) → the row. A top-level function, picklable."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One input file, and what was made of it."""

    path: str
    """Relative to the root, with "/"."""
    digest: bytes
    """sha256 of the file, 32 bytes."""
    row: bytes
    """What `make_row` returned for these bytes under this code version."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file from which no row could be made."""

    path: str
    error: GovreportError


@dataclass(frozen=True, slots=True)
class SourceScan:
    """The state of a folder of inputs, and what changed since the last scan."""

    fingerprint: bytes
    """Digest over every path and file digest, and the code version: equal means all is equal."""
    count: int
    """Files selected."""
    read: int
    """Files whose bytes had to be read."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    rows: Callable[[], Iterator[SourceRow]]
    """The rows in order of path. Nothing is loaded until it is called."""


def refresh(
    root: Path,
    *,
    ledger: Path,
    name: str,
    select: Callable[[str], bool],
    make_row: MakeRow | None = None,
    code_version: bytes = b"",
    executor: Executor = IN_PROCESS,
    progress: Progress = SILENT,
) -> SourceScan:
    """The files below `root` whose relative path is selected, with their digests and rows.

    `ledger` is the folder `.govreport/`; `name` names this scan's files in it, so that reports,
    templates and code can each be scanned. Without `make_row`, rows are empty and only digests
    are kept. Symlinks are not followed. Raises `StorageError`.
    """
    raise NotImplementedError
