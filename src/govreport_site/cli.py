"""Arguments → command → exit code. Nothing is decided here but which command runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from govreport_site import __version__
from govreport_site.commands.talk import visible
from govreport_site.errors import GovreportError, storage_error

VERBS = {
    "init": "init",
    "import": "import_reports",
    "parse": "parse",
    "place": "place",
    "check": "check",
    "explain": "explain",
    "build": "build",
    "serve": "serve",
    "search": "search",
    "status": "status",
    "verify": "verify",
    "publish": "publish",
    "rollback": "rollback",
    "redact": "redact",
    "export": "export",
    "completion": "completion",
}
"""Verb → module of `commands`. The order is the order of the help."""

EXIT_CODES = """exit codes:
  0  fine
  1  problems found
  2  wrong use: arguments or configuration
  3  finished, but some inputs were set aside
  4  stored bytes are not what was recorded
  5  another process is at work in this archive
  6  the disk refused: full, read-only or failing
  130  interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the process's exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if not arguments:
            build_parser(list(VERBS)).print_help(sys.stderr)
            return 2
        verbs = [word for word in arguments if word in VERBS][:1]
        args = build_parser(verbs or list(VERBS)).parse_args(arguments)
        code: int = _module(args.verb).run(args)
        sys.stdout.flush()
        return code
    except GovreportError as error:
        print(f"govreport: {visible(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("govreport: interrupted; what was finished is kept", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        refused = storage_error(error)
        print(f"govreport: {visible(str(refused))}", file=sys.stderr)
        return refused.exit_code


def _module(verb: str) -> ModuleType:
    return import_module(f"govreport_site.commands.{VERBS[verb]}")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the examples as they are written, and a verb beside its help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


def build_parser(verbs: Sequence[str]) -> argparse.ArgumentParser:
    """The argument parser with these verbs; all of them for help and completion."""
    parser = argparse.ArgumentParser(
        prog="govreport",
        description="Turn government openness reports into a public, searchable, static archive.",
        epilog=EXIT_CODES + "\n\nHelp on one command: govreport COMMAND --help",
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"govreport {__version__}")
    parser.set_defaults(whole_parser=lambda: build_parser(list(VERBS)))
    commands = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    for verb in verbs:
        module = _module(verb)
        command = commands.add_parser(
            verb,
            help=module.HELP,
            description=module.HELP,
            epilog=module.EPILOG,
            formatter_class=_Formatter,
        )
        module.configure(command)
        _add_common(command)
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-C",
        "--archive",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the archive (default: here)",
    )
    command.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    command.add_argument("-v", "--verbose", action="count", default=0, help="say more")


if __name__ == "__main__":
    sys.exit(main())
