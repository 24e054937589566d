"""Removals: applied to the report file, logged with a reason, and repeatable after a crash."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from govreport_site.build.lock import hold
from govreport_site.commands.clock import today
from govreport_site.commands.privacy import black_out
from govreport_site.commands.scanning import LEDGER
from govreport_site.commands.spooling import CACHE
from govreport_site.commands.talk import Talk
from govreport_site.errors import GovreportError, Location, UsageError, storage_errors
from govreport_site.model import Redaction, Report
from govreport_site.reportfile import manifest, read_report, store, write_report
from govreport_site.search.state import build_anew

LOG = "redactions.jsonl"
MARK = "〔已删除〕"


def run_redact(args: argparse.Namespace) -> int:
    """`govreport redact`: the exit code."""
    path = Path(args.report)
    reports = args.archive / "reports"
    if not path.is_file() or not path.resolve().is_relative_to(reports.resolve()):
        raise UsageError(f"no such report file below {reports}", Location(args.report))
    if not args.reason.strip():
        raise UsageError("--reason: found nothing, expected why the text is removed")
    with hold(args.archive / LEDGER, "redact"):
        before = path.read_text(encoding="utf-8")
        report = read_report(before, str(path))
        date = today().isoformat()
        if args.whole:
            after = withdrawn(report, date, args.reason)
        else:
            after = without_passages(report, args.passage, date, args.reason, args.report)
        count = after.redactions[-1].passages
        if not args.dry_run:
            _apply(args, path, before, after)
    what = f"{count} places" if count else "the whole report"
    done = "would be removed from" if args.dry_run else "removed from"
    Talk.of(args).say(f"{what} {done} {args.report}; build and publish to make it so in public")
    return 0


def without_passages(
    report: Report, passages: Sequence[str], date: str, reason: str, file: str
) -> Report:
    """The report with these texts blacked out wherever they stand.

    Raises GovreportError when one is not there, unless it was removed for this reason before.
    """
    written = write_report(report)
    for passage in passages:
        escaped = msgspec.json.encode(passage).decode("utf-8")[1:-1]
        known = any(done.reason == reason for done in report.redactions)
        if passage not in written and escaped not in written and not known:
            raise GovreportError(
                f'"{passage[:60]}" does not stand in the report; give the text exactly as printed',
                Location(file),
            )
    after = black_out(report, set(passages), MARK)
    count = write_report(after).count(MARK) - written.count(MARK)
    if count <= 0:
        return report
    return _withheld(after, Redaction(date, reason, count))


def withdrawn(report: Report, date: str, reason: str) -> Report:
    """What is left of a withdrawn report: what it was, and why it is gone."""
    if report.withdrawn:
        return report
    bare = replace(
        report,
        sections=(),
        statistics=None,
        cites=(),
        figures=(),
        contacts=(),
        attachments=(),
        repairs=(),
        removed=(),
        issues=(),
        header=(),
    )
    return _withheld(bare, Redaction(date, reason, 0))


def _withheld(report: Report, redaction: Redaction) -> Report:
    origin = replace(report.origin, withheld=True) if report.origin else None
    return replace(report, origin=origin, redactions=(*report.redactions, redaction))


def _apply(args: argparse.Namespace, path: Path, before: str, after: Report) -> None:
    """Log first, then the report, then the original: each step may be repeated after a crash."""
    reports = args.archive / "reports"
    text = write_report(after).encode("utf-8")
    origin = after.origin
    entry = {
        "date": after.redactions[-1].date,
        "report": path.resolve().relative_to(reports.resolve()).as_posix(),
        "reason": args.reason,
        "passages": after.redactions[-1].passages,
        "sha256_before": hashlib.sha256(before.encode("utf-8")).hexdigest(),
        "original_sha256": origin.sha256 if origin else None,
        "original": "destroyed" if args.destroy_original else "withheld",
    }
    recorded = manifest.read(reports)
    with storage_errors():
        with (args.archive / LOG).open("ab") as log:
            log.write(msgspec.json.encode(entry) + b"\n")
            log.flush()
            os.fsync(log.fileno())
        # The index keeps the letters of what left it until it is built anew.
        build_anew(args.archive / LEDGER / CACHE)
        store.replace(path, text)
        recorded[str(entry["report"])] = hashlib.sha256(text).hexdigest()
        if args.destroy_original and origin:
            original = path.with_name(origin.file)
            original.unlink(missing_ok=True)
            recorded.pop(original.resolve().relative_to(reports.resolve()).as_posix(), None)
        manifest.write(reports, recorded)
