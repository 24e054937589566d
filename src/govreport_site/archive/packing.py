"""How a light row keeps what only some pages ask for: packed, and compressed where it is text."""

from __future__ import annotations

import hashlib
import zlib

import msgspec

_ENCODER = msgspec.msgpack.Encoder(decimal_format="string")
_QUICK = 1
"""zlib's level 1: of a usual report's claims it leaves half, as level 6 does, in half the time; of
forty findings a tenth."""


def pack(value: object) -> bytes:
    """The value in MessagePack; a decimal as its digits."""
    return _ENCODER.encode(value)


def squeeze(value: object) -> bytes:
    """The same, compressed; `zlib.decompress` undoes it."""
    return zlib.compress(pack(value), _QUICK)


def seal(*parts: bytes) -> bytes:
    """16 bytes that stand for the parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(4, "little"))
        digest.update(part)
    return digest.digest()[:16]
