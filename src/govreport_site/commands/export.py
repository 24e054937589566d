"""Copy the archive into a preservation package."""

from __future__ import annotations

import argparse

HELP = "Copy the archive into a preservation package"
EPILOG = """examples:
  govreport export --bagit archive-2026      a BagIt bag (RFC 8493) in a new folder

The bag holds the configuration, every report and every original, whatever the privacy policy
masks on the site: it is for keeping, not for publishing. The data files for researchers are part
of the built site, under data/."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--bagit", metavar="DIR", required=True, help="folder of the new bag")


def run(args: argparse.Namespace) -> int:
    """Export; 4 when a stored file is not as it was recorded."""
    from govreport_site.commands.bagging import run_export

    return run_export(args)
