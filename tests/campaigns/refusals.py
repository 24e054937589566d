"""A disk that refuses: the n-th file operation of a command fails, whatever operation it is."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_site.cli import main

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.EMFILE)
BY_NAME = (
    *("open", "mkdir", "rename", "replace", "link", "unlink", "remove", "rmdir", "symlink"),
    *("scandir", "listdir", "readlink", "chmod", "utime"),
)
"""Functions of `os` that take a path first."""
BY_NUMBER = ("write", "pwrite", "read", "pread", "fsync", "ftruncate", "sendfile")
"""Functions of `os` that take an open file first."""

REAL_OPEN, REAL_READLINK = io.open, os.readlink


class Refusing:
    """Counts file operations below some folders, and fails one of them."""

    def __init__(
        self, patch: pytest.MonkeyPatch, below: tuple[Path, ...], number: int, code: int
    ) -> None:
        self.left, self.code = number, code
        self.below = tuple(str(folder) for folder in below)
        self.refused = ""
        for name in (*BY_NAME, *BY_NUMBER):
            patch.setattr(os, name, self.guarded(name, getattr(os, name)))
        patch.setattr(io, "open", self.open)
        patch.setattr(builtins, "open", self.open)

    def guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(path: Any = ".", *args: Any, **kwargs: Any) -> Any:
            self.count(name, path)
            return real(path, *args, **kwargs)

        return operation

    def count(self, name: str, path: Any) -> None:
        """Raises OSError when this is the operation that fails."""
        place = self.place(path)
        if place.startswith(self.below):
            self.left -= 1
            if self.left == 0:
                self.refused = f"{name} {place}"
                named = () if isinstance(path, int) else (place,)
                raise OSError(self.code, os.strerror(self.code), *named)

    def place(self, path: Any) -> str:
        if not isinstance(path, int):
            return str(os.fsdecode(path))
        try:
            return REAL_READLINK(f"/proc/self/fd/{path}")
        except OSError:
            return ""

    def open(self, file: Any, mode: str = "r", buffering: int = -1, *args: Any, **kw: Any) -> Any:
        """`open`, whose file counts each of its own readings and writings too."""
        if not self.place(file).startswith(self.below):
            return REAL_OPEN(file, mode, buffering, *args, **kw)
        self.count("open", file)
        bare = mode.replace("b", "").replace("t", "")
        raw = _Counted(file, bare, kw.pop("closefd", True), kw.pop("opener", None))
        raw.disk = self
        if buffering == 0:
            return raw
        if "+" in mode:
            buffer: Any = io.BufferedRandom(raw)
        else:
            buffer = io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
        return buffer if "b" in mode else io.TextIOWrapper(buffer, *args, **kw)


class _Counted(io.FileIO):
    disk: Refusing

    def write(self, data: Any) -> int:
        self.disk.count("write", self.fileno())
        return super().write(data)

    def readinto(self, buffer: Any) -> int:
        self.disk.count("read", self.fileno())
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self.disk.count("read", self.fileno())
        return super().readall()


def run_refused(
    words: list[str], below: tuple[Path, ...], number: int, code: int
) -> tuple[int, str]:
    """Run a command whose n-th file operation fails: (exit code, the operation that did)."""
    with pytest.MonkeyPatch.context() as patch:
        disk = Refusing(patch, below, number, code)
        return main(words), disk.refused
