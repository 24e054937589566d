"""Little-endian base-128 numbers one at a time, for what is small; `varint` does whole arrays."""

from __future__ import annotations

from collections.abc import Iterable


def encode(values: Iterable[int]) -> bytes:
    """All numbers, one after the other."""
    out = bytearray()
    for value in values:
        while value > 127:
            out.append(value & 127 | 128)
            value >>= 7
        out.append(value)
    return bytes(out)


def decode(data: bytes) -> list[int]:
    """The numbers of a stream that holds nothing else."""
    out: list[int] = []
    value = shift = 0
    for octet in data:
        value |= (octet & 127) << shift
        shift += 7
        if octet < 128:
            out.append(value)
            value = shift = 0
    return out


def length(value: int) -> int:
    """Bytes that a number takes."""
    return max(1, -(-value.bit_length() // 7))


def split(data: bytes) -> list[bytes]:
    """The streams of a block in which each has its length before it."""
    found, at = [], 0
    while at < len(data):
        size, at = read(data, at)
        found.append(data[at : at + size])
        at += size
    return found


def read(data: bytes, at: int) -> tuple[int, int]:
    """The number at an offset, and the offset after it."""
    value = shift = 0
    while data[at] > 127:
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
    return value | data[at] << shift, at + 1


def two_bits(values: Iterable[int]) -> bytes:
    """Four values to a byte, the first in the low bits."""
    padded = [*values]
    padded += [0] * (-len(padded) % 4)
    four = [iter(padded)] * 4
    return bytes(a | b << 2 | c << 4 | d << 6 for a, b, c, d in zip(*four, strict=True))
