"""What a request line and its Host may look like; all else is refused before any file is named."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import unquote_to_bytes

from msgspec import Struct

LONGEST_TARGET = 4096
"""Characters of a request target: the longest address of a report is a tenth of it."""

BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
ENCODED_SEPARATOR = re.compile(r"%(?:2[fF]|5[cC]|00)")
FORBIDDEN = frozenset('\\:*?"<>|#\x7f') | {chr(code) for code in range(32)}

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Address(Struct, frozen=True):
    """A request target that may name a file."""

    names: tuple[str, ...]
    """Its components, decoded: no "", ".", "..", no separator, no leading dot."""
    folder: bool
    """Whether it ends with "/"."""
    query: str

    @property
    def path(self) -> str:
        return "/".join(self.names)


def read_target(target: str) -> Address | None:
    """The address that a request target names; None if no page of a site can have it.

    Decoded exactly once, and refused where two readers could decode it to different things.
    """
    if len(target) > LONGEST_TARGET or not target.startswith("/") or not target.isascii():
        return None
    path, _, query = target.partition("?")
    if BROKEN_ESCAPE.search(path) or ENCODED_SEPARATOR.search(path):
        return None
    try:
        decoded = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not FORBIDDEN.isdisjoint(decoded):
        return None
    names = decoded[1:].split("/")
    folder = names[-1] == ""
    if folder:
        names.pop()
    if any(name == "" or name[0] == "." or name[-1] in ". " for name in names):
        return None
    return Address(tuple(names), folder, query)


def host_allowed(header: str, bound: str, names: Collection[str] = ()) -> bool:
    """Whether a Host header is one that this server is known by.

    A page of a foreign site can point its own name at 127.0.0.1 and then read a preview as its
    own origin; it cannot make the browser send another name than that. An address in figures
    proves nothing about names, so it is allowed where the server listens to all addresses.
    """
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?", header)
    if match is None:
        return False
    host = match[1].lower()
    if host in LOOPBACK_NAMES or host == bound.lower() or host == f"[{bound.lower()}]":
        return True
    if host in {name.lower() for name in names}:
        return True
    return bound in {"0.0.0.0", "::"} and is_address(host.strip("[]"))


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    if host == "localhost":
        return True
    return is_address(host) and ipaddress.ip_address(host).is_loopback
