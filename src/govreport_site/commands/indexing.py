"""The site's full-text index, brought up to date with the reports, and the list of its files."""

from __future__ import annotations

import shutil
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.sources import SourceScan
from govreport_site.build.targets import fingerprint
from govreport_site.commands.scanning import LEDGER
from govreport_site.commands.spooling import CACHE
from govreport_site.config import PrivacyPolicy

FOLDER = "search/data"
"""Folder of the index below the site."""


def index_reports(
    archive: Path,
    policy: PrivacyPolicy,
    scan: SourceScan,
    code: bytes,
    clean: bool,
    executor: Executor = IN_PROCESS,
) -> None:
    """Write what is missing of `site/search/data/`. A report is read only when its file, the
    policy or the program changed."""
    if scan.count == len(scan.problems):
        drop_index(archive)
        return
    from govreport_site.search.state import made_of

    context = fingerprint(code, policy.encode())
    now, before = (_inputs(digest, context) for digest in (scan.fingerprint, scan.before))
    made = "" if clean else made_of(archive / "site" / FOLDER, archive / LEDGER / CACHE)
    if made == now:
        return
    # Only here: what is needed to read a report is not needed to see that none changed.
    from govreport_site.commands.index_writing import Writer

    writer = Writer(archive, policy, context, now, executor)
    if made == before:
        writer.update(scan)
    else:
        writer.write(scan, clean)


def _inputs(scanned: bytes, context: bytes) -> str:
    return fingerprint(scanned, context).hex()


def drop_index(archive: Path) -> None:
    """Remove the index from a site that is built without it."""
    shutil.rmtree(archive / "site" / FOLDER, ignore_errors=True)
    shutil.rmtree(archive / LEDGER / CACHE, ignore_errors=True)


def index_files(ledger: Path) -> dict[str, str]:
    """Path below the site → sha256 of every file of the index; empty when there is none."""
    from govreport_site.search.state import files_of

    found = files_of(ledger / CACHE)
    return {f"{FOLDER}/{path}": digest.hex() for path, digest in found.items()}
