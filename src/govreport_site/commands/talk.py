"""What commands say to the person at the terminal: on standard error, coloured only there."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from govreport_site.build.progress import Progress

_STYLES = {"error": "31", "warning": "33", "good": "32", "faint": "2"}


class Talk(Struct, frozen=True):
    """Messages for people. Data for programs goes to standard output through `put`."""

    quiet: bool = False
    verbose: int = 0

    @classmethod
    def of(cls, args: Namespace) -> Talk:
        """As the command line asks."""
        return cls(args.quiet, args.verbose)

    def say(self, text: str) -> None:
        """Tell what happened, unless asked to be quiet."""
        if not self.quiet:
            _tell(text)

    def detail(self, text: str) -> None:
        """Tell what only `-v` asks for."""
        if self.verbose and not self.quiet:
            _tell(text)

    def error(self, text: str) -> None:
        """Tell what went wrong, always."""
        _tell(text, f"{styled('error', 'error')}: ")

    def warn(self, text: str) -> None:
        """Tell what a person should look at, always."""
        _tell(text, f"{styled('warning', 'warning')}: ")


def _tell(text: str, before: str = "") -> None:
    print(before + visible(text), file=sys.stderr, flush=True)


_HIDDEN = re.compile("[^\n\t\x20-\x7e\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\U0010ffff]")


def visible(text: str) -> str:
    """The text for a terminal: control, bidi and zero-width characters of a file name or a
    report's words show as marks and steer nothing."""
    return _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def styled(text: str, style: str, *, stream: Any = None) -> str:
    """The text in a colour when that stream is a terminal and NO_COLOR is not set."""
    out = sys.stderr if stream is None else stream
    if os.environ.get("NO_COLOR") or not out.isatty():
        return text
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def put(text: str) -> None:
    """Write a line of data to standard output."""
    sys.stdout.write(visible(text) + "\n")


def put_json(value: object) -> None:
    """Write one JSON object on a line of its own; decimals as exact JSON numbers."""
    import msgspec

    line = msgspec.json.Encoder(decimal_format="number").encode(value).decode("utf-8")
    sys.stdout.write(line + "\n")


def progress_for(talk: Talk) -> Progress:
    """A bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""
    from govreport_site.build.progress import for_stream

    return for_stream(sys.stderr, quiet=talk.quiet)
