"""Changed reports → the full-text index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from govreport_site.archive import Entry, entry_of
from govreport_site.build.executor import Executor
from govreport_site.build.sources import SourceScan
from govreport_site.build.targets import fingerprint
from govreport_site.checks import findings_of
from govreport_site.commands.indexing import CACHE
from govreport_site.commands.loading import publishable
from govreport_site.commands.scanning import LEDGER, entries_of
from govreport_site.config import PrivacyPolicy
from govreport_site.search.index import update_index, write_index
from govreport_site.search.records import Change, SearchRecord, SearchSource
from govreport_site.site.searchable import search_record


class Writer(Struct, frozen=True):
    """Brings the index of one archive to what its reports are."""

    archive: Path
    policy: PrivacyPolicy
    context: bytes
    """Digest of all but its file that decides what a report says: the program, the policy."""
    inputs: str
    """What the index is made of, to be noted in it."""
    executor: Executor

    def write(self, scan: SourceScan, clean: bool) -> None:
        """Compare every report with what the index holds."""
        write_index(
            self._sources(scan), self.archive / "site", cache=self._cache,
            executor=self.executor, clean=clean, inputs=self.inputs,
        )  # fmt: skip

    def update(self, scan: SourceScan) -> None:
        """The index is as the scan before this one was: look at what that one changed only."""
        unreadable = {problem.path for problem in scan.problems}
        touched = (*scan.added, *scan.changed, *scan.removed)
        there = (path for path in (*scan.added, *scan.changed) if path not in unreadable)
        came = [found for path in there if (found := self._look(_address(path))) is not None]
        change = Change(
            came, [f"{_address(path)}/" for path in touched], self._load,
            partial(self._sources, scan),
        )  # fmt: skip
        update_index(
            change, self.archive / "site", cache=self._cache,
            executor=self.executor, inputs=self.inputs,
        )  # fmt: skip

    @property
    def _cache(self) -> Path:
        return self.archive / LEDGER / CACHE

    @property
    def _reports(self) -> Path:
        return self.archive / "reports"

    def _sources(self, scan: SourceScan) -> Iterator[SearchSource]:
        load = partial(_load, self._reports, self.policy)
        return (
            _source(entry, self.context, partial(load, entry))
            for entry in entries_of(scan)
            if not entry.withdrawn
        )

    def _look(self, address: str) -> SearchSource | None:
        """A report read here and now; None for one that is withdrawn."""
        data = (self._reports / f"{address}.md").read_bytes()
        report = publishable(data, f"reports/{address}.md", self.policy)
        digest = hashlib.sha256(data).hexdigest()
        entry = entry_of(report, address, digest, findings_of(report))
        if entry.withdrawn:
            return None
        return _source(entry, self.context, partial(search_record, entry, report))

    def _load(self, url: str) -> SearchRecord:
        found = self._look(url.removesuffix("/"))
        if found is None:
            raise LookupError(f"{url}: withdrawn, and yet in the index")
        record = found.load()
        assert isinstance(record, SearchRecord)
        return record


def _address(path: str) -> str:
    return path.removesuffix(".md")


def _source(entry: Entry, context: bytes, load: partial[SearchRecord]) -> SearchSource:
    return SearchSource(
        url=f"{entry.path}/",
        digest=fingerprint(entry.digest.encode(), context).hex(),
        place_slugs=entry.slugs,
        year=entry.year,
        load=load,
    )


def _load(reports: Path, policy: PrivacyPolicy, entry: Entry) -> SearchRecord:
    data = (reports / f"{entry.path}.md").read_bytes()
    return search_record(entry, publishable(data, f"reports/{entry.path}.md", policy))
