"""Characters that print nothing: controls, bidirectional marks, zero-width marks."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls that are not white space
    "\u00ad\u061c\u180e\u200b-\u200f"  # soft hyphen, zero-width and directional marks
    "\u202a-\u202e\u2060-\u206f"  # directional embeddings, isolates, invisible operators
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # byte order mark, annotations, noncharacters
    "\U000e0000-\U000e007f"  # tag characters
    "]+"
)
_ODD_SPACE: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""White space that some programs count as the end of a line and others do not."""


def sift(text: str) -> tuple[str, str]:
    """The text without its invisible characters, and those characters in their order.

    Vertical tabs, form feeds and Unicode line separators become spaces, so that a line has one
    meaning everywhere. Variation selectors stay: they choose the form of a name's character.
    """
    if text.isascii() and text.isprintable():
        return text, ""
    taken = "".join(_INVISIBLE.findall(text))
    if taken:
        text = _INVISIBLE.sub("", text)
    return _ODD_SPACE.sub(" ", text), taken


def code_points(characters: str) -> str:
    """`U+200B ×3, U+202E`: the characters by name, each once, safe to print."""
    counts: dict[str, int] = {}
    for character in characters:
        counts[character] = counts.get(character, 0) + 1
    names = (f"U+{ord(c):04X}" + (f" ×{n}" if n > 1 else "") for c, n in counts.items())
    return ", ".join(names)
