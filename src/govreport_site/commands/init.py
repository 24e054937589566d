"""Make a new archive."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from govreport_site import __version__
from govreport_site.commands.talk import Talk
from govreport_site.errors import Location, UsageError, storage_errors

HELP = "Make a new archive"
EPILOG = """examples:
  govreport init my-archive
  cd my-archive && govreport import ~/downloads && govreport serve

The folder gets a configuration with every key explained, reports/, templates/, an ignore file, a
workflow for page hosting, and ready configuration for nginx and Caddy."""

LAYOUT = {
    "govreport.toml": "govreport.toml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "pages.yml": ".github/workflows/pages.yml",
    "nginx.conf": "hosting/nginx.conf",
    "Caddyfile": "hosting/Caddyfile",
}
"""Packaged file → its place in the new archive."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", help="a folder that does not exist or is empty")


def run(args: argparse.Namespace) -> int:
    """Make the archive; always 0. Raises UsageError for a folder that holds something."""
    from govreport_site.reportfile import store

    folder = Path(args.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("it is not empty; name a new or an empty folder", Location(args.folder))
    packaged = files("govreport_site.commands").joinpath("new_archive")
    with storage_errors():
        for name, place in LAYOUT.items():
            text = packaged.joinpath(name).read_text(encoding="utf-8")
            filled = text.replace("@VERSION@", __version__)
            store.write_new(folder / place, filled.encode("utf-8"))
        for below in ("reports", "templates"):
            store.write_new(folder / below / ".gitkeep", b"")
    Talk.of(args).say(
        f"made the archive {folder}\n"
        f"next: cd {folder} && govreport import FILE…   then: govreport serve"
    )
    return 0
