"""Read raw reports into the archive."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "Read raw reports into the archive"
EPILOG = """examples:
  govreport import report.html             one file
  govreport import downloads/              a folder and all below it
  govreport import crawl.warc.gz           every page of a web archive, with address and date
  curl -s URL | govreport import --url URL -
  govreport import --dry-run downloads/    show what would happen

Each report becomes reports/<place>/<year>-<kind>.md with the untouched original beside it.
The same bytes again change nothing. Other bytes for the same body, year and kind become a new
version. A report file that a person has edited is never overwritten.
Inputs that are no report are set aside with a message, and the exit code is 3."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="file, folder, or - for stdin")
    parser.add_argument("--url", help="address where the input was published")
    parser.add_argument(
        "--kind",
        choices=["annual", "self-check"],
        help="import as this kind, whatever the text looks like",
    )
    parser.add_argument("-n", "--dry-run", action="store_true", help="only show what would happen")
    parser.add_argument(
        "--renew",
        action="store_true",
        help="read the originals in the archive again and rewrite what nobody edited",
    )
    parser.add_argument(
        "--watch", type=Path, metavar="DIR", help="import what is dropped into this folder"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object an input")
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: all cores)")
    parser.add_argument(
        "--executor", default="processes", help="processes, or dask://HOST:PORT of a cluster"
    )


def run(args: argparse.Namespace) -> int:
    """Import; 3 when some input was set aside."""
    if args.watch:
        from govreport_site.commands.inbox import watch_folder

        return watch_folder(args)
    from govreport_site.commands.importing import run_import

    return run_import(args)
