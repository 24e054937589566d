"""Changed reports → the full-text index."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from govreport_site.archive import Entry
from govreport_site.build.sources import SourceScan
from govreport_site.build.targets import fingerprint
from govreport_site.commands.loading import publishable
from govreport_site.commands.scanning import LEDGER, entries_of
from govreport_site.config import PrivacyPolicy
from govreport_site.search import IndexStats, SearchRecord, SearchSource, write_index
from govreport_site.site.searchable import search_record


def write_index_of(
    archive: Path, policy: PrivacyPolicy, scan: SourceScan, code: bytes, clean: bool
) -> IndexStats:
    """Bring the index to what the reports are; what was written and removed."""
    context = policy.encode() + code
    sources = (
        SearchSource(
            url=f"{entry.path}/",
            digest=fingerprint(entry.digest.encode(), context).hex(),
            place_slugs=entry.slugs,
            year=entry.year,
            load=partial(_load, archive / "reports", policy, entry),
        )
        for entry in entries_of(scan)
        if not entry.withdrawn
    )
    return write_index(sources, archive / "site", cache=archive / LEDGER / "search", clean=clean)


def _load(reports: Path, policy: PrivacyPolicy, entry: Entry) -> SearchRecord:
    data = (reports / f"{entry.path}.md").read_bytes()
    report = publishable(data, f"reports/{entry.path}.md", policy)
    return search_record(entry, report)
