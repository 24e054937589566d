"""Tell what is new, changed, flagged, unplaced and unpublished."""

from __future__ import annotations

import argparse

HELP = "Tell what is new, changed, flagged, unplaced and unpublished"
EPILOG = """examples:
  govreport status            counts, and the reports that need a person's eye
  govreport status --json     one JSON object a report
  govreport status --csv      a table of coverage: place, body, year, state"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object a report")
    form.add_argument("--csv", action="store_true", help="print a table")


def run(args: argparse.Namespace) -> int:
    """Tell; always 0 when the archive can be read."""
    from govreport_site.commands.standing import run_status

    return run_status(args)
