"""The light rows of an archive, completed by what only several reports together can tell.

They are kept from build to build under the scan that they were collected from, so that the next
one looks again only at the bodies whose reports changed since.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from govreport_site.archive import Entry
from govreport_site.build import column_file
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.sources import SourceScan
from govreport_site.commands.scanning import LEDGER, entries_of
from govreport_site.commands.series import with_findings_over_years
from govreport_site.errors import storage_errors

NAME = "entries"
"""The file below the ledger."""
_MAGIC = b"govreport entries 1\n"
_COLUMNS = 3


class Collected(Struct, frozen=True):
    """The rows of one scan, by path."""

    scanned: bytes
    """Fingerprint of the scan."""
    rows: str
    """Name of the file that their details stand in."""
    entries: list[Entry]


def collect(
    archive: Path,
    scan: SourceScan,
    executor: Executor = IN_PROCESS,
    last: Collected | None = None,
) -> Collected:
    """All rows of a scan. `last` is what an earlier build of this process collected."""
    last = last or _load(archive / LEDGER / NAME)
    if last and (last.scanned, last.rows) == (scan.fingerprint, scan.rows_file.name):
        return last
    stands = last and (last.scanned, last.rows) == (scan.before, scan.rows_file.name)
    if last and stands:
        entries = _brought_up(last, scan)
    else:
        entries = _completed(scan, bool, executor)
    entries.sort(key=lambda entry: entry.path)
    return Collected(scan.fingerprint, scan.rows_file.name, entries)


def keep(archive: Path, collected: Collected) -> None:
    """Write them down for the next process. Raises StorageError."""
    columns = (
        collected.scanned,
        collected.rows.encode(),
        msgspec.msgpack.encode(collected.entries),
    )
    with storage_errors():
        column_file.save(archive / LEDGER / NAME, _MAGIC, columns)


def _load(path: Path) -> Collected | None:
    columns = column_file.load(path, _MAGIC)
    if columns is None or len(columns) != _COLUMNS:
        return None
    scanned, rows, packed = columns
    try:
        entries = msgspec.msgpack.decode(packed, type=list[Entry])
    except msgspec.DecodeError:
        # Whole, but of another version of this program.
        return None
    return Collected(scanned, rows.decode(), entries)


def _brought_up(last: Collected, scan: SourceScan) -> list[Entry]:
    """The rows of the scan before this one, with those of every body that it touched read anew."""
    paths = (*scan.added, *scan.changed, *scan.removed)
    touched = {_folder(path) for path in paths}
    entries = [entry for entry in last.entries if entry.folder not in touched]
    return entries + _completed(scan, lambda path: _folder(path) in touched)


def _completed(
    scan: SourceScan, select: Callable[[str], bool], executor: Executor = IN_PROCESS
) -> list[Entry]:
    return with_findings_over_years(entries_of(scan, select), scan.rows_file, executor)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
