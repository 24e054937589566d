"""Validate every report and the configuration."""

from __future__ import annotations

import argparse

HELP = "Validate every report and the configuration"
EPILOG = """examples:
  govreport check               errors of the archive, and a count of findings
  govreport check -v            every finding too: what the rules found in the reports
  govreport check --json        one JSON object a problem or finding
  govreport check --strict      findings of severity "error" count as problems

An error is something to mend here: a file that breaks the format, an original that is missing, two
reports with one address. A finding is something the government printed: sums that do not hold, a
wrong year. `govreport explain CODE` tells what a rule means."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--strict", action="store_true", help="count findings as problems")
    parser.add_argument("--json", action="store_true", help="print one JSON object a problem")


def run(args: argparse.Namespace) -> int:
    """Check; 1 when there is something to mend."""
    from govreport_site.commands.checking import run_check

    return run_check(args)
