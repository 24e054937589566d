"""How much one input may cost. Everything beyond is set aside with a message, never half read."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

TEXT_BYTES: Final = 16 * MEBIBYTE
"""One page or text file. The longest report seen is 0.4 MB; 16 MB is still read in under 2 s."""

TAGS: Final = 500_000
"""Tags on one page, opening and closing: 10 MB of Word's markup have 450,000."""

LINES: Final = 300_000
"""Lines of one text file."""

BINARY_BYTES: Final = 64 * MEBIBYTE
"""One PDF or Word file."""

MEMBERS: Final = 20_000
"""Files in one container."""

DIRECTORY: Final = 5 * MEMBERS
"""Entries in the directories of a zip archive and of those inside it: each costs a kilobyte of
memory before a single member can be looked at."""

MEMBER_BYTES: Final = 64 * MEBIBYTE
"""One member, unpacked."""

CONTAINER_BYTES: Final = 4096 * MEBIBYTE
"""All members of one container together, unpacked; they are held one at a time."""

RATIO: Final = 200
"""Unpacked to packed size of a member above `RATIO_FLOOR`. Deflated HTML reaches about 40."""

RATIO_FLOOR: Final = MEBIBYTE

NESTING: Final = 3
"""Containers inside containers."""

CHILD_SECONDS: Final = 30
"""Time for one PDF or Word file in its own process."""

CHILD_BYTES: Final = 1024 * MEBIBYTE
"""Memory for the same."""

GRID_PLACES: Final = 200_000
"""Places (rows × columns) of one table; the national form has 280."""

COLUMN_SPAN: Final = 200
"""Widest colspan taken as meant."""
