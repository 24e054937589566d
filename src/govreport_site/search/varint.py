"""Little-endian base-128 numbers, whole arrays at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Octets = NDArray[np.uint8]
Numbers = NDArray[np.int64]


def lengths(values: Numbers) -> Numbers:
    """Bytes that each number takes, 1 to 5."""
    out = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        out += values >= (1 << bits)
    return out


def scatter(values: Numbers, sizes: Numbers, starts: Numbers, out: Octets) -> None:
    """Write each number into `out` at its own start."""
    for k in range(int(sizes.max(initial=0))):
        chosen = slice(None) if k == 0 else sizes > k
        more = np.where(sizes[chosen] > k + 1, 128, 0)
        out[starts[chosen] + k] = ((values[chosen] >> (7 * k)) & 127) | more


def encode(values: Numbers) -> bytes:
    """All numbers, one after the other."""
    sizes = lengths(values)
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    scatter(values, sizes, ends - sizes, out)
    return out.tobytes()


def decode(data: bytes) -> Numbers:
    """The numbers of a stream that holds nothing else."""
    if not data:
        return np.zeros(0, dtype=np.int64)
    octets = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(octets < 128)
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(ends[-1] + 1) - np.repeat(starts, ends - starts + 1)
    parts = (octets[: ends[-1] + 1] & 127).astype(np.int64) << (7 * place)
    return np.add.reduceat(parts, starts)
