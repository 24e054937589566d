"""Remove a passage or a whole report from what is published, with a reason."""

from __future__ import annotations

import argparse

HELP = "Remove a passage or a whole report, with a reason"
EPILOG = """examples:
  govreport redact reports/…/2016-annual.md --passage "张三" --reason "本人申请"
  govreport redact reports/…/2016-annual.md --whole --reason "依法撤回"
  govreport redact … --whole --destroy-original --reason "…"

A passage is blacked out wherever it stands in the report. A whole report leaves a tombstone at its
address: what it was, when and why it was removed. From then on the original is not published; with
--destroy-original its bytes are deleted too, its checksum stays. Every removal is written to
redactions.jsonl. Copies in version control and backups are not touched: that is yours to do."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("report", metavar="REPORT", help="report file below reports/")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--passage", action="append", metavar="TEXT", help="exact text; repeatable")
    what.add_argument("--whole", action="store_true", help="the whole report")
    parser.add_argument("--reason", required=True, help="why; shown to readers")
    parser.add_argument("--destroy-original", action="store_true", help="delete its bytes")
    parser.add_argument("-n", "--dry-run", action="store_true", help="only count the places")


def run(args: argparse.Namespace) -> int:
    """Redact; 1 when the passage is not there."""
    from govreport_site.commands.redacting import run_redact

    return run_redact(args)
