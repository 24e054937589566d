"""Every file of the built site with its digest, as the last build recorded them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from govreport_site.build import ledger, outputs_list
from govreport_site.build.paths import OWN_LIST
from govreport_site.commands.indexing import index_files


def built_files(govreport: Path) -> dict[str, str]:
    """Path below the site → sha256; empty when nothing was built."""
    pages = {path: digest.hex() for path, digest in ledger.outputs(govreport)}
    return {**pages, **index_files(govreport)} if pages else {}


def files_to_verify(govreport: Path) -> dict[str, str]:
    """The same with the site's own list of its pages, which is not published."""
    pages = [path for path, _ in ledger.outputs(govreport)]
    if not pages:
        return {}
    own = hashlib.sha256(outputs_list.text(pages)).hexdigest()
    return {**built_files(govreport), OWN_LIST: own}
