"""Escapes for the sinks that are not HTML text: JSON inside a page, and XML."""

from __future__ import annotations

import re

import msgspec

_ENCODER = msgspec.json.Encoder()
_IN_SCRIPT = (
    *(("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")),
    *(("\u2028", "\\u2028"), ("\u2029", "\\u2029")),
)
_FORBIDDEN = (*(code for code in range(32) if code not in (9, 10, 13)), 0xFFFE, 0xFFFF)
_XML: dict[int, str] = {
    **dict.fromkeys(_FORBIDDEN, "\ufffd"),
    **{ord(c): f"&#{ord(c)};" for c in "&<>\"'"},
}


_SPECIAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff&<>\"']")


def script_json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = _ENCODER.encode(value).decode()
    for character, escape in _IN_SCRIPT:  # ten times as fast as str.translate
        text = text.replace(character, escape)
    return text


def xml(text: str) -> str:
    """Text for XML 1.0 content or attributes; characters that XML forbids become U+FFFD."""
    return text.translate(_XML) if _SPECIAL.search(text) else text


_C0 = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")


def clean(page: bytes) -> bytes:
    """The page without the control characters that HTML forbids. On bytes, since that takes 20 µs
    and not a millisecond: in UTF-8 no other character contains them."""
    page = page.translate(None, _C0)
    return _NO_CHARACTER.sub(b"", _C1.sub(b"", page))
