"""Plain text as Markdown that shows exactly that text, and back again."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_<>\[\]&~|]")
_LINE_START = re.compile(r"(?m)^(?:([#+=-])|(\d{1,9})([.)]))")
_EDGE_SPACE = re.compile(r"(?m)^[ \t]+|[ \t]+$")
_ESCAPED = re.compile(r"\\([\\`*_<>\[\]&~|#+=.)^-])|&#(\d{1,3});|<br>|\\\n")
_HIDDEN_LINE_END = re.compile("\\A\n+|\n+\\Z|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def escape(text: str) -> str:
    """Markdown source that renders as this text; its line ends become hard breaks."""
    inline = _INLINE.sub(r"\\\g<0>", text)
    marked = _LINE_START.sub(_escape_start, inline)
    spaced = _EDGE_SPACE.sub(_as_references, marked)
    visible = _HIDDEN_LINE_END.sub(_as_references, spaced)
    return visible.replace("\n\n", "\n&#10;").replace("\n", "\\\n")


def escape_cell(text: str) -> str:
    """The same for one cell of a pipe table, which must stay on its line."""
    inline = _INLINE.sub(r"\\\g<0>", text)
    if inline in {"^", "-"}:
        inline = "\\" + inline
    spaced = re.sub(r"^[ \t]+|[ \t]+$", _as_references, inline)
    return _HIDDEN_LINE_END.sub(_as_references, spaced).replace("\n", "<br>")


def unescape(markdown: str) -> str:
    """The text that `escape` or `escape_cell` was given."""
    return _ESCAPED.sub(_unescape_one, markdown)


def _unescape_one(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    return chr(int(match[2])) if match[2] else "\n"


def _escape_start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _as_references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match[0])
