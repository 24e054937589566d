"""Which names a site may give its files, on every system it may be copied to."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LONGEST_NAME = 80
"""Bytes of one name: leaves room for what archivers and file systems add."""

OWN_LIST = ".govreport-files"
"""Where a site keeps the list of its files; see `outputs_list`."""

FORBIDDEN = frozenset('\\:*?"<>|\x7f') | {chr(code) for code in range(32)}
"""Separators and wildcards of Windows, and control characters."""

DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
"""Names that Windows keeps for devices, whatever their extension."""


@lru_cache(maxsize=4096)
def name_problem(name: str) -> str | None:
    """Why one component of a path cannot be a file's name, or None."""
    if name in {"", ".", ".."}:
        return f"has the component {name!r}, expected a name"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        return f"has a name over {LONGEST_NAME} bytes: {name[:20]}…"
    if not FORBIDDEN.isdisjoint(name):
        return f"has a character that some systems forbid in {name!r}"
    if any("\ud800" <= character <= "\udfff" for character in name):
        return f"has a name that is not valid Unicode: {name!r}"
    if name[-1] in ". ":
        return f"ends {name!r} with a dot or a space, which Windows removes"
    if name.partition(".")[0].rstrip(" ").casefold() in DEVICES:
        return f"has the device name {name!r}"
    return None


def path_problem(path: str) -> str | None:
    """Why a path cannot be an output below the site's root, or None."""
    if path == OWN_LIST:
        return "is where the site keeps its own list of files"
    for name in path.split("/"):
        if problem := name_problem(name):
            return problem
    return None


def fold(path: str) -> str:
    """What the path becomes on a file system that keeps neither case nor composition."""
    if path.isascii():
        lower = path.lower()
        # The same string where nothing changes: a build keeps one for each of its outputs.
        return path if lower == path else lower
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def fold_all(paths: Sequence[str]) -> list[str]:
    """`fold` of each: all at once takes a tenth of the time. No path holds a line feed."""
    return fold("\n".join(paths)).split("\n") if paths else []
