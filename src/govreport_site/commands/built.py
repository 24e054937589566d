"""Every file of the built site with its digest, as the last build recorded them."""

from __future__ import annotations

from pathlib import Path

from govreport_site.build import ledger
from govreport_site.commands.indexing import index_files


def built_files(govreport: Path) -> dict[str, str]:
    """Path below the site → sha256; empty when nothing was built."""
    pages = {path: digest.hex() for path, digest in ledger.outputs(govreport)}
    return {**pages, **index_files(govreport)} if pages else {}
