"""The list of every stored file with its digest: what makes a lost or altered bit show.

`reports/SHA256SUMS` has the format of `sha256sum` (and of BagIt's manifests), sorted by path, so
that it can be checked without this program: `cd reports && sha256sum -c SHA256SUMS`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from govreport_site.errors import IntegrityError, Location
from govreport_site.reportfile import store

FILE_NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\x00]+)")

Fault = Literal["changed", "missing", "added", "not-a-file", "unreadable", "mode"]
_LITTER = {".gitkeep", ".gitignore", ".gitattributes", ".DS_Store"}
_MAY_RUN = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH | stat.S_ISUID | stat.S_ISGID


class Discrepancy(Struct, frozen=True):
    """One file that is not as it was recorded."""

    fault: Fault
    path: str
    """Relative to the folder that was compared."""
    recorded: str | None
    """sha256 in the list, or None for an added file."""
    found: str | None
    """sha256 of the file, or None where there is none to be read."""


def digest_of(path: Path) -> str:
    """sha256 of a file, hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(reports: Path) -> dict[str, str]:
    """Path → recorded digest; empty when there is no list yet.

    Raises IntegrityError for a line that is no entry: the list itself was damaged.
    """
    path = reports / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return {}
    entries: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match:
            entries[match[2]] = match[1]
        elif line or not text.endswith("\n"):
            raise IntegrityError(
                f'found "{line[:60]}", expected "<sha256>  <path>"; '
                "restore the list from a copy, or write it anew with `govreport verify --accept`",
                Location(str(path), number),
            )
    return entries


def write(reports: Path, entries: Mapping[str, str]) -> None:
    """Replace the list at once. Raises StorageError."""
    lines = [f"{digest}  {path}\n" for path, digest in sorted(entries.items())]
    store.replace(reports / FILE_NAME, "".join(lines).encode("utf-8", "surrogateescape"))


def stored_files(reports: Path) -> Iterator[str]:
    """Everything below reports/ that belongs in the list, relative and in the order of paths.

    Raises OSError for a folder that cannot be read: what is in it must not pass for gone.
    """
    for path in files_below(reports):
        name = path.rpartition("/")[2]
        if path != FILE_NAME and name not in _LITTER and not name.endswith(store.PENDING):
            yield path


def files_below(folder: Path) -> Iterator[str]:
    """Every path below a folder that is not itself a folder, in the order of paths.

    Links are listed and not followed. Raises OSError for a folder that cannot be read.
    """
    for place, below, names in os.walk(folder, onerror=_refuse):
        links = [name for name in below if Path(place, name).is_symlink()]
        below[:] = sorted(name for name in below if name != ".git")
        for name in sorted([*names, *links]):
            yield Path(place, name).relative_to(folder).as_posix()


def _refuse(error: OSError) -> None:
    raise error


def compare(
    folder: Path, there: Iterable[str], recorded: Mapping[str, str]
) -> Iterator[Discrepancy]:
    """Every file of `there`, paths below the folder, that is not as it was recorded, in their
    order; then what is recorded and missing, and what may be run as a program, by path.

    Raises OSError when the disk fails; a file that we may not read is a discrepancy.
    """
    seen: set[str] = set()
    programs: list[str] = []
    for path in there:
        seen.add(path)
        mode = (folder / path).lstat().st_mode
        known = recorded.get(path)
        found = None
        if not stat.S_ISREG(mode):
            yield Discrepancy("not-a-file", path, known, None)
            continue
        try:
            found = digest_of(folder / path)
        except PermissionError:
            yield Discrepancy("unreadable", path, known, None)
            continue
        if mode & _MAY_RUN:
            programs.append(path)
        if known != found:
            yield Discrepancy("changed" if known else "added", path, known, found)
    for path in sorted(recorded.keys() - seen):
        yield Discrepancy("missing", path, recorded[path], None)
    # Where every file may be run, the file system keeps no modes: FAT, or a share.
    if len(programs) < len(seen):
        yield from (Discrepancy("mode", path, recorded.get(path), None) for path in programs)
