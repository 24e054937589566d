"""The reports/ folder as a shelf: what stands on it, and putting one more report there.

Nothing on the shelf is ever overwritten by an import: the same bytes are known by their digest,
other bytes of the same body, year and kind become a new version, and `renew` leaves alone every
report file that a person has edited.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from govreport_site.errors import storage_errors
from govreport_site.model import Origin, Report, SourceFile
from govreport_site.reportfile import manifest, stamp_of, store, write_report
from govreport_site.reportfile.address import folder_of, original_name, stem_of

Outcome = Literal["imported", "new-version", "known", "renewed", "unchanged", "edited"]

_ORIGIN = re.compile(rb'^origin: \{.*?"sha256": "([0-9a-f]{64})".*$', re.M)
_NAME = re.compile(rb'"file": "([^"/\\]+)"')
_URL = re.compile(rb'"url": ("(?:[^"\\]|\\.)*")')
_HEAD = 400_000
"""Bytes of a report file that are searched for its origin: it stands before the long lists."""


class Filed(Struct, frozen=True):
    """What became of one report."""

    outcome: Outcome
    path: str
    """Report file relative to the archive: `reports/…/2016-annual.md`."""
    same_url: str | None = None
    """Another report file that names the same address as its source."""


class Shelf(Struct):
    """The report files of an archive, known by the digests of their originals."""

    archive: Path
    dry_run: bool = False
    originals: dict[str, str] = field(default_factory=dict)
    """sha256 of an original → report file."""
    urls: dict[str, str] = field(default_factory=dict)
    """Source address → report file."""
    taken: set[str] = field(default_factory=set)
    """Report files that a dry run would have made."""
    recorded: dict[str, str] = field(default_factory=dict)
    """The list of digests, path below reports/ → sha256."""
    as_listed: dict[str, str] = field(default_factory=dict)
    """The same as it stands on disk."""

    @classmethod
    def open(cls, archive: Path, *, dry_run: bool = False) -> Shelf:
        """The shelf as it stands now. A file that is no report file is passed over here; `govreport
        check` tells of it. Raises IntegrityError when the list of digests is damaged."""
        listed = manifest.read(archive / "reports")
        shelf = cls(archive, dry_run, recorded=dict(listed), as_listed=listed)
        if not dry_run:
            shelf._clear()
        for path in shelf.report_files():
            shelf._note(path)
            if path.relative_to(archive / "reports").as_posix() not in listed:
                shelf._adopt(path)
        return shelf

    def _clear(self) -> None:
        """Remove what a killed import had begun to write. Raises StorageError."""
        with storage_errors():
            for left in self._files(lambda name: name.endswith(store.PENDING)):
                left.unlink(missing_ok=True)

    def _adopt(self, path: Path) -> None:
        """List a report that an interrupted import wrote but did not come to list: its own stamp
        proves it. One that a person wrote is listed when `govreport verify --accept` says so."""
        data = path.read_bytes()
        match = _ORIGIN.search(data[:_HEAD])
        if match is None or stamp_of(data.decode("utf-8", "replace")).edited:
            return
        if name := _NAME.search(match[0]):
            original = path.with_name(name[1].decode("utf-8", "replace"))
            if original.is_file() and manifest.digest_of(original) == match[1].decode():
                self._record(original, match[1].decode())
                self._record(path, hashlib.sha256(data).hexdigest())

    def _record(self, path: Path, digest: str) -> None:
        self.recorded[path.relative_to(self.archive / "reports").as_posix()] = digest

    def settle(self) -> None:
        """Write the list of digests when it has changed. Raises StorageError."""
        if self.recorded != self.as_listed and not self.dry_run:
            manifest.write(self.archive / "reports", self.recorded)
            self.as_listed = dict(self.recorded)

    def report_files(self) -> Iterator[Path]:
        """Every report file, in the order of paths."""
        yield from self._files(_is_report)

    def _files(self, select: Callable[[str], bool]) -> Iterator[Path]:
        reports = self.archive / "reports"
        for path in manifest.files_below(reports) if reports.is_dir() else ():
            if select(path.rpartition("/")[2]):
                yield reports / path

    def _note(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if match := _ORIGIN.search(head):
            name = path.relative_to(self.archive).as_posix()
            self.originals.setdefault(match[1].decode(), name)
            if url := _URL.search(match[0]):
                self.urls.setdefault(url[1].decode("utf-8", "replace").strip('"'), name)

    def holds(self, data: bytes) -> str | None:
        """The report file made from exactly these bytes, if there is one."""
        return self.originals.get(hashlib.sha256(data).hexdigest())

    def file(
        self, report: Report, source: SourceFile, media_type: str, encoding: str | None
    ) -> Filed:
        """Put a report and its original on the shelf. Raises StorageError."""
        digest = hashlib.sha256(source.data).hexdigest()
        if known := self.originals.get(digest):
            return Filed("known", known)
        folder = self.archive.joinpath("reports", *folder_of(report))
        version = 1
        while True:
            stem = stem_of(report, version)
            origin = Origin(
                original_name(stem, media_type),
                digest,
                len(source.data),
                media_type,
                encoding,
                source.url,
                source.retrieved,
                source.name.replace("\\", "/").rsplit("/", 1)[-1],
            )
            if self._put(folder / f"{stem}.md", replace(report, origin=origin), source.data):
                break
            version += 1
        name = (folder / f"{stem}.md").relative_to(self.archive).as_posix()
        self.originals[digest] = name
        same_url = self.urls.setdefault(source.url, name) if source.url else name
        return Filed(
            "imported" if version == 1 else "new-version",
            name,
            same_url if same_url != name else None,
        )

    def _put(self, path: Path, report: Report, data: bytes) -> bool:
        """Write original and report unless the name is taken; the original first, so that a crash
        between them leaves nothing that points at nothing."""
        assert report.origin is not None
        if path.exists() or str(path) in self.taken:
            return False
        original = path.with_name(report.origin.file)
        if self.dry_run:
            self.taken.add(str(path))
            return True
        text = write_report(report).encode("utf-8")
        if not store.write_new(original, data) or not store.write_new(path, text):
            return False
        self._record(original, report.origin.sha256)
        self._record(path, hashlib.sha256(text).hexdigest())
        return True

    def renew(self, path: Path, report: Report, origin: Origin) -> Filed:
        """Write a report file again from a new reading of its original, unless it was edited."""
        name = path.relative_to(self.archive).as_posix()
        before = path.read_text(encoding="utf-8")
        if stamp_of(before).edited or "\nredactions:\n" in before:
            return Filed("edited", name)
        after = write_report(replace(report, origin=origin))
        if after == before:
            return Filed("unchanged", name)
        if not self.dry_run:
            store.replace(path, after.encode("utf-8"))
            self._record(path, hashlib.sha256(after.encode("utf-8")).hexdigest())
        return Filed("renewed", name)


def _is_report(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".") and ".original" not in name
