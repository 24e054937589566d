"""Which input files changed: read only where a stat signature cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from govreport_site.build import source_ledger
from govreport_site.build.column_file import join_names
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import SILENT, Progress
from govreport_site.build.reading import MakeRow
from govreport_site.build.rescanning import list_again
from govreport_site.build.scanning import Clock, Listing, clock
from govreport_site.build.source_ledger import NO_ROW, SourceLedger, cut_digests, proven, rows_path
from govreport_site.build.survey import Survey
from govreport_site.build.targets import fingerprint
from govreport_site.errors import GovreportError, InputError, Location, storage_errors

OTHER_DISK = 2_000_000_000
"""How far (ns) the clocks of two disks may differ, and how coarse the coarsest one is."""


class SourceRow(msgspec.Struct, frozen=True, gc=False):
    """One input file, and what was made of it. A struct: there are as many as reports."""

    path: str
    """Relative to the root, with "/"."""
    digest: bytes
    """sha256 of the file, 32 bytes."""
    row: bytes
    """What `make_row` returned for these bytes under this code version."""
    end: int
    """Where the row ends in `SourceScan.rows_file`."""


class Problem(Struct, frozen=True):
    """A file from which no row could be made."""

    path: str
    error: GovreportError


class SourceScan(Struct, frozen=True):
    """The state of a folder of inputs, and what changed since the last scan."""

    fingerprint: bytes
    """Digest over every path and file digest, and the code version: equal means all is equal."""
    before: bytes
    """The same of the scan before this one: what changed since that is in `added`, `changed` and
    `removed`."""
    count: int
    """Files selected."""
    read: int
    """Files whose bytes had to be read."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    rows: Callable[[Callable[[str], bool]], Iterator[SourceRow]]
    """The rows of the paths selected, folder by folder in order of name. Nothing is loaded until it
    is called."""
    rows_file: Path
    """The file that the rows stand in, until the next scan; missing when there never was a row."""


def refresh(
    root: Path,
    *,
    ledger: Path,
    name: str,
    select: Callable[[str], bool],
    make_row: MakeRow | None = None,
    code_version: bytes = b"",
    executor: Executor = IN_PROCESS,
    progress: Progress = SILENT,
    prepare: Callable[[], object] | None = None,
) -> SourceScan:
    """The files below `root` whose relative path is selected, with their digests and rows.

    `ledger` is the folder `.govreport/`; `name` names this scan's files in it, so that reports,
    templates and code can each be scanned. Without `make_row`, rows are empty and only digests
    are kept. Hidden folders are left out; symlinks are not followed, and are a problem where
    their name is selected. `prepare` is called when files must be read, before workers start: what it
    imports, forked workers share. Raises `StorageError`.
    """
    with storage_errors():
        ledger.mkdir(parents=True, exist_ok=True)
        time = clock(ledger)
        old = source_ledger.load(ledger, name)
        stands = old.code_version == code_version
        # Another version may select other names in the same folders; and who names none, any.
        telling = time.telling if code_version else None
        known = old.listing() if stands else Listing()
        listing = list_again(root, select, known, telling)
        since = _trusted_time(root, time)
        if stands and listing.signatures == old.signatures and listing.paths == old.paths:
            _keep_folders(old, listing, since, (ledger, name))
            return _answer(old, old, (ledger, name), listing, None)
        if prepare is not None:
            prepare()
        survey = Survey(listing, old, code_version)
        survey.run(root, (ledger, name), make_row, executor, progress)
        survey.finish((ledger, name), trust_before=since)
        return _answer(survey.new, old, (ledger, name), listing, survey)


def _trusted_time(root: Path, time: Clock) -> int:
    """Files that changed before this (ns) cannot have changed again without a trace."""
    same_disk = not root.exists() or root.stat().st_dev == time.device
    return time.now if same_disk else time.now - OTHER_DISK


def _keep_folders(
    ledger: SourceLedger, listing: Listing, since: int, where: tuple[Path, str]
) -> None:
    """Writes down the folders that had to be read although no selected file came or went."""
    if listing.folder_signatures is ledger.folder_signatures:
        return
    found = proven(listing.folder_signatures, since)
    if found != ledger.folder_signatures and max(found, default=-1) >= 0:
        ledger.folders, ledger.folder_signatures = listing.folders, found
        ledger.save(*where)


def _answer(
    ledger: SourceLedger,
    old: SourceLedger,
    where: tuple[Path, str],
    listing: Listing,
    survey: Survey | None,
) -> SourceScan:
    """The scan as its caller sees it."""
    problems = [(path, _odd_file(path, what)) for path, what in listing.odd]
    before = _fingerprint(old)
    return SourceScan(
        fingerprint=before if ledger is old else _fingerprint(ledger),
        before=before,
        count=len(ledger.paths),
        read=survey.read if survey else 0,
        added=tuple(survey.added) if survey else (),
        changed=tuple(survey.changed) if survey else (),
        removed=survey.removed() if survey else (),
        problems=tuple(Problem(*p) for p in (*problems, *(survey.problems if survey else ()))),
        rows=partial(_rows, ledger, where),
        rows_file=rows_path(*where, ledger.generation),
    )


def _fingerprint(ledger: SourceLedger) -> bytes:
    return fingerprint(join_names(ledger.paths), ledger.digests, ledger.code_version)


def _rows(
    ledger: SourceLedger, where: tuple[Path, str], select: Callable[[str], bool]
) -> Iterator[SourceRow]:
    path = rows_path(*where, ledger.generation)
    if not path.exists():
        return
    two = [iter(ledger.rows)] * 2
    rows = zip(ledger.paths, cut_digests(ledger.digests), zip(*two, strict=True), strict=True)
    # One at a time: the rows of a large archive are more than its whole tree of places.
    with storage_errors(), path.open("rb") as file:
        at = 0
        for name, digest, (start, length) in rows:
            if start != NO_ROW and select(name):
                # Rows mostly follow each other, and a seek costs as much as the read.
                if start != at:
                    file.seek(start)
                at = start + length
                yield SourceRow(name, digest, file.read(length), at)


def _odd_file(path: str, what: str) -> InputError:
    message = f"is {what}, expected a file; put a copy of the report in its place"
    return InputError(message, Location(path), code="not-a-file")
