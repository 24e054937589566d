"""The slow path of a scan: something differs, so files are read and the ledger is made anew."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import Progress
from govreport_site.build.reading import GONE, MakeRow, Read, read_chunk
from govreport_site.build.scanning import UNTRUSTED, Listing, fours
from govreport_site.build.source_ledger import (
    NO_ROW,
    RowWriter,
    SourceLedger,
    cut_digests,
    proven,
    rows_path,
)
from govreport_site.errors import GovreportError

CHUNK = 32
"""Files a worker is given at once."""

FEW = 128
"""Below this many files they are read in this process: two workers cost 20 ms and their imports."""

SLACK = 1 << 20
"""Bytes of rows that may be out of use, beside as many in use, before they are written anew."""

Kept = tuple[bytes, int, int]
"""Digest of a file; start and length of its row."""


class Survey:
    """Compares a listing with the old ledger, reads what is in doubt, and fills the new ledger."""

    def __init__(self, listing: Listing, old: SourceLedger, code_version: bytes) -> None:
        self.new = SourceLedger(code_version, old.generation)
        self.added: list[str] = []
        self.changed: list[str] = []
        self.problems: list[tuple[str, GovreportError]] = []
        self.read = 0
        self._listing = listing
        self._old = old
        self._rows_stand = old.code_version == code_version
        two = [iter(old.rows)] * 2
        rows = zip(cut_digests(old.digests), *two, strict=True)
        self._known: dict[str, Kept] = dict(zip(old.paths, rows, strict=True))
        self._found: dict[str, Kept] = {}

    def removed(self) -> tuple[str, ...]:
        """Paths of the old ledger that are no longer there."""
        return tuple(sorted(self._known.keys() - set(self.new.paths)))

    def run(
        self,
        root: Path,
        where: tuple[Path, str],
        make_row: MakeRow | None,
        executor: Executor,
        progress: Progress,
    ) -> None:
        """Reads the files in doubt, and appends the rows made of them to the rows' file."""
        doubtful = self._doubtful()
        self.read = len(doubtful)
        executor = IN_PROCESS if len(doubtful) < FEW else executor
        if not self._rows_stand:
            self.new.generation += 1
        end = self._old.end() if self._rows_stand else 0
        writer = RowWriter(rows_path(*where, self.new.generation), end)
        progress.start("Reading", len(doubtful))
        try:
            read = partial(read_chunk, str(root), make_row)
            for results in executor.map(read, _chunks(doubtful)):
                for result in results:
                    self._take(result, writer)
                progress.advance(len(results))
        finally:
            writer.close()
        progress.finish()

    def _doubtful(self) -> list[tuple[str, bytes]]:
        """(path, digest known to have a row) of each file that must be read."""
        if not self._rows_stand:
            return [(path, b"") for path in self._listing.paths]
        trusted = dict(zip(self._old.paths, fours(self._old.signatures), strict=True))
        return [
            (path, self._digest_with_row(path))
            for path, signature in self._listing.files()
            if trusted.get(path) != signature
        ]

    def _digest_with_row(self, path: str) -> bytes:
        digest, start, _ = self._known.get(path, (b"", NO_ROW, 0))
        return b"" if start == NO_ROW else digest

    def _take(self, result: Read, writer: RowWriter) -> None:
        """Notes what became of one file; one that vanished meanwhile is as if never listed."""
        path, digest = result.path, result.digest
        known = self._known.get(path)
        if digest == GONE:
            self._found[path] = (GONE, NO_ROW, 0)
            return
        if known is None:
            self.added.append(path)
        elif known[0] != digest:
            self.changed.append(path)
        if result.error is not None:
            self.problems.append((path, result.error))
            self._found[path] = (digest, NO_ROW, 0)
        elif result.row is not None:
            self._found[path] = (digest, *writer.append(result.row))

    def finish(self, where: tuple[Path, str], trust_before: int) -> None:
        """Fills the new ledger in the order of the listing, and saves it."""
        known = self._known | self._found
        rows = [known[path] for path in self._listing.paths]
        new, listing = self.new, self._listing
        new.paths, new.signatures = list(listing.paths), proven(listing.signatures, trust_before)
        for at, (_, start, _) in enumerate(rows):
            if start == NO_ROW:
                new.signatures[4 * at : 4 * at + 4] = array("q", UNTRUSTED)
        new.folders = listing.folders
        new.folder_signatures = proven(listing.folder_signatures, trust_before)
        new.digests = b"".join([digest for digest, _, _ in rows])
        new.rows = array("q", [number for row in rows for number in row[1:]])
        new.drop(at for at, row in enumerate(rows) if row[0] == GONE)
        if new.end() > 2 * sum(new.rows[1::2]) + SLACK:
            self._compact(where)
        new.save(*where)

    def _compact(self, where: tuple[Path, str]) -> None:
        """Copies the rows in use to a new file."""
        data = rows_path(*where, self.new.generation).read_bytes()
        self.new.generation += 1
        writer = RowWriter(rows_path(*where, self.new.generation), 0)
        moved = array("q")
        for start, length in zip(self.new.rows[::2], self.new.rows[1::2], strict=True):
            row = data[start : start + length]
            moved.extend((NO_ROW, 0) if start == NO_ROW else writer.append(row))
        writer.close()
        self.new.rows = moved


def _chunks(doubtful: list[tuple[str, bytes]]) -> Iterator[Sequence[tuple[str, bytes]]]:
    return (doubtful[at : at + CHUNK] for at in range(0, len(doubtful), CHUNK))
