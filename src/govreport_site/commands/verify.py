"""Check every stored and built byte against what was recorded."""

from __future__ import annotations

import argparse

HELP = "Check every stored and built byte against what was recorded"
EPILOG = """examples:
  govreport verify                  originals, reports and the built site; exit 4 on any fault
  govreport verify --json           one object a fault
  govreport verify --accept         record the reports as they are now, after an edit by hand
  govreport verify --accept FILE    only these

The digests of originals and reports stand in reports/SHA256SUMS, in the format of sha256sum;
those of the built site in .govreport/."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--accept", nargs="*", metavar="FILE", help="record these files (or all) as they are now"
    )
    parser.add_argument("--site", metavar="DIR", help="folder of the built site (default: site/)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a fault")


def run(args: argparse.Namespace) -> int:
    """Verify; 4 when anything is not as recorded."""
    from govreport_site.commands.verifying import run_verify

    return run_verify(args)
