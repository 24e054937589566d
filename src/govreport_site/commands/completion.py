"""Print a completion script for a shell."""

from __future__ import annotations

import argparse

from govreport_site.commands.talk import put

HELP = "Print a completion script for bash, zsh or tcsh"
EPILOG = """examples:
  govreport completion bash > ~/.local/share/bash-completion/completions/govreport
  govreport completion zsh > ~/.zfunc/_govreport"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=["bash", "zsh", "tcsh"])


def run(args: argparse.Namespace) -> int:
    """Print the script; always 0."""
    import shtab

    put(shtab.complete(args.whole_parser(), shell=args.shell))
    return 0
