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
    """Makes the row of a report file, for `build.sources.refresh`."""

    policy: PrivacyPolicy
    context: bytes = b""
    """Digest of the program and the policy."""
    spool: Path | None = None
    """Where the search's texts are put aside, if they are wanted."""

    def __call__(self, path: Path, data: bytes) -> bytes:
        # Only here: reading and the rules are needed for a changed report, not to start a build.
        from govreport_site.commands.loading import row_of

        address = path.as_posix().removesuffix(".md")
        digest = hashlib.sha256(data).hexdigest()
        row, text = row_of(data, address, digest, self.policy, searched=self.spool is not None)
        if self.spool is not None and text:
            from govreport_site.commands import spooling

            spooling.put(self.spool, spooling.key_of(address, digest, self.context), text)
        return row
