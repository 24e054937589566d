"""The 15-bit codes of folded characters, and the keys of the grams made of them.

A key has 45 bits: three codes, 0 where the gram is shorter. 4-grams of digits have the last two
digits in one code.
"""

from __future__ import annotations

DIGIT, LETTER, ZERO, EXTENSION, UNIFIED = 1, 11, 37, 38, 6630
PAIRS, OTHER = 27622, 27722
OTHERS = 32768 - OTHER
"""Code of the first digit, a–z, 〇, CJK extension A, CJK unified, pair of digits; all other
letters share the last codes, so that lists for them hold candidates, not certainties."""

RANGES = (
    (0x30, 10, DIGIT),
    (0x61, 26, LETTER),
    (0x3007, 1, ZERO),
    (0x3400, 6592, EXTENSION),
    (0x4E00, 20992, UNIFIED),
)
"""First code point, how many, code of the first."""

ONCE, AGAIN, OFTEN, TITLE = range(4)
"""How a gram occurs: once, two or three times, more often, or in the title."""

FIRST, SECOND, LAST = 30, 15, 32767
"""Shifts of the first and second code in a key, and the mask of the third."""

LEVEL_KEEPS = (LAST << FIRST, LAST << FIRST | 0x7F80 << SECOND, (1 << 45) - 1, (1 << 45) - 1)
"""Bits of a key that tell it from its forerunner, by level: 0 where the first code is new, 1
where the high bits of the second are, 2 where its low bits are, 3 where only the third is. Few
set bits make small directories."""


class _Codes(dict[str, int]):
    """Folded character → code, 0 for a line end."""

    def __missing__(self, char: str) -> int:
        point = ord(char)
        found = OTHER + point % OTHERS
        for low, count, code in RANGES:
            if low <= point < low + count:
                found = point - low + code
        self[char] = found
        return found


_CODES = _Codes({"\n": 0})


def codes_of(folded: str) -> list[int]:
    """The codes of folded text, 0 where a line ends."""
    return [*map(_CODES.__getitem__, folded)]
