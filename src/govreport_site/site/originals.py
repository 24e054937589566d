"""Which stored originals are published."""

from __future__ import annotations

from govreport_site.archive import Entry
from govreport_site.site.settings import Settings


def publishes_original(settings: Settings, entry: Entry) -> bool:
    """Whether the untouched bytes may stand beside the page."""
    if entry.original is None or settings.originals == "none":
        return False
    return settings.originals == "all" or not entry.personal
