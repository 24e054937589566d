"""Every stored and built byte against what was recorded of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from govreport_site.build.commit import STAGING
from govreport_site.build.lock import hold
from govreport_site.commands.built import files_to_verify
from govreport_site.commands.scanning import LEDGER, require_archive
from govreport_site.commands.talk import Talk, put_json
from govreport_site.errors import (
    GovreportError,
    IntegrityError,
    Location,
    StorageError,
    UsageError,
)
from govreport_site.reportfile import manifest
from govreport_site.reportfile.manifest import Discrepancy

_WORDS = {
    "changed": "is not what was recorded; restore it from a copy, or accept it if you edited it",
    "missing": "is recorded but not there; restore it from a copy",
    "added": "is there but not recorded; import it, accept it, or delete it",
    "not-a-file": "is a link, a pipe or a device; put the file itself in its place",
    "unreadable": "may not be read; give yourself the right to read it",
    "mode": "may be run as a program, which no report is; take that right away (chmod a-x)",
}
_IN_SITE = {
    "changed": "is not what was built; run `govreport build --clean`",
    "missing": "was built but is not there; run `govreport build --clean`",
    "added": "is there but was not built; move it away",
    "not-a-file": "is a link, a pipe or a device; remove it and run `govreport build --clean`",
    "unreadable": "may not be read; give yourself the right to read it",
    "mode": "may be run as a program, which no page is; run `govreport build --clean`",
}

_STAGING = f".govreport-{STAGING}/"
"""Where a killed build may have left files, in a site on another disk than `.govreport/`."""


def run_verify(args: argparse.Namespace) -> int:
    """`govreport verify`: the exit code, 4 when anything is not as it was recorded."""
    talk = Talk.of(args)
    require_archive(args.archive)
    reports = args.archive / "reports"
    if args.accept is not None:
        with hold(args.archive / LEDGER, "verify --accept"):
            return accept(reports, args.accept, talk)
    site = Path(args.site) if args.site else args.archive / "site"
    recorded = manifest.read(reports)
    faults = 0
    for area, words, found in (
        ("reports", _WORDS, manifest.compare(reports, manifest.stored_files(reports), recorded)),
        ("site", _IN_SITE, compare_site(site, files_to_verify(args.archive / LEDGER))),
    ):
        for fault in found:
            faults += 1
            talk.error(f"{area}/{fault.path}: {words[fault.fault]}")
            if args.json:
                put_json(_as_json(area, fault))
    if not faults:
        talk.say(f"{len(recorded)} stored files and the built site are as recorded")
    return 4 if faults else 0


def _as_json(area: str, fault: Discrepancy) -> dict[str, object]:
    return {
        "area": area,
        "path": fault.path,
        "fault": fault.fault,
        "recorded": fault.recorded,
        "found": fault.found,
    }


def compare_site(site: Path, built: Mapping[str, str]) -> Iterator[Discrepancy]:
    """Every file of the site that is not as it was built: `files_to_verify` says what was."""
    if not built and not site.is_dir():
        return
    there = manifest.files_below(site) if site.is_dir() else iter(())
    yield from manifest.compare(site, (p for p in there if not p.startswith(_STAGING)), built)


def error_of(fault: Discrepancy, folder: Path, advice: str) -> GovreportError:
    """Why a command that needs these bytes cannot go on: 6 where the disk refuses, else 4."""
    where = Location(str(folder / fault.path))
    if fault.fault == "unreadable":
        return StorageError(_WORDS[fault.fault], where)
    return IntegrityError(f"{fault.fault}; {advice}", where)


def accept(reports: Path, names: Sequence[str], talk: Talk) -> int:
    """Record these files, or all, as they are now. Raises UsageError for one that is not there."""
    recorded = {} if not names else manifest.read(reports)
    for path in _named(reports, names) if names else manifest.stored_files(reports):
        recorded[path] = manifest.digest_of(reports / path)
    manifest.write(reports, recorded)
    talk.say(f"recorded {len(names) or len(recorded)} files in {reports / manifest.FILE_NAME}")
    return 0


def _named(reports: Path, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        path = Path(name).resolve()
        if not path.is_file() or not path.is_relative_to(reports.resolve()):
            raise UsageError(f"no such file below {reports}", Location(name))
        yield path.relative_to(reports.resolve()).as_posix()
