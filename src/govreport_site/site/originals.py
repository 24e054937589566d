"""Which stored originals are published, and under what name."""

from __future__ import annotations

from govreport_site.archive import Entry
from govreport_site.site.settings import Settings


def publishes_original(settings: Settings, entry: Entry) -> bool:
    """Whether the untouched bytes may stand beside the page."""
    if entry.original is None or settings.originals == "none":
        return False
    return settings.originals == "all" or not entry.personal


_INERT = (".txt", ".pdf", ".docx", ".doc", ".wps", ".bin")
"""Endings that a browser shows as text, in a viewer of its own, or not at all."""


def published_name(original: str) -> str:
    """Name of a stored original on the site: what a browser would run is published as text.

    A stored page is another author's: opened under its own ending it would run its scripts as
    ours, wherever the host does not send the headers that forbid it.
    """
    return original if original.lower().endswith(_INERT) else f"{original}.txt"
