"""Tell what a rule means, and where it comes from."""

from __future__ import annotations

import argparse

HELP = "Tell what a rule or an issue means, and where it comes from"
EPILOG = """examples:
  govreport explain T3-ID
  govreport explain            every rule, a line each
  govreport explain --json     every rule as JSON"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="code of a rule or an issue, such as T3-ID"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a rule")


def run(args: argparse.Namespace) -> int:
    """Explain; 2 when there is no such rule."""
    from govreport_site.commands.explaining import run_explain

    return run_explain(args)
