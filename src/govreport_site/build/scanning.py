"""What lies in a folder: paths and stat signatures, in an order that no file system decides."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

Signature = tuple[int, int, int, int]
"""Size, mtime, ctime (ns) and inode: while all stand, the bytes do, if the ctime is past."""


class Listing(Struct, frozen=True):
    """The selected files of a folder."""

    paths: list[str]
    """Relative to the root, with "/", folder by folder in order of name."""
    signatures: array[int]
    """Four numbers a file: see `Signature`."""
    odd: list[tuple[str, str]]
    """Selected names that are no regular files, and what they are."""

    def files(self) -> Iterator[tuple[str, Signature]]:
        four = [iter(self.signatures)] * 4
        return zip(self.paths, zip(*four, strict=True), strict=True)


def list_files(root: Path, select: Callable[[str], bool]) -> Listing:
    """The files below `root` whose relative path is selected; hidden folders are left out.

    No symbolic link is followed: it would lead out of the archive, or round in a circle.
    """
    listing = Listing([], array("q"), [])
    if root.is_dir():
        _walk(str(root), "", select, listing)
    return listing


def _walk(folder: str, prefix: str, select: Callable[[str], bool], listing: Listing) -> None:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                _walk(entry.path, path + "/", select, listing)
        elif select(path):
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                listing.paths.append(path)
                listing.signatures.extend(signature(status))
            else:
                listing.odd.append((path, kind_of(status.st_mode)))


def signature(status: os.stat_result) -> Signature:
    return (
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino & 0x7FFF_FFFF_FFFF_FFFF,
    )


def kind_of(mode: int) -> str:
    return "a symbolic link" if stat.S_ISLNK(mode) else "a device, a pipe or a socket"


def clock(folder: Path) -> tuple[int, int]:
    """The file system's own time (ns), and its device: what a file changed just now would bear.

    Git's rule for racily clean entries: a file whose last change bears a time before this one
    cannot change again without bearing a later time. A file as young as this may, within one tick
    of the clock (4 ms, or 2 s on some file systems), so its signature proves nothing yet.
    """
    path = folder / "clock"
    with path.open("wb") as file:
        file.write(b".")
        file.flush()
        status = os.fstat(file.fileno())
    return min(status.st_mtime_ns, status.st_ctime_ns), status.st_dev
