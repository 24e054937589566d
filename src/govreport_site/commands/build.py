"""Build the site."""

from __future__ import annotations

import argparse

HELP = "Build the site from reports/ into site/"
EPILOG = """examples:
  govreport build               only what changed
  govreport build --explain     one reason for each page rendered
  govreport build --clean       render everything

A report file that cannot be read is named and left out; the rest is built; exit code 1."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--clean", action="store_true", help="render everything, ledger or not")
    parser.add_argument("--no-search", action="store_true", help="leave out the full-text index")
    parser.add_argument("--explain", action="store_true", help="print why each page is rendered")
    parser.add_argument("--profile", action="store_true", help="say where the time went")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: all cores)")
    parser.add_argument(
        "--executor", default="processes", help="processes, or dask://HOST:PORT of a cluster"
    )
    parser.add_argument("--json", action="store_true", help="print a summary as a JSON object")


def run(args: argparse.Namespace) -> int:
    """Build; 1 when a report file could not be read."""
    from govreport_site.commands.building import run_build

    return run_build(args)
