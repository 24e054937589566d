"""Go back to an earlier published release."""

from __future__ import annotations

import argparse

HELP = "Go back to an earlier published release"
EPILOG = """examples:
  govreport rollback --to /srv/www/archive            the release before the current one
  govreport rollback --to /srv/www/archive --list     which ones there are
  govreport rollback --to /srv/www/archive --release 000041-5f0c9a1b2d3e
  govreport rollback --to user@host:/srv/www/archive"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--to", required=True, metavar="TARGET", help="folder published to")
    parser.add_argument("--release", help="its name (default: the one before the current one)")
    parser.add_argument("--list", action="store_true", help="only list the releases")


def run(args: argparse.Namespace) -> int:
    """Switch back; 1 when there is no earlier release."""
    from govreport_site.commands.publishing import run_rollback

    return run_rollback(args)
