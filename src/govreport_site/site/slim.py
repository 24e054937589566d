"""The theme's scripts as they are shipped: without indentation and comments."""

from __future__ import annotations


def slim(script: bytes) -> bytes:
    """The script without what only its readers need: a fifth less to download. Line ends stay, so
    that no statement runs into the next. Unchanged where a line cannot be judged by itself: with a
    comment or a template that may go over several lines."""
    lines = script.decode("utf-8").split("\n")
    if any(line.count("`") % 2 or "/*" in line or line.endswith("\\") for line in lines):
        return script
    kept = (line.strip() for line in lines)
    return "".join(f"{line}\n" for line in kept if line and not line.startswith("//")).encode()
