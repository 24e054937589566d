"""Show what is understood of raw reports, without writing anything."""

from __future__ import annotations

import argparse

HELP = "Show what is understood of raw reports, without writing anything"
EPILOG = """examples:
  govreport parse page.html                 a summary for people
  govreport parse --json *.html | jq .title one JSON object a report, one a line
  curl -s https://… | govreport parse --json -

The JSON is described in docs/parse-json.md; it changes only with its schema_version.
A file that cannot be read yields an object with "error", and exit code 3."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="file, folder, or - for stdin")
    parser.add_argument("--json", action="store_true", help="print one JSON object a report")
    parser.add_argument("--url", help="address where the input was published: evidence for places")


def run(args: argparse.Namespace) -> int:
    """Print what was understood; 3 when some input was set aside."""
    from govreport_site.commands.reading import print_readings

    return print_readings(args)
