"""The collection: one light row a report, and the tree of places that the rows hang in.

A row holds what lists, navigation, charts and tables need, about a kilobyte, so that memory and
time do not grow with the text. Rows and tree are rebuilt on every run; nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import msgspec

from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Kind,
    Level,
    Mark,
    Match,
    Paragraph,
    Report,
    Row,
    Statistics,
    Unit,
    Unreadable,
    Unrecoverable,
)

UNPLACED = "unplaced"
"""Folder of the reports whose place is not known."""

State = Literal["read", "flagged", "unreadable"]

Cell = int | str | Mapping[str, str]
"""A count; an amount as its decimal digits, or a mark as printed; `{"unreadable": text}`."""
Told = Mapping[str, Mapping[str, Sequence[Cell]]]
"""Table → row → cells. Rows and tables that could not be recovered are left out."""
Total = int | str | None
"""A count; an amount as its decimal digits or a mark as printed; None when not printed."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One report, light. A Struct because 50,000 of them are decoded at every start: 12 times
    faster than a dataclass, and unseen by the garbage collector."""

    path: str
    """Address below the root and file below reports/: `fujian/xiamen/2016-annual`."""
    digest: str
    """sha256 of the report file, hexadecimal."""
    title: str
    kind: Kind
    year: int | None
    issuer: str | None
    level: Level | None
    match: Match
    slugs: tuple[str, ...]
    """Address segments of the unit, province first; empty when not placed."""
    names: tuple[str, ...]
    """Names of the units that `slugs` stand for."""
    levels: str
    """A letter for each name: p province, f prefecture, c county, t township, z zone."""
    mca: str | None
    nbs: str | None
    published: str | None
    signed: str | None
    generated: str | None
    retrieved: str | None
    url: str | None
    index_number: str | None
    document_number: str | None
    form: FormId | None
    statistics: bytes
    """The cells, packed: see `told`. Empty when the report prints none. Half a kilobyte, where
    unpacked cells take four."""
    characters: int
    """Length of the body's paragraphs."""
    unreadable: int
    """Cells, rows and tables that are printed but could not be read."""
    findings: tuple[Finding, ...]
    """What the checks found, passes left out."""
    passed: int
    """Number of checks that passed."""
    repairs: int
    personal: bool
    """True when the original holds personal data."""
    original: str | None
    """Name of the stored original beside the report file."""

    @property
    def folder(self) -> str:
        """Path of the body's folder: `fujian/xiamen`."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Last segment: `2016-annual`."""
        return self.path.rpartition("/")[2]

    @property
    def state(self) -> State:
        """How well the report was read, the worst first."""
        if self.unreadable:
            return "unreadable"
        worst = {f.severity for f in self.findings if f.verdict == "fail"}
        return "flagged" if worst & {"error", "warning"} else "read"

    @property
    def date(self) -> str | None:
        """The day that orders it among others: published, else signed, else generated."""
        return self.published or self.signed or self.generated

    def told(self) -> Told:
        """The statistics, unpacked."""
        return _UNPACK.decode(self.statistics) if self.statistics else {}


_UNPACK = msgspec.msgpack.Decoder(dict[str, dict[str, list[int | str | dict[str, str]]]])
_PACK = msgspec.msgpack.Encoder(decimal_format="string")


def total(told: Told, table: str, row: str, column: int) -> Total:
    """One cell by its column's position, -1 being the last; None when not printed or unreadable."""
    cells = told.get(table, {}).get(row, ())
    if not -1 <= column < len(cells) or not cells:
        return None
    cell = cells[column]
    return cell if isinstance(cell, int | str) else None


