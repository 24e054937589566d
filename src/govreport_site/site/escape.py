"""Escapes for the sinks that are not HTML text: JSON inside a page, and XML."""

from __future__ import annotations

import msgspec

_ENCODER = msgspec.json.Encoder()
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_FORBIDDEN = (*(code for code in range(32) if code not in (9, 10, 13)), 0xFFFE, 0xFFFF)
_XML: dict[int, str] = {
    **dict.fromkeys(_FORBIDDEN, "\ufffd"),
    **{ord(c): f"&#{ord(c)};" for c in "&<>\"'"},
}


def script_json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return _ENCODER.encode(value).decode().translate(_IN_SCRIPT)


def xml(text: str) -> str:
    """Text for XML 1.0 content or attributes; characters that XML forbids become U+FFFD."""
    return text.translate(_XML)
