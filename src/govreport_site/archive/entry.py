"""One light row a report: what lists, navigation, charts and exports need, about a kilobyte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec.structs import replace

from govreport_site.archive.claims import Claim, claims_of
from govreport_site.archive.outcomes import Outcome, packed, unpacked
from govreport_site.archive.quantities import QUANTITIES, Told, Total, total
from govreport_site.model import (
    Finding,
    FormId,
    Kind,
    Level,
    Match,
)

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
        return (*unpacked(self.findings), *unpacked(self.over_years))

    def told(self) -> Told:
        """The statistics, unpacked."""
        return told_of(self.statistics) if self.statistics else {}

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


def told_of(packed: bytes) -> Told:
    """The statistics of a row."""
    return _UNPACK.decode(packed)


def completed(entry: Entry, outcome: Outcome) -> Entry:
    """The row, completed by what checks over several reports say of this one."""
    if not outcome.found:
        return replace(entry, passed=entry.passed + outcome.passed)
    found = outcome.found
    if entry.over_years:
        found = packed((*unpacked(entry.over_years), *unpacked(found)))
    return replace(
        entry,
        over_years=found,
        codes=" ".join(sorted({*entry.codes.split(), *outcome.codes.split()})),
        remarks=entry.remarks + outcome.remarks,
        failed=entry.failed or outcome.failed,
        passed=entry.passed + outcome.passed,
    )
