"""What commands say to the person at the terminal: on standard error, coloured only there."""

from __future__ import annotations

import os
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


_SPANS = (
    (0x00, 0x09),
    (0x0B, 0x20),
    (0x7F, 0xA0),
    (0x200B, 0x2010),
    (0x2028, 0x202F),
    (0x2060, 0x2070),
)
_HIDDEN = {code: "\N{REPLACEMENT CHARACTER}" for span in _SPANS for code in range(*span)}
"""Control, zero-width and bidi characters. A table: as a pattern it costs every start 7 ms."""


def visible(text: str) -> str:
    """The text for a terminal: control, bidi and zero-width characters of a file name or a
    report's words show as marks and steer nothing."""
    return text.translate(_HIDDEN)


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
