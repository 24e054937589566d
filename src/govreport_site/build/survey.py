"""The slow path of a scan: something differs, so files are read and the ledger is made anew."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import Progress
from govreport_site.build.reading import GONE, MakeRow, Read, read_chunk
from govreport_site.build.scanning import Listing
from govreport_site.build.source_ledger import (
    NO_ROW,
    UNTRUSTED,
    Known,
    RowWriter,
    SourceLedger,
    rows_path,
)
from govreport_site.errors import GovreportError

CHUNK = 32
"""Files a worker is given at once."""

FEW = 128
"""Below this many files they are read in this process: workers cost 60 ms to start."""

SLACK = 1 << 20
"""Bytes of rows that may be out of use, beside as many in use, before they are written anew."""


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
        self._known = old.files()
        self._rows_stand = old.code_version == code_version
        self._found: dict[str, Known] = {}

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
        """Reads the files in doubt, a row at a time into the rows' file, and saves the index."""
        doubtful = self._doubtful()
        self.read = len(doubtful)
        executor = IN_PROCESS if len(doubtful) < FEW else executor
        if not self._rows_stand:
            self.new.generation += 1
        writer = RowWriter(rows_path(*where, self.new.generation), self._end())
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

    def _end(self) -> int:
        return self._old.end() if self._rows_stand else 0

    def _doubtful(self) -> list[tuple[str, bytes]]:
        """(path, digest known to have a row) of each file that must be read."""
        doubtful = []
        for path, signature in self._listing.files():
            known = self._known.get(path)
            if known is None or not self._rows_stand:
                doubtful.append((path, b""))
            elif known.signature != signature:
                doubtful.append((path, known.digest if known.start != NO_ROW else b""))
        return doubtful

    def _take(self, result: Read, writer: RowWriter) -> None:
        """Notes what became of one file; one that vanished meanwhile is as if never listed."""
        path, digest = result.path, result.digest
        if digest == GONE:
            self._found[path] = Known(UNTRUSTED, GONE, NO_ROW, 0)
            return
        known = self._known.get(path)
        if result.error is not None:
            self.problems.append((path, result.error))
        if known is None:
            self.added.append(path)
        elif known.digest != digest:
            self.changed.append(path)
        if result.row is not None:
            self._found[path] = Known(UNTRUSTED, digest, *writer.append(result.row))
        elif known is not None and known.digest == digest and result.error is None:
            self._found[path] = known
        else:
            self._found[path] = Known(UNTRUSTED, digest, NO_ROW, 0)

    def finish(self, where: tuple[Path, str], trust_before: int) -> None:
        """Fills the new ledger in the order of the listing, and saves it if it differs."""
        digests = []
        for path, signature in self._listing.files():
            known = self._found.get(path) or self._known.get(path)
            if known is None or known.digest == GONE:
                continue
            proven = signature[2] < trust_before and known.start != NO_ROW
            self.new.add(path, known._replace(signature=signature if proven else UNTRUSTED))
            digests.append(known.digest)
        self.new.digests = b"".join(digests)
        if self.new.end() > 2 * sum(self.new.rows[1::2]) + SLACK:
            self._compact(where)
        self.new.save(*where)

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
