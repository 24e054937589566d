"""Preview the site and reload the browser on every change."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "Preview the site; rebuild and reload the browser on every change"
EPILOG = """examples:
  govreport serve                      http://127.0.0.1:8000/, or the next free port
  govreport serve --open               open it in the browser
  govreport serve --inbox ~/incoming   import raw files as they are dropped there

Only this machine can read the preview unless --host says otherwise. While a build fails, the last
good site stays up and its pages show what is wrong."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="default 8000")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument("--inbox", type=Path, metavar="DIR", help="import what is dropped there")
    parser.add_argument("--no-search", action="store_true", help="leave out the full-text index")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from govreport_site.commands.previewing import run_serve

    return run_serve(args)
