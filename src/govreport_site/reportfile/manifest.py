"""The list of every stored file with its digest: what makes a lost or altered bit show.

`reports/SHA256SUMS` has the format of `sha256sum` (and of BagIt's manifests), sorted by path, so
that it can be checked without this program: `cd reports && sha256sum -c SHA256SUMS`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from govreport_site.errors import IntegrityError, Location
from govreport_site.reportfile import store

FILE_NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\x00]+)")

Fault = Literal["changed", "missing", "added"]


class Discrepancy(Struct, frozen=True):
    """One file that is not as it was recorded."""

    fault: Fault
    path: str
    """Relative to the folder that was compared."""
    recorded: str | None
    """sha256 in the list, or None for an added file."""
    found: str | None
    """sha256 of the file, or None for a missing one."""


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
    """Every file below reports/ that belongs in the list, relative and in the order of paths."""
    for folder, below, names in os.walk(reports):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name).relative_to(reports).as_posix()
            if path != FILE_NAME and not name.startswith("."):
                yield path


def compare(
    folder: Path, there: Iterable[str], recorded: Mapping[str, str]
) -> Iterator[Discrepancy]:
    """Every file of `there`, paths below the folder, that is changed or added, in their order; then
    what is recorded and missing, in the order of paths."""
    seen: set[str] = set()
    for path in there:
        seen.add(path)
        found = digest_of(folder / path)
        if path not in recorded:
            yield Discrepancy("added", path, None, found)
        elif recorded[path] != found:
            yield Discrepancy("changed", path, recorded[path], found)
    for path in sorted(recorded.keys() - seen):
        yield Discrepancy("missing", path, recorded[path], None)
