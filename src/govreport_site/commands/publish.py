"""Put the built site where the public reads it."""

from __future__ import annotations

import argparse

HELP = "Put the built site where the public reads it"
EPILOG = """targets:
  /srv/www/archive           a folder here: releases side by side, `current` switched at once
  user@host:/srv/www/archive the same on another machine, over rsync and ssh
  branch:pages               a branch of this git repository, for page hosting; push it yourself
  branch:pages@origin        the same, pushed to that remote

examples:
  govreport publish --to /srv/www/archive --dry-run
  govreport publish --to /srv/www/archive --keep 5
  govreport rollback --to /srv/www/archive

The site must be as it was built (`govreport verify`), and no address that is published now may
vanish: give it an alias in govreport.toml, or say --allow-dropped."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--to", required=True, metavar="TARGET", help="where to; see below")
    parser.add_argument("--site", metavar="DIR", help="folder of the built site (default: site/)")
    parser.add_argument(
        "--keep", type=int, default=5, metavar="N", help="releases kept (default 5)"
    )
    parser.add_argument("-n", "--dry-run", action="store_true", help="list what would change")
    parser.add_argument(
        "--allow-dropped", action="store_true", help="let published addresses vanish"
    )
    parser.add_argument("--json", action="store_true", help="print the result as a JSON object")


def run(args: argparse.Namespace) -> int:
    """Publish; 4 when the site is not as it was built, 1 when it is refused."""
    from govreport_site.commands.publishing import run_publish

    return run_publish(args)