def entry_of(report: Report, path: str, digest: str, findings: tuple[Finding, ...] = ()) -> Entry:
    """The light row of a report that is filed at `path`."""
    unit = report.place.unit
    names, levels, slugs = _chain(unit) if unit is not None else ((), "", ())
    return Entry(
        path=path,
        digest=digest,
        title=report.title,
        kind=report.kind,
        year=report.year,
        issuer=report.issuer,
        level=report.level,
        match=report.place.match,
        slugs=slugs,
        names=names,
        levels=levels,
        mca=unit.codes.mca if unit else None,
        nbs=unit.codes.nbs if unit else None,
        published=report.published.value,
        signed=report.signed.value,
        generated=report.generated.value,
        retrieved=report.origin.retrieved if report.origin else None,
        url=report.origin.url if report.origin else None,
        index_number=report.index_number,
        document_number=report.document_number,
        form=report.statistics.form if report.statistics else None,
        statistics=_packed(report.statistics),
        characters=_characters(report),
        unreadable=_unreadable(report.statistics),
        findings=tuple(f for f in findings if f.verdict in ("fail", "uncertain")),
        passed=sum(f.verdict == "pass" for f in findings),
        repairs=len(report.repairs),
        personal=any(contact.personal for contact in report.contacts),
        original=report.origin.file if report.origin else None,
    )


def _chain(unit: Unit) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Names, their levels, and slugs, as many of each: an address may name more than the unit."""
    chain = zip(
        "pfctz",
        (unit.province, unit.prefecture, unit.county, unit.township, unit.zone),
        strict=True,
    )
    named = [(level, name) for level, name in chain if name]
    count = min(len(named), len(unit.slugs))
    names = tuple(name for _, name in named[:count])
    return names, "".join(level for level, _ in named[:count]), unit.slugs[:count]


def _packed(statistics: Statistics | None) -> bytes:
    if statistics is None:
        return b""
    return _PACK.encode(
        {
            key: {
                row: [_plain(cell) for cell in cells]
                for row, cells in table.items()
                if not isinstance(cells, Unrecoverable)
            }
            for key, table in statistics.tables.items()
            if not isinstance(table, Unrecoverable)
        }
    )


def _plain(cell: CellValue) -> object:
    match cell:
        case Count(value):
            return value
        case Mark(printed):
            return printed
        case Unreadable(text):
            return {"unreadable": text}


def _unreadable(statistics: Statistics | None) -> int:
    if statistics is None:
        return 0
    tables = statistics.tables.values()
    lost = sum(isinstance(table, Unrecoverable) for table in tables)
    rows = (row for table in tables if isinstance(table, Mapping) for row in table.values())
    return lost + sum(_unreadable_cells(row) for row in rows)


def _unreadable_cells(row: Row) -> int:
    if isinstance(row, Unrecoverable):
        return 1
    return sum(type(cell) is Unreadable for cell in row)


def _characters(report: Report) -> int:
    blocks = (block for section in report.sections for block in section.blocks)
    return sum(len(block.text) for block in blocks if isinstance(block, Paragraph))


FolderKind = Literal["place", "body", "unplaced"]


@dataclass(slots=True)
class Folder:
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
    named: int = -1
    """Year of the report that the name was taken from: the latest one decides."""

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
            self._file(entry)
        for folder in self.folders.values():
            folder.children.sort(key=lambda child: child.path)
            folder.reports.sort(key=lambda entry: (entry.year or 0, entry.path))
        self.top.sort(key=lambda folder: folder.path)

    def _file(self, entry: Entry) -> None:
        flagged = entry.state != "read"
        year = entry.year or 0
        folder = self._folder(entry.folder)
        folder.reports.append(entry)
        while True:
            folder.counts[entry.year] = folder.counts.get(entry.year, 0) + 1
            folder.flagged += flagged
            if year > folder.named:
                folder.named = year
                folder.name, folder.kind = _name_and_kind(folder.path, entry)
            path = folder.path.rpartition("/")[0]
            if not path:
                return
            folder = self.folders[path]

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


def _name_and_kind(path: str, entry: Entry) -> tuple[str, FolderKind]:
    """A folder that the unit's own address covers is a place; one below it is a body there."""
    parts = tuple(path.split("/"))
    if parts[0] == UNPLACED:
        return (parts[-1] if len(parts) > 1 else UNPLACED), "unplaced"
    if entry.slugs[: len(parts)] == parts:
        return entry.names[len(parts) - 1], "place"
    own = path == entry.folder
    return (entry.issuer if own and entry.issuer else parts[-1]), "body"
