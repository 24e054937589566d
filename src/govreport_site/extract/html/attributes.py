"""What an element's attributes say: hidden or not, where a link leads, and quotes left open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from govreport_site.extract.html.tags import INERT

Attributes = Mapping[str, str]

_WORDS: Final = INERT | {"a", "p", "label"}

_HIDDEN: Final = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|(?<![\w-])(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{3,5}",
    re.I,
)
_TINY: Final = re.compile(r"font-size\s{0,3}:\s{0,3}0(?:px|pt|em|%)?\s{0,3}(?:;|$)", re.I)
"""Hides words within a line; on a block it only closes the gaps between the blocks in it."""
_IN_QUOTES: Final = re.compile("=\\s?(?:\"[^\"<]*|'[^'<]*)</")
"""Markup in an attribute: a quote may have been left open."""


def has_markup_in_quotes(text: str) -> bool:
    """Whether some attribute of the page may hold markup that a lost quote took."""
    return _IN_QUOTES.search(text) is not None


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Whether the element's own attributes keep it from being seen."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _hides(style, tag in _WORDS))


@lru_cache(maxsize=4096)
def _hides(style: str, words: bool) -> bool:
    """Cached: a page exported from Word repeats a handful of styles a thousand times."""
    return bool(_HIDDEN.search(style) or (words and _TINY.search(style)))


def is_followable(target: str) -> bool:
    """Whether a link leads to a file: http, https or relative, not a script or a mail address."""
    scheme, colon, _ = target.partition(":")
    if not target or target.startswith("#"):
        return False
    return not colon or "/" in scheme or "?" in scheme or scheme.lower() in {"http", "https"}
