"""Lists cut into shards of similar size, and the directory that says where each begins.

A shard is, before it is deflated: number of grams; first gram as three codes; byte lengths of
the three streams that follow; grams; counts; lists; how grams of one or two characters occur,
two bits each. A gram after the first is one number: what is added to the one component in
which it differs from its forerunner × 4, plus 0, 1 or 2 for the component.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from govreport_site.search import cutting, varint
from govreport_site.search.codes import LEVEL_KEEPS
from govreport_site.search.grams import Numbers
from govreport_site.search.lists import Lists


def cut(lists: Lists, target: int) -> Iterator[tuple[int, bytes]]:
    """(separator, shard) in order; each shard near `target` bytes before it is deflated. A
    separator is a key that is at most the first of its shard and above all before it."""
    tokens = key_tokens(lists.keys)
    counts = lists.counts << 1 | lists.dense
    weight = np.cumsum(varint.lengths(tokens) + varint.lengths(counts))
    weight += lists.ends + lists.how_ends // 4
    level = _levels(lists.keys)
    starts = list(cutting.starts(weight.data, level.tobytes(), target))
    for low, high in pairwise([*starts, len(weight)]):
        separator = int(lists.keys[low]) & LEVEL_KEEPS[int(level[low])]
        yield separator, _shard(lists, tokens, counts, low, high)


def _levels(keys: Numbers) -> NDArray[np.int8]:
    """0 where the first code is new, 1 where the high bits of the second are, 2 where its low
    bits are, 3 where only the third is."""
    before = np.concatenate(([-1], keys[:-1]))
    new = [keys >> bits != before >> bits for bits in (30, 22, 15)]
    return np.select(new, [0, 1, 2], 3).astype(np.int8)


def key_tokens(keys: Numbers) -> Numbers:
    """For each gram the difference to its forerunner, as described above."""
    first, second, third = keys >> 30, keys >> 15 & 32767, keys & 32767
    before = np.concatenate(([0], keys[:-1]))
    same_first = first == before >> 30
    same_both = same_first & (second == (before >> 15 & 32767))
    return np.where(
        same_both,
        (third - (before & 32767)) << 2 | 2,
        np.where(
            same_first, (second - (before >> 15 & 32767)) << 2 | 1, (first - (before >> 30)) << 2
        ),
    )


def _shard(lists: Lists, tokens: Numbers, counts: Numbers, low: int, high: int) -> bytes:
    key = int(lists.keys[low])
    grams = varint.encode(tokens[low + 1 : high])
    dfs = varint.encode(counts[low:high])
    begin = int(lists.ends[low - 1]) if low else 0
    octets = lists.octets[begin : lists.ends[high - 1]].tobytes()
    begin = int(lists.how_ends[low - 1]) if low else 0
    how = lists.how[begin : lists.how_ends[high - 1]]
    sizes = (len(grams), len(dfs), len(octets))
    head = np.array([high - low, key >> 30, key >> 15 & 32767, key & 32767, *sizes])
    return varint.encode(head) + grams + dfs + octets + two_bits(how)


def two_bits(values: NDArray[np.uint8]) -> bytes:
    """Four values to a byte, the first in the low bits."""
    padded = np.zeros(-(-len(values) // 4) * 4, dtype=np.uint8)
    padded[: len(values)] = values
    four = padded.reshape(-1, 4)
    return (four[:, 0] | four[:, 1] << 2 | four[:, 2] << 4 | four[:, 3] << 6).tobytes()
