"""The reports of an archive as light rows, read only where they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import force_setattr

import govreport_site
from govreport_site import __version__
from govreport_site.build import sources
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import SILENT, Progress
from govreport_site.build.targets import fingerprint
from govreport_site.commands.halves import light_half
from govreport_site.commands.rows import RowMaker, is_report_file
from govreport_site.config import PrivacyPolicy
from govreport_site.errors import Location, UsageError

if TYPE_CHECKING:
    from govreport_site.archive import Entry

_OFTEN_ALIKE = ("names", "slugs", "levels", "issuer", "published", "original", "codes")
"""What many rows say in the same words, a body's of all years above all: kept once, a row of a
large archive takes 1.2 KB where it took 2.4."""

LEDGER = ".govreport"
"""Folder of ledgers, caches and the lock; deletable at any time."""


def require_archive(archive: Path) -> None:
    """Raises UsageError where there is no archive."""
    if not (archive / "reports").is_dir():
        raise UsageError(
            "no folder reports/ here; name the archive with -C DIR, or make one with "
            "`govreport init DIR`",
            Location(str(archive)),
        )
    (archive / LEDGER).mkdir(exist_ok=True)


def code_digest(ledger: Path) -> bytes:
    """Digest of the program's own files: other code may read the same report otherwise."""
    package = Path(govreport_site.__file__).parent
    scan = sources.refresh(package, ledger=ledger, name="code", select=_is_code)
    return fingerprint(__version__.encode(), scan.fingerprint)


def _is_code(path: str) -> bool:
    return not path.endswith(".pyc") and not path.startswith("theme/")


def scan_reports(
    archive: Path,
    policy: PrivacyPolicy,
    code: bytes,
    executor: Executor = IN_PROCESS,
    progress: Progress = SILENT,
    prepare: Callable[[], object] | None = None,
    spool: Path | None = None,
) -> sources.SourceScan:
    """Which report files there are and what changed; their rows are made under this policy.

    `prepare` is called before the first file is read, if one must be. `spool` is a folder in which
    the texts of the reports that are read are put aside for the search.
    """
    context = fingerprint(code, policy.encode())
    return sources.refresh(
        archive / "reports",
        ledger=archive / LEDGER,
        name="reports",
        select=is_report_file,
        make_row=RowMaker(policy, context, spool),
        code_version=context,
        executor=executor,
        progress=progress,
        prepare=prepare,
    )


def entries_of(scan: sources.SourceScan, select: Callable[[str], bool] = bool) -> Iterator[Entry]:
    """The light rows of the selected report files, in the order of paths."""
    # Only here: an archive in which nothing changed is not even looked into.
    from govreport_site.archive import Entry

    decode = msgspec.msgpack.Decoder(Entry).decode
    alike: dict[object, object] = {}
    for row in scan.rows(select):
        entry = decode(light_half(row.row))
        force_setattr(entry, "at", row.end - entry.size)
        for name in _OFTEN_ALIKE:
            value = getattr(entry, name)
            force_setattr(entry, name, alike.setdefault(value, value))
        yield entry
