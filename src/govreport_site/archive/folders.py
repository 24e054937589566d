"""The collection: all reports, and the tree of places that they hang in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from govreport_site.archive.entry import Entry

UNPLACED = "unplaced"
"""Folder of the reports whose place is not known."""

FolderKind = Literal["place", "body", "unplaced"]


class Folder(Struct):
    """A place or a body: one segment of the addresses."""

    path: str
    name: str
    kind: FolderKind
    children: list[Folder]
    """Folders directly below, by path."""
    reports: list[Entry]
    """Reports filed directly here, oldest year first."""
    counts: dict[int | None, int]
    """Year → number of reports here and below."""
    flagged: int = 0
    """Number of reports here and below with something to look at."""
    latest: Entry | None = None
    """The report here or below that decides the name: the first by path of the latest year."""

    @property
    def slug(self) -> str:
        """Last segment of the path."""
        return self.path.rpartition("/")[2]

    @property
    def total(self) -> int:
        """Number of reports here and below."""
        return sum(self.counts.values())

    @property
    def years(self) -> tuple[int, ...]:
        """Years with reports here or below, oldest first."""
        return tuple(sorted(year for year in self.counts if year is not None))

    def below(self) -> Iterator[Entry]:
        """Every report here and below, by path."""
        yield from self.reports
        for child in self.children:
            yield from child.below()


class Archive:
    """All reports and the folders they stand in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=lambda entry: entry.path))
        """By path."""
        self.folders: dict[str, Folder] = {}
        """Path → folder, for every prefix of every report's path."""
        self.top: list[Folder] = []
        """Folders without a parent: provinces, and `unplaced` when there are such reports."""
        for entry in self.entries:
            self._folder(entry.folder).reports.append(entry)
        # The longest paths first: what is below a folder is complete before it is added to it.
        for path in sorted(self.folders, reverse=True):
            _complete(self.folders[path])
        self.top.sort(key=lambda folder: folder.path)

    def _folder(self, path: str) -> Folder:
        found = self.folders.get(path)
        if found is not None:
            return found
        made = Folder(path, path.rpartition("/")[2], "body", [], [], {})
        self.folders[path] = made
        parent = path.rpartition("/")[0]
        (self._folder(parent).children if parent else self.top).append(made)
        return made

    def trail(self, path: str) -> tuple[Folder, ...]:
        """The folders from the province down to `path` itself."""
        parts = path.split("/")
        return tuple(self.folders["/".join(parts[: n + 1])] for n in range(len(parts)))

    @cached_property
    def years(self) -> dict[int, list[Entry]]:
        """Year → its reports by path, oldest year first."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            if entry.year is not None:
                found.setdefault(entry.year, []).append(entry)
        return dict(sorted(found.items()))

    @cached_property
    def by_path(self) -> dict[str, Entry]:
        """Path → report."""
        return {entry.path: entry for entry in self.entries}

    @cached_property
    def unplaced(self) -> tuple[Entry, ...]:
        """Reports whose place is not known."""
        return tuple(e for e in self.entries if e.path.split("/", 1)[0] == UNPLACED)


def _complete(folder: Folder) -> None:
    """Puts the folder in order, and adds up what is in it and below."""
    folder.children.sort(key=lambda child: child.path)
    folder.reports.sort(key=lambda entry: (entry.year or 0, entry.path))
    counts = folder.counts
    for entry in folder.reports:
        counts[entry.year] = counts.get(entry.year, 0) + 1
        folder.flagged += entry.state != "read"
    for child in folder.children:
        folder.flagged += child.flagged
        for year, count in child.counts.items():
            counts[year] = counts.get(year, 0) + count
    below = (child.latest for child in folder.children if child.latest is not None)
    folder.latest = min((*folder.reports, *below), key=_latest_first)
    folder.name, folder.kind = _name_and_kind(folder.path, folder.latest)


def _latest_first(entry: Entry) -> tuple[int, str]:
    return -(entry.year or 0), entry.path


def _name_and_kind(path: str, entry: Entry) -> tuple[str, FolderKind]:
    """A folder that the unit's own address covers is a place; one below it is a body there."""
    parts = tuple(path.split("/"))
    if parts[0] == UNPLACED:
        return (parts[-1] if len(parts) > 1 else UNPLACED), "unplaced"
    if entry.slugs[: len(parts)] == parts:
        return entry.names[len(parts) - 1], "place"
    own = path == entry.folder
    return (entry.issuer if own and entry.issuer else parts[-1]), "body"
