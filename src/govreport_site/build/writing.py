# ruff: noqa: PTH102, PTH108 - plain strings: a Path costs as much as the call
"""Bytes to files: compared first, and written only where they differ.

Two ways, by what there is to protect. Into an empty site, files are written where they belong: a
new file costs 60 µs. Over a site that people may be reading, they are staged beside it, and the
commit moves them in once everything is rendered.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from typing import NamedTuple

OPEN_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
OPEN_OLD = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
OPEN_OLD |= getattr(os, "O_NONBLOCK", 0)


INODE_BITS = 0x7FFF_FFFF_FFFF_FFFF
"""What of a file's number fits a column of signed 64-bit numbers."""


class Written(NamedTuple):
    """One output as it is, or will be once what is staged is moved in. A tuple: it travels."""

    digest: bytes
    """sha256 of the content, 32 bytes."""
    size: int
    mtime: int
    inode: int
    staged: str
    """Name in the staging folder; "" if the file was written, or found equal, in its place."""
    changed: bool


def signature(status: os.stat_result) -> tuple[int, int, int]:
    """Size, time of change and number of a file: while all three stand, so do the bytes.

    Without ctime: a hard link made from a page, as a publisher does, is no change of the page.
    """
    return status.st_size, status.st_mtime_ns, status.st_ino & INODE_BITS


class Writer:
    """Writes one worker's outputs."""

    def __init__(self, site: str, staging: str | None) -> None:
        self._site = site
        self._staging = staging
        self._token = os.urandom(6).hex()
        self._count = 0
        self._folders = {""}
        self._made: set[str] = set()

    def write(self, path: str, data: bytes, known: bytes) -> Written | None:
        """Where the output now is; None if its digest is `known` to be there already."""
        digest = hashlib.sha256(data).digest()
        if digest == known:
            return None
        folder = path.rpartition("/")[0]
        # In a folder that was made just now stands nothing that could be equal.
        if not known and folder not in self._made and (found := self._find_equal(path, data)):
            return Written(digest, *found, "", False)
        if self._staging is not None:
            return self._stage(data, digest)
        self._make_folder(folder)
        return Written(digest, *_write_new(f"{self._site}/{path}", data), "", True)

    def _find_equal(self, path: str, data: bytes) -> tuple[int, int, int] | None:
        """The signature of the file that stands there, if it holds just these bytes."""
        try:
            file = os.open(f"{self._site}/{path}", OPEN_OLD)
        except OSError:
            # Not there, or not to be opened: writing will say what is wrong, if anything is.
            return None
        try:
            status = os.fstat(file)
            same = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
            return signature(status) if same and _read(file, len(data)) == data else None
        finally:
            os.close(file)

    def _stage(self, data: bytes, digest: bytes) -> Written:
        self._count += 1
        name = f"{self._token}-{self._count}"
        found = _write_new(f"{self._staging}/{name}", data)
        return Written(digest, *found, name, True)

    def _make_folder(self, folder: str) -> None:
        """Makes the folder; one that is a symbolic link is an obstacle, not a folder."""
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        if make_real_folder(f"{self._site}/{folder}"):
            self._made.add(folder)
        self._folders.add(folder)


def make_real_folder(path: str) -> bool:
    """Makes a folder, unless it is there; raises NotADirectoryError for a link or a file."""
    try:
        os.mkdir(path)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", path) from None
        return False
    return True


def _write_new(path: str, data: bytes) -> tuple[int, int, int]:
    """Writes a file in place of whatever file had the name, never through a link to another."""
    try:
        file = os.open(path, OPEN_NEW, 0o666)
    except FileExistsError:
        os.unlink(path)
        file = os.open(path, OPEN_NEW, 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
        return signature(os.fstat(file))
    except OSError as error:
        # Half a file is worse than none: a first build writes where people may already look.
        with contextlib.suppress(OSError):
            os.unlink(path)
        # The system names no file where it was given a number.
        raise OSError(error.errno, error.strerror, path) from error
    finally:
        os.close(file)


def _read(file: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(file, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
