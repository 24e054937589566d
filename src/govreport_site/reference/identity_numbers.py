"""Resident identity numbers (GB 11643-1999): 17 digits and a check character."""

from __future__ import annotations

import calendar

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
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
