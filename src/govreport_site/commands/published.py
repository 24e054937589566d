"""What was last published: which version of each report the public can read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from govreport_site.reportfile import store

_NAME = "published.json"


def read(ledger: Path) -> dict[str, str] | None:
    """Address of each published report → digest of its file; None when never published here."""
    try:
        data = (ledger / _NAME).read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(data, type=dict[str, str])


def write(ledger: Path, reports: Mapping[str, str]) -> None:
    """Remember what was published. Raises StorageError."""
    store.replace(ledger / _NAME, msgspec.json.encode(dict(reports)))
