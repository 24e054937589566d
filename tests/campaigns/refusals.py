"""A disk that refuses: the n-th file operation of a command fails."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_site.cli import main

ERRORS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT)
OPERATIONS = (
    *((os, name) for name in ("fsync", "link", "mkdir", "rename", "replace", "unlink", "symlink")),
    (io, "open"),
)


class Refusing:
    """Counts file operations on paths below a folder, and fails one of them."""

    def __init__(self, patch: pytest.MonkeyPatch, below: Path, number: int, code: int) -> None:
        self.left, self.code, self.below = number, code, str(below)
        self.refused = False
        for module, name in OPERATIONS:
            patch.setattr(module, name, self.guarded(getattr(module, name)))

    def guarded(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(path: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(path, int) or str(path).startswith(self.below):
                self.left -= 1
                if self.left == 0:
                    self.refused = True
                    raise OSError(self.code, os.strerror(self.code), str(path))
            return real(path, *args, **kwargs)

        return operation


def run_refused(words: list[str], below: Path, number: int, code: int) -> tuple[int, bool]:
    """Run a command whose n-th file operation fails: (exit code, whether it came to that)."""
    with pytest.MonkeyPatch.context() as patch:
        disk = Refusing(patch, below, number, code)
        return main(words), disk.refused
