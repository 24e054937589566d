"""What lies in a folder: paths and stat signatures, in an order that no file system decides."""

from __future__ import annotations

import errno
import os
import stat
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

Signature = tuple[int, int, int, int]
"""Size, mtime, ctime (ns) and inode: while all stand, the bytes do, if the ctime is past."""

UNTRUSTED: Signature = (-1, -1, -1, -1)
"""In place of a signature that proves nothing: nothing has it, so what has it is looked at again."""

BITS = 0x7FFF_FFFF_FFFF_FFFF
"""What of a number fits a column of signed 64-bit numbers."""

ROOT = "."
"""The folder that is listed, among the folders below it."""

Select = Callable[[str], bool]
Entry = tuple[str, bool]
"""A path to be listed, and whether it is a folder."""


class Listing(Struct, frozen=True):
    """The selected files of a folder."""

    paths: list[str] = field(default_factory=list)
    """Relative to the root, with "/", folder by folder in order of name."""
    signatures: array[int] = field(default_factory=lambda: array("q"))
    """Four numbers a file: see `Signature`."""
    odd: list[tuple[str, str]] = field(default_factory=list)
    """Selected names that are no regular files, and what they are."""
    folders: list[str] = field(default_factory=list)
    """Every folder walked, in the same order: first `ROOT`."""
    folder_signatures: array[int] = field(default_factory=lambda: array("q"))
    """Four numbers a folder, taken before its names were: while they stand, the names do."""

    def files(self) -> Iterator[tuple[str, Signature]]:
        return zip(self.paths, fours(self.signatures), strict=True)


def fours(signatures: array[int]) -> Iterator[Signature]:
    """A column of signatures, one by one."""
    four = [iter(signatures)] * 4
    return zip(*four, strict=True)


def list_files(root: Path, select: Select, device: int | None = None) -> Listing:
    """The files below `root` whose relative path is selected; hidden folders are left out.

    No symbolic link is followed: it would lead out of the archive, or round in a circle. Only
    folders on `device` get a signature: see `Clock`.
    """
    return Walk(root, select, device).listing if root.is_dir() else Listing()


class Walk:
    """Goes through the folders from the root down, in order of name."""

    def __init__(
        self,
        root: Path,
        select: Select,
        device: int | None,
        signatures: Mapping[str, Signature] | None = None,
        entries: Mapping[str, list[Entry]] | None = None,
    ) -> None:
        """`signatures` and `entries` of folders that need not be read while they stand."""
        self.listing = Listing()
        self._root = f"{root}/"
        self._select = select
        self._device = device
        self._known = signatures or {}
        self._entries = entries or {}
        pending: list[Entry] = [(ROOT, True)]
        while pending:
            path, is_folder = pending.pop()
            try:
                if is_folder:
                    pending += reversed(self._folder(path))
                else:
                    self._file(path)
            except FileNotFoundError:
                # Gone since its folder was read: as if it had never been there.
                if self._known or path == ROOT:
                    raise
        self._doubt_odd()

    def _folder(self, path: str) -> list[Entry]:
        status = os.lstat(self._root + path)
        if not stat.S_ISDIR(status.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), self._root + path)
        # Before its names are read: a change in between shows in the next signature.
        own = signature(status) if status.st_dev == self._device else UNTRUSTED
        self.listing.folders.append(path)
        self.listing.folder_signatures.extend(own)
        stands = own != UNTRUSTED and own == self._known.get(path)
        return self._entries[path] if stands else self._read(path)

    def _read(self, path: str) -> list[Entry]:
        prefix = "" if path == ROOT else f"{path}/"
        with os.scandir(self._root + path) as found:
            names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in found)
        return [
            (prefix + name, is_folder)
            for name, is_folder in names
            if (not name.startswith(".") if is_folder else self._select(prefix + name))
        ]

    def _file(self, path: str) -> None:
        status = os.lstat(self._root + path)
        if stat.S_ISREG(status.st_mode):
            self.listing.paths.append(path)
            self.listing.signatures.extend(signature(status))
        else:
            self.listing.odd.append((path, kind_of(status.st_mode)))

    def _doubt_odd(self) -> None:
        """Takes the signatures from folders with odd names: those are told at every scan."""
        folders = {path.rpartition("/")[0] or ROOT for path, _ in self.listing.odd}
        for at, folder in enumerate(self.listing.folders if folders else ()):
            if folder in folders:
                self.listing.folder_signatures[4 * at : 4 * at + 4] = array("q", UNTRUSTED)


def signature(status: os.stat_result) -> Signature:
    return (
        status.st_size,
        # Any date can be given to a file: one after 2262 is more than 63 bits of nanoseconds.
        status.st_mtime_ns & BITS,
        status.st_ctime_ns & BITS,
        status.st_ino & BITS,
    )


def kind_of(mode: int) -> str:
    return "a symbolic link" if stat.S_ISLNK(mode) else "a device, a pipe or a socket"


class Clock(Struct, frozen=True):
    """The file system's own time, and what is known of how it keeps time."""

    now: int
    """What a file changed just now would bear (ns).

    Git's rule for racily clean entries: a file whose last change bears a time before this one
    cannot change again without bearing a later time. A file as young as this may, within one tick
    of the clock (4 ms, or 2 s on some file systems), so its signature proves nothing yet.
    """
    device: int
    """Where that file lies."""
    telling: int | None
    """The device on which a folder's times were just seen to move when a name came; None where
    they were not. Git's cache of untracked files tests for the same: on some network file systems
    a folder does not tell what came and went in it."""


def clock(folder: Path) -> Clock:
    """Looks at the clock of the file system that `folder` is on, by way of a file there."""
    path, new = folder / "clock", os.name == "posix"
    if new:
        path.unlink(missing_ok=True)
    with path.open("wb") as file:
        if not new:
            file.write(b".")
            file.flush()
        status = os.fstat(file.fileno())
    now = min(status.st_mtime_ns, status.st_ctime_ns)
    around = folder.stat()
    moved = new and min(around.st_mtime_ns, around.st_ctime_ns) >= now
    return Clock(now, status.st_dev, around.st_dev if moved else None)
