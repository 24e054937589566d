"""One light row a report: what lists, navigation, charts and exports need, about a kilobyte."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from govreport_site.archive.claims import Claim, claims_of, packed_claims
from govreport_site.archive.quantities import QUANTITIES, Told, Total, quantities, total
from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    FormId,
    Heading,
    Kind,
    Level,
    Mark,
    Match,
    Paragraph,
    Report,
    Row,
    Section,
    Statistics,
    Table,
    Unit,
    Unreadable,
    Unrecoverable,
)
from govreport_site.reference.topics import topics_in

State = Literal["read", "flagged", "unreadable"]


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False, kw_only=True):
    """One report, light. Unseen by the garbage collector: there are as many as reports."""

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
    totals: tuple[Total, ...]
    """In the order of `QUANTITIES`; empty when the report prints no statistics."""
    claims: bytes
    """The counts claimed in prose, packed: see `claimed`. b"" for none."""
    characters: int
    """Length of the body's paragraphs."""
    unreadable: int
    """Cells, rows and tables that are printed but could not be read."""
    findings: bytes
    """What the checks found in the report by itself, packed: see `found`. b"" for nothing.
    Compressed, since what names forty contradictions by their cells takes 26 KB."""
    over_years: bytes
    """What was found in it beside other reports, the year before above all, packed likewise."""
    codes: str
    """Codes of all that was found, each once, parted by spaces."""
    remarks: int
    """Number of findings."""
    failed: bool
    """Whether a finding fails, and weighs more than a remark."""
    passed: int
    """Number of checks that passed."""
    repairs: int
    personal: bool
    """True when the original holds personal data."""
    original: str | None
    """Name of the stored original beside the report file; None when it must not be published."""
    withdrawn: bool
    """True when only a tombstone is left of the report."""
    topics: bytes
    """Numbers of the topics that the text mentions, as in `reference.topics`."""

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
        return "flagged" if self.failed else "read"

    @property
    def date(self) -> str | None:
        """The day that orders it among others: published, else signed, else generated."""
        return self.published or self.signed or self.generated

    def found(self) -> tuple[Finding, ...]:
        """What the checks found, passes left out."""
        return (*_unpacked(self.findings), *_unpacked(self.over_years))

    def told(self) -> Told:
        """The statistics, unpacked."""
        return _UNPACK.decode(self.statistics) if self.statistics else {}

    def claimed(self) -> Iterator[Claim]:
        """The counts claimed in prose, unpacked."""
        return claims_of(self.claims)

    def quantity(self, key: str) -> Total:
        """One of `QUANTITIES`; None when not printed."""
        return self.totals[_AT[key]] if self.totals else None

    def total(self, table: str, row: str, column: int) -> Total:
        """One cell; whoever asks for several unpacks once with `told`."""
        return total(self.told(), table, row, column)


_AT = {key: index for index, (key, _) in enumerate(QUANTITIES)}
_UNPACK = msgspec.msgpack.Decoder(dict[str, dict[str, list[int | str | dict[str, str]]]])
_FOUND = msgspec.msgpack.Decoder(tuple[Finding, ...])
_PACK = msgspec.msgpack.Encoder(decimal_format="string")


class Outcome(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What some checks say of a report, as its row keeps it."""

    found: bytes
    """Findings that are no passes, packed; b"" for none."""
    codes: str
    remarks: int
    failed: bool
    passed: int


_QUICK = 1
"""zlib's level 1: of forty findings it leaves a tenth."""


def _packed_findings(findings: Sequence[Finding]) -> bytes:
    return zlib.compress(_PACK.encode(findings), _QUICK) if findings else b""


def _unpacked(packed: bytes) -> tuple[Finding, ...]:
    return _FOUND.decode(zlib.decompress(packed)) if packed else ()


def outcome_of(findings: Sequence[Finding]) -> Outcome:
    """The findings as a row keeps them."""
    wrong = [f for f in findings if f.verdict in ("fail", "uncertain")]
    return Outcome(
        found=_packed_findings(wrong),
        codes=" ".join(sorted({f.code for f in wrong})),
        remarks=len(wrong),
        failed=any(f.verdict == "fail" and f.severity in _WEIGHTY for f in wrong),
        passed=sum(f.verdict == "pass" for f in findings),
    )


def completed(entry: Entry, outcome: Outcome) -> Entry:
    """The row, completed by what checks over several reports say of this one."""
    if not outcome.found:
        return replace(entry, passed=entry.passed + outcome.passed)
    found = outcome.found
    if entry.over_years:
        found = _packed_findings((*_unpacked(entry.over_years), *_unpacked(found)))
    return replace(
        entry,
        over_years=found,
        codes=" ".join(sorted({*entry.codes.split(), *outcome.codes.split()})),
        remarks=entry.remarks + outcome.remarks,
        failed=entry.failed or outcome.failed,
        passed=entry.passed + outcome.passed,
    )


_WEIGHTY = ("error", "warning")


def entry_of(report: Report, path: str, digest: str, findings: tuple[Finding, ...] = ()) -> Entry:
    """The light row of a report that is filed at `path`."""
    unit = report.place.unit
    packed = _packed(report.statistics)
    form = report.statistics.form if report.statistics else None
    names, levels, slugs = _chain(unit) if unit is not None else ((), "", ())
    outcome = outcome_of(findings)
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
        form=form,
        statistics=packed,
        totals=quantities(_UNPACK.decode(packed), form) if packed else (),
        claims=packed_claims(report),
        characters=_characters(report),
        unreadable=_unreadable(report.statistics),
        findings=outcome.found,
        over_years=b"",
        codes=outcome.codes,
        remarks=outcome.remarks,
        failed=outcome.failed,
        passed=outcome.passed,
        repairs=len(report.repairs),
        personal=any(contact.personal for contact in report.contacts),
        original=report.origin.file if report.origin and not report.origin.withheld else None,
        withdrawn=report.withdrawn is not None,
        topics=topics_in(_words(report)),
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
    rows = (
        row for table in tables if not isinstance(table, Unrecoverable) for row in table.values()
    )
    return lost + sum(_unreadable_cells(row) for row in rows)


def _unreadable_cells(row: Row) -> int:
    if isinstance(row, Unrecoverable):
        return 1
    return sum(type(cell) is Unreadable for cell in row)


def _words(report: Report) -> str:
    """Everything that the report's text says, statistics left out."""
    return "\n".join(text for section in report.sections for text in _texts(section))


def _texts(section: Section) -> Iterator[str]:
    yield section.heading or ""
    for block in section.blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for cell in block.cells)


def _characters(report: Report) -> int:
    blocks = (block for section in report.sections for block in section.blocks)
    return sum(len(block.text) for block in blocks if isinstance(block, Paragraph))
