"""What makes the light row of a changed report file; nothing else is needed to start a build."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from govreport_site.config import PrivacyPolicy


def is_report_file(path: str) -> bool:
    """True for the relative path of a report file; originals and hidden files are none."""
    name = path.rpartition("/")[2]
    return name.endswith(".md") and not name.startswith(".") and ".original" not in name


class RowMaker(Struct, frozen=True):
    """Makes the light row of a report file, for `build.sources.refresh`."""

    policy: PrivacyPolicy

    def __call__(self, path: Path, data: bytes) -> bytes:
        # Only here: reading and the rules are needed for a changed report, not to start a build.
        from govreport_site.commands.loading import row_of

        address = path.as_posix().removesuffix(".md")
        return row_of(data, address, hashlib.sha256(data).hexdigest(), self.policy)
