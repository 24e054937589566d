"""The ledger of inputs: signature, digest and row of each file of one scan.

Two files in `.govreport/`: the index, in columns, replaced as a whole; and the rows, appended to
and found by position, so that one changed report costs one row and an unchanged archive does not
even load them. The index is written last and names the rows' file: whatever a kill leaves behind
it is not referred to.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field

from govreport_site.build import column_file
from govreport_site.build.scanning import UNTRUSTED, Listing

MAGIC = b"govreport sources 2\n"
COLUMNS = 9
SHA = 32
NO_ROW = -1


class SourceLedger(Struct):
    """One scan, in columns: an unchanged archive is compared column by column, not file by file."""

    code_version: bytes = b""
    generation: int = 0
    """Number of the rows' file: a new one whenever the rows are written anew."""
    paths: list[str] = field(default_factory=list)
    digests: bytes = b""
    signatures: array[int] = field(default_factory=lambda: array("q"))
    """Four numbers a file; `UNTRUSTED` where they prove nothing."""
    rows: array[int] = field(default_factory=lambda: array("q"))
    """Start and length of each file's row; NO_ROW and 0 if none could be made of it."""
    folders: list[str] = field(default_factory=list)
    folder_signatures: array[int] = field(default_factory=lambda: array("q"))
    """Four numbers a folder; `UNTRUSTED` where they prove nothing."""

    def listing(self) -> Listing:
        """What was listed, as far as it can still be trusted."""
        return Listing(self.paths, self.signatures, [], self.folders, self.folder_signatures)

    def end(self) -> int:
        """Length of the rows' file as far as the index refers to it."""
        return max(0, *map(int.__add__, self.rows[::2], self.rows[1::2]), 0)

    def drop(self, positions: Iterable[int]) -> None:
        """Takes files out again."""
        for at in sorted(positions, reverse=True):
            del self.paths[at], self.signatures[4 * at : 4 * at + 4], self.rows[2 * at : 2 * at + 2]
            self.digests = self.digests[: at * SHA] + self.digests[(at + 1) * SHA :]

    def save(self, folder: Path, name: str) -> None:
        """Replaces the index, then removes rows' files that it no longer names."""
        columns = [
            self.code_version,
            self.generation.to_bytes(8, "little"),
            column_file.join_names(self.paths),
            self.digests,
            self.signatures.tobytes(),
            self.rows.tobytes(),
            column_file.join_names(self.folders),
            self.folder_signatures.tobytes(),
            self.end().to_bytes(8, "little"),
        ]
        column_file.save(folder / f"{name}.index", MAGIC, columns)
        current = rows_path(folder, name, self.generation)
        for path in folder.glob(f"{name}.rows-*"):
            if path != current:
                path.unlink()


def rows_path(folder: Path, name: str, generation: int) -> Path:
    return folder / f"{name}.rows-{generation}"


def load(folder: Path, name: str) -> SourceLedger:
    """The ledger as the last scan left it; an empty one if it cannot be trusted."""
    columns = column_file.load(folder / f"{name}.index", MAGIC)
    if columns is None or len(columns) != COLUMNS:
        return SourceLedger()
    ledger = SourceLedger(
        code_version=columns[0],
        generation=int.from_bytes(columns[1], "little"),
        paths=column_file.split_names(columns[2]),
        digests=columns[3],
        signatures=array("q", columns[4]),
        rows=array("q", columns[5]),
        folders=column_file.split_names(columns[6]),
        folder_signatures=array("q", columns[7]),
    )
    rows = rows_path(folder, name, ledger.generation)
    if int.from_bytes(columns[8], "little") > (rows.stat().st_size if rows.exists() else 0):
        return SourceLedger(generation=ledger.generation)
    return ledger


def proven(signatures: array[int], before: int) -> array[int]:
    """The signatures, with `UNTRUSTED` for what changed at `before` (ns) or later: see `Clock`."""
    found = array("q", signatures)
    for at, ctime in enumerate(signatures[2::4]):
        if ctime >= before:
            found[4 * at : 4 * at + 4] = array("q", UNTRUSTED)
    return found


def cut_digests(digests: bytes) -> Iterator[bytes]:
    return (digests[at : at + SHA] for at in range(0, len(digests), SHA))


class RowWriter:
    """Appends rows after the last that counts; what a killed scan left there is overwritten."""

    def __init__(self, path: Path, end: int) -> None:
        self._file = path.open("r+b" if end else "wb")
        self._file.truncate(end)
        self._file.seek(end)
        self.end = end

    def append(self, row: bytes) -> tuple[int, int]:
        """Start and length of the row."""
        start = self.end
        self._file.write(row)
        self.end += len(row)
        return start, len(row)

    def close(self) -> None:
        """Waits for the disk: the index that refers to the rows must not outlive them."""
        with self._file as file:
            file.flush()
            os.fsync(file.fileno())
