"""What is wrong with an archive, and what the rules found in its reports."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from govreport_site.archive import DetailsOf, Entry
from govreport_site.build.executor import open_executor
from govreport_site.commands.collection import collect
from govreport_site.commands.halves import DetailsFile
from govreport_site.commands.scanning import (
    LEDGER,
    code_digest,
    require_archive,
    scan_reports,
)
from govreport_site.commands.series import with_findings_of_archive
from govreport_site.commands.talk import Talk, progress_for, put_json, styled
from govreport_site.config import load_config
from govreport_site.errors import GovreportError, Location, ReportFileError
from govreport_site.model import Finding
from govreport_site.reference.sentences import told
from govreport_site.site.urls import RESERVED

_VERSION = re.compile(r"-v\d+$")


def run_check(args: argparse.Namespace) -> int:
    """`govreport check`: the exit code, 1 when there is something to mend."""
    archive: Path = args.archive
    talk = Talk.of(args)
    config = load_config(archive)
    require_archive(archive)
    code = code_digest(archive / LEDGER)
    executor = open_executor()
    try:
        scan = scan_reports(archive, config.privacy, code, executor, progress_for(talk))
    finally:
        executor.close()
    details = DetailsFile(scan.rows_file)
    entries = with_findings_of_archive(collect(archive, scan).entries, details)
    errors = [*(problem.error for problem in scan.problems), *errors_of(archive, entries)]
    for error in errors:
        talk.error(str(error))
        if args.json:
            put_json(_error_json(error))
    counts = _tell_findings(entries, details, talk, args.json)
    verdict = "nothing to mend" if not errors else f"{len(errors)} to mend"
    found = ", ".join(f"{number} {severity}" for severity, number in counts.items()) or "none"
    talk.say(f"{len(entries)} reports: {verdict}; findings: {found}")
    if not entries and not errors:
        talk.warn("the archive holds no reports; import some with `govreport import`")
    return 1 if errors or (args.strict and counts["error"]) else 0


def errors_of(archive: Path, entries: Sequence[Entry]) -> Iterator[GovreportError]:
    """Everything wrong with the archive beyond single files that cannot be read."""
    yield from _on_reserved_addresses(entries)
    yield from _missing_originals(archive, entries)
    yield from _shared(entries, "names the same source address as", lambda e: e.url)
    yield from _shared(entries, "differs only in upper and lower case from", _folded)


def _without_version(entry: Entry) -> str:
    """The address without its version: a later version of a page has the same source address."""
    return _VERSION.sub("", entry.path)


def _folded(entry: Entry) -> str:
    return entry.path.casefold()


def _on_reserved_addresses(entries: Iterable[Entry]) -> Iterator[GovreportError]:
    """Reports that stand where the site has pages of its own, whatever the case of the letters."""
    for entry in entries:
        first = entry.path.partition("/")[0]
        if first.casefold() in RESERVED:
            yield ReportFileError(
                f'found the address "{first}/", which is the site\'s own; expected a place or '
                f'"unplaced": move the file with its original to another folder of reports/',
                Location(f"reports/{entry.path}.md"),
            )


def _missing_originals(archive: Path, entries: Iterable[Entry]) -> Iterator[GovreportError]:
    for entry in entries:
        if entry.original is None:
            continue
        path = archive / "reports" / entry.folder / entry.original
        if not path.is_file():
            yield ReportFileError(
                f"the original {entry.original} is not beside it; restore it from a copy",
                Location(f"reports/{entry.path}.md"),
            )


def _shared(
    entries: Sequence[Entry], what: str, key: Callable[[Entry], str | None]
) -> Iterator[GovreportError]:
    first: dict[str, Entry] = {}
    for entry in entries:
        value = key(entry)
        if value is None:
            continue
        before = first.setdefault(value, entry)
        if before is not entry and _without_version(before) != _without_version(entry):
            yield ReportFileError(
                f"{what} reports/{before.path}.md; keep one, or correct the other",
                Location(f"reports/{entry.path}.md"),
            )


def _tell_findings(
    entries: Iterable[Entry], details: DetailsOf, talk: Talk, as_json: bool
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in entries:
        for finding in details(entry).found(entry):
            counts[finding.severity] += 1
            line = f" (line {finding.line} of the original)" if finding.line else ""
            talk.detail(
                f"reports/{entry.path}.md: {styled(finding.code, 'faint')} "
                f"{finding.verdict}: {told(finding, entry.form, 'en')}{line}"
            )
            if as_json:
                put_json(_finding_json(entry, finding))
    return counts


def _error_json(error: GovreportError) -> dict[str, object]:
    location = error.location
    return {
        "type": "error",
        "file": location.file if location else None,
        "line": location.line if location else None,
        "message": error.message,
    }


def _finding_json(entry: Entry, finding: Finding) -> dict[str, object]:
    return {
        "type": "finding",
        "file": f"reports/{entry.path}.md",
        "line": finding.line,
        "code": finding.code,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message": told(finding, entry.form, "en"),
        "says": finding.says,
        "values": finding.values,
        "evidence": finding.evidence,
    }
