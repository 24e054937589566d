"""The site's full-text index, brought up to date with the reports, and the list of its files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec

from govreport_site.build.sources import SourceScan
from govreport_site.build.targets import fingerprint
from govreport_site.commands.scanning import LEDGER
from govreport_site.config import PrivacyPolicy

FOLDER = "search/data"
"""Folder of the index below the site."""
_LIST = "search/files.json"


class _List(msgspec.Struct, frozen=True):
    """What the index was made of, and the files it consists of."""

    inputs: str
    """Digest of the reports, the policy and the program."""
    files: dict[str, str]
    """Path below the site → sha256."""


def index_reports(
    archive: Path, policy: PrivacyPolicy, scan: SourceScan, code: bytes, clean: bool
) -> None:
    """Write what is missing of `site/search/data/`. A report is read only when its file, the
    policy or the program changed."""
    if scan.count == len(scan.problems):
        drop_index(archive)
        return
    ledger, site = archive / LEDGER, archive / "site"
    inputs = fingerprint(scan.fingerprint, code, policy.encode()).hex()
    listed = _listed(ledger)
    if listed and listed.inputs == inputs and not clean and (site / FOLDER).is_dir():
        return
    # Only here: numpy takes a tenth of a second to load.
    from govreport_site.commands.index_writing import write_index_of
    from govreport_site.reportfile import store

    # While the index is written its list is not there, so that a run that is killed in between
    # leaves no list of files that no longer are.
    (ledger / _LIST).unlink(missing_ok=True)
    stats = write_index_of(archive, policy, scan, code, clean)
    files = _hash_all(site) if listed is None else dict(listed.files)
    for path in stats.removed:
        files.pop(path, None)
    files.update({path: digest.hex() for path, digest in stats.written.items()})
    kept = _List(inputs, dict(sorted(files.items())))
    store.replace(ledger / _LIST, msgspec.json.encode(kept))


def drop_index(archive: Path) -> None:
    """Remove the index from a site that is built without it."""
    (archive / LEDGER / _LIST).unlink(missing_ok=True)
    shutil.rmtree(archive / "site" / FOLDER, ignore_errors=True)
    shutil.rmtree(archive / LEDGER / "search", ignore_errors=True)


def index_files(ledger: Path) -> dict[str, str]:
    """Path below the site → sha256 of every file of the index; empty when there is no list."""
    listed = _listed(ledger)
    return listed.files if listed else {}


def _listed(ledger: Path) -> _List | None:
    try:
        return msgspec.json.decode((ledger / _LIST).read_bytes(), type=_List)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _hash_all(site: Path) -> dict[str, str]:
    files = (path for path in (site / FOLDER).rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
