# ruff: noqa: PTH102, PTH104, PTH106, PTH108 - plain strings: a Path costs as much as the call
"""The moment a rendered change becomes the site: all of it, or on failure none of it.

Everything new lies in the staging folder. What must go is set aside there first, what is new is
moved in, and if any step fails the steps before it are undone in reverse. Setting aside and
moving in costs 50 µs a file; renaming over a file, which makes the file system wait for the disk,
costs up to 1,100 µs. A kill between the two leaves a page missing: the journal knows it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from govreport_site.build.failures import BuildError
from govreport_site.build.writing import make_real_folder

STAGING = "staging"

NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}
"""Why a folder need not be removed: something is in it, or it is gone, or was a link."""


class Commit:
    """Moves files between a site and its staging folder, and can take it all back."""

    def __init__(self, site: Path, staging: Path) -> None:
        self._site = str(site)
        self._staging = str(staging)
        self._undo: list[tuple[str, str]] = []
        self._made: list[str] = []
        self._folders = {""}
        self._count = 0

    def apply(self, moves: Iterable[tuple[str, str]], stale: Collection[str]) -> int:
        """Sets the stale files aside and moves (staged name, path) in.

        Returns how many stale files there were. On any failure the site is as it was before.
        """
        try:
            pruned = sum([self._set_aside(path) for path in stale])
            self._remove_empty_folders(stale)
            for staged, path in moves:
                self._move_in(staged, path)
        except BaseException:
            self.take_back()
            raise
        return pruned

    def _set_aside(self, path: str) -> bool:
        place = f"{self._site}/{path}"
        try:
            if stat.S_ISDIR(os.lstat(place).st_mode):
                return False
        except (FileNotFoundError, NotADirectoryError):
            return False
        self._count += 1
        aside = f"{self._staging}/old-{self._count}"
        os.rename(place, aside)
        self._undo.append((aside, place))
        return True

    def _move_in(self, staged: str, path: str) -> None:
        place, source = f"{self._site}/{path}", f"{self._staging}/{staged}"
        self._make_folder(path.rpartition("/")[0], path)
        self._set_aside(path)
        try:
            os.rename(source, place)
        except (IsADirectoryError, FileExistsError) as error:
            raise in_the_way(path, "a folder") from error
        self._undo.append((place, source))

    def _make_folder(self, folder: str, path: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0], path)
        try:
            if make_real_folder(f"{self._site}/{folder}"):
                self._made.append(f"{self._site}/{folder}")
        except NotADirectoryError as error:
            raise in_the_way(path, f"{folder}, which is no folder,") from error
        self._folders.add(folder)

    def _remove_empty_folders(self, stale: Collection[str]) -> None:
        """Only upwards from what was set aside, and only while nothing else is in the folder."""
        folders = {path.rpartition("/")[0] for path in stale} - {""}
        while folders:
            gone = {folder for folder in folders if self._remove_if_empty(folder)}
            folders = {folder.rpartition("/")[0] for folder in gone} - {""}

    def _remove_if_empty(self, folder: str) -> bool:
        place = f"{self._site}/{folder}"
        try:
            os.rmdir(place)
        except OSError as error:
            if error.errno in NOT_EMPTY:
                return False
            raise
        self._undo.append(("", place))
        return True

    def take_back(self) -> None:
        """Undoes what was applied, as far as the disk lets us; what it does not is in the journal
        for the next build."""
        undo, self._undo = self._undo, []
        for source, place in reversed(undo):
            with contextlib.suppress(OSError):
                if source:
                    os.rename(source, place)
                else:
                    os.mkdir(place)
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def in_the_way(path: str, what: str) -> BuildError:
    return BuildError(
        f"{path}: cannot be written, because {what} stands there that no build made; "
        "move it out of the site and build again"
    )


def staging_folder(site: Path, ledger: Path) -> Path:
    """Where to stage: in `.govreport/`, or in the site itself if that is on another disk, for
    nothing can be renamed from disk to disk."""
    same_disk = site.stat().st_dev == ledger.stat().st_dev
    return ledger / STAGING if same_disk else site / f".govreport-{STAGING}"


def empty(staging: Path) -> None:
    """Makes the staging folder, or empties it of what a killed build left in it."""
    with contextlib.suppress(FileExistsError):
        staging.mkdir()
    with os.scandir(staging) as entries:
        for entry in entries:
            os.unlink(entry.path)
