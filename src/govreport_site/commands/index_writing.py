"""Changed reports → the full-text index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from govreport_site.build.executor import Executor
from govreport_site.build.sources import SourceScan
from govreport_site.commands import spooling
from govreport_site.commands.loading import row_of
from govreport_site.commands.scanning import LEDGER, entries_of
from govreport_site.commands.spooling import CACHE, SPOOL
from govreport_site.config import PrivacyPolicy
from govreport_site.search.index import update_index, write_index
from govreport_site.search.records import Change, SearchSource
from govreport_site.search.texts import unpacked


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
        spooling.clear(self._spool)

    def update(self, scan: SourceScan) -> None:
        """The index is as the scan before this one was: look at what that one changed only."""
        unreadable = {problem.path for problem in scan.problems}
        touched = [_address(path) for path in (*scan.added, *scan.changed, *scan.removed)]
        there = [_address(p) for p in (*scan.added, *scan.changed) if p not in unreadable]
        spooled = spooling.texts(self._spool)
        change = Change(
            [source for address in there if (source := self._look(address, spooled))],
            [f"{address}/" for address in touched], self._load, partial(self._sources, scan),
        )  # fmt: skip
        update_index(
            change, self.archive / "site", cache=self._cache,
            executor=self.executor, inputs=self.inputs,
        )  # fmt: skip
        spooling.clear(self._spool)

    @property
    def _cache(self) -> Path:
        return self.archive / LEDGER / CACHE

    @property
    def _spool(self) -> Path:
        return self.archive / LEDGER / SPOOL

    def _sources(self, scan: SourceScan) -> Iterator[SearchSource]:
        spooled = spooling.texts(self._spool)
        read = partial(_read, self.archive / "reports", self.policy)
        for entry in entries_of(scan):
            if not entry.withdrawn:
                digest = self._digest(entry.path, entry.digest)
                load = spooled.get(digest) or partial(read, entry.path)
                yield SearchSource(f"{entry.path}/", digest.hex(), entry.slugs, entry.year, load)

    def _digest(self, address: str, file: str) -> bytes:
        return spooling.key_of(address, file, self.context)

    def _look(self, address: str, spooled: Mapping[bytes, spooling.Spooled]) -> SearchSource | None:
        """A report as it is now; None for one that is withdrawn."""
        data = (self.archive / f"reports/{address}.md").read_bytes()
        digest = self._digest(address, hashlib.sha256(data).hexdigest())
        text = spooled[digest]() if digest in spooled else _text(data, address, self.policy)
        if not text:
            return None
        record = unpacked(text)
        return SearchSource(
            record.url, digest.hex(), record.place_slugs, record.year, partial(bytes, text)
        )

    def _load(self, url: str) -> bytes:
        return _read(self.archive / "reports", self.policy, url.removesuffix("/"))


def _address(path: str) -> str:
    return path.removesuffix(".md")


def _read(reports: Path, policy: PrivacyPolicy, address: str) -> bytes:
    """What the index is told of the report at an address."""
    return _text((reports / f"{address}.md").read_bytes(), address, policy)


def _text(data: bytes, address: str, policy: PrivacyPolicy) -> bytes:
    return row_of(data, address, hashlib.sha256(data).hexdigest(), policy, searched=True)[1]
