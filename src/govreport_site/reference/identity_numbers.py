"""Resident identity numbers (GB 11643-1999): 17 digits and a check character."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2029
_PROVINCES = frozenset(
    region
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for region in range(first, last + 1)
)

_PRINTED = re.compile(r"(?<!\d)[1-9](?:[ -]?\d){14}(?:(?:[ -]?\d){2}[ -]?[\dXx])?(?![\dXx])")
_USUAL = re.compile(r"\d{15}(?:\d{2}[\dXx])?|\d{6}[ -]\d{6}(?:\d\d)?[ -]\d{3}[\dXx]?")
"""A number that nothing else proves is printed in one piece or in its three parts: a row of a table
is digits with spaces too."""
_LABEL = re.compile(r"身份|证件|公民|(?<![A-Za-z])I\.?D(?![A-Za-z])")
_REACH = 16
"""Characters before a number in which a label names it."""


def find_identity_numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, certain) of every number in half-width text that may be one, spaced or not.

    Certain is one that a label names, or whose check character is right. The others are numbers of
    18 or of the older 15 digits with a province and a day of birth in their places.
    """
    for match in _PRINTED.finditer(text):
        bare = re.sub(r"[ -]", "", match.group())
        if len(bare) not in {15, 18}:
            continue
        label = _LABEL.search(text, max(0, match.start() - _REACH), match.start())
        if label or is_identity_number(bare):
            yield match.start(), match.end(), True
        elif _USUAL.fullmatch(match.group()) and has_plausible_parts(
            bare if len(bare) == 18 else f"{bare[:6]}19{bare[6:]}"
        ):
            yield match.start(), match.end(), False


def check_character(first17: str) -> str:
    """The 18th character that the standard (ISO 7064, MOD 11-2) gives to 17 digits."""
    return _CHECK[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def has_plausible_parts(number: str) -> bool:
    """True when 18 characters start with a province and hold a calendar date of birth."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    return (
        int(number[:2]) in _PROVINCES
        and _FIRST_YEAR <= year <= _LAST_YEAR
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )


def is_identity_number(number: str) -> bool:
    """True when 18 characters are a well-formed number with the right check character."""
    number = number.upper()
    return (
        len(number) == 18
        and number[:17].isascii()
        and number[:17].isdigit()
        and has_plausible_parts(number)
        and check_character(number[:17]) == number[17]
    )
