"""The shards of a segment of a few reports, without numpy, which takes a tenth of a second to load.

What comes out is to the byte what `grams`, `lists` and `shards` make of the same reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from govreport_site.search import cutting, octets
from govreport_site.search.codes import (
    AGAIN,
    DIGIT,
    FIRST,
    LAST,
    LEVEL_KEEPS,
    OFTEN,
    ONCE,
    PAIRS,
    SECOND,
    TITLE,
    codes_of,
)
from govreport_site.search.folding import fold_composed

FEW = 12
"""Up to so many reports this is quicker, at 5 ms a report. So few have no common 2-grams, and so
no 3-grams."""
_FOUR_DIGITS = re.compile("(?=([0-9]{4}))")

List = list[tuple[int, int]]
"""(report, how the gram occurs in it), in order."""


def shards(texts: Sequence[tuple[str, str]], target: int) -> Iterator[tuple[int, bytes]]:
    """(separator, shard) in order, from the (title, everything else) of each report, in NFC."""
    found: dict[int, List] = {}
    for number, (title, rest) in enumerate(texts):
        in_title = _grams(fold_composed(title))
        counts = _grams(fold_composed(rest)) + in_title
        for key, count in counts.items():
            how = OFTEN if count > 3 else AGAIN if count > 1 else ONCE
            found.setdefault(key, []).append((number, TITLE if key in in_title else how))
    keys = sorted(found)
    lists = [found[key] for key in keys]
    yield from _cut(keys, lists, (len(texts) + 7) // 8, target)


def _grams(folded: str) -> Counter[int]:
    codes = codes_of(folded)
    counts = Counter([code << FIRST for code in codes if code])
    counts.update([a << FIRST | b << SECOND for a, b in pairwise(codes) if a and b])
    for match in _FOUR_DIGITS.finditer(folded):
        a, b, c, d = map(int, match[1])
        counts[a + DIGIT << FIRST | b + DIGIT << SECOND | PAIRS + c * 10 + d] += 1
    return counts


def _cut(
    keys: Sequence[int], lists: Sequence[List], bitmap: int, target: int
) -> Iterator[tuple[int, bytes]]:
    tokens = [_token(before, key) for before, key in pairwise([0, *keys])]
    encoded = [_list(entries, bitmap) for entries in lists]
    counts = [len(entries) << 1 | (len(entries) > bitmap) for entries in lists]
    short = [0 if key & LAST else len(entries) for key, entries in zip(keys, lists, strict=True)]
    weight = [
        light + heavy + marks // 4
        for light, heavy, marks in zip(
            accumulate(map(_lengths, tokens, counts)),
            accumulate(map(len, encoded)),
            accumulate(short),
            strict=True,
        )
    ]
    level = bytes(_level(before, key) for before, key in pairwise([-1, *keys]))
    for low, high in pairwise([*cutting.starts(weight, level, target), len(keys)]):
        part = slice(low, high)
        grams = octets.encode(tokens[low + 1 : high])
        dfs, body = octets.encode(counts[part]), b"".join(encoded[part])
        first = (keys[low] >> FIRST, keys[low] >> SECOND & LAST, keys[low] & LAST)
        head = octets.encode((high - low, *first, len(grams), len(dfs), len(body)))
        marked = zip(keys[part], lists[part], strict=True)
        how = octets.two_bits(h for key, entries in marked if not key & LAST for _, h in entries)
        yield keys[low] & LEVEL_KEEPS[level[low]], head + grams + dfs + body + how


def _lengths(token: int, count: int) -> int:
    return octets.length(token) + octets.length(count)


def _token(before: int, key: int) -> int:
    """As `shards.key_tokens` says."""
    for place, shift in enumerate((FIRST, SECOND)):
        if before >> shift != key >> shift:
            return (
                (key >> shift & LAST) - (before >> shift & LAST if place else before >> shift)
            ) << 2 | place
    return (key - before) << 2 | 2


def _list(entries: List, bitmap: int) -> bytes:
    """Gaps, each one byte since reports are few, or a bitmap where that is smaller."""
    numbers = [number for number, _ in entries]
    if len(numbers) > bitmap:
        return sum(1 << number for number in numbers).to_bytes(bitmap, "little")
    return bytes(number - before - 1 for before, number in pairwise([-1, *numbers]))


def _level(before: int, key: int) -> int:
    for level, shift in enumerate((FIRST, SECOND + 7, SECOND)):
        if before >> shift != key >> shift:
            return level
    return 3
