"""One light row a report: what lists, navigation and charts need, about half a kilobyte."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec.structs import replace

from govreport_site.archive.outcomes import Outcome, packed, unpacked
from govreport_site.archive.packing import seal
from govreport_site.archive.quantities import QUANTITIES, Total
from govreport_site.model import FormId, Kind, Level, Match

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
    """None when the report prints no statistics."""
    figures: bytes
    """The dozen of `QUANTITIES`, packed: see `totals`. b"" when the report prints no statistics."""
    characters: int
    """Length of the body's paragraphs."""
    unreadable: int
    """Cells, rows and tables that are printed but could not be read."""
    over_years: bytes
    """What was found in it beside other reports, the year before above all, packed; b"" for
    nothing."""
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
    seal: bytes
    """16 bytes that stand for the address, the report file, and all that this row and its details
    say: while it stands, so do they."""
    size: int
    """Bytes of its `Details`."""
    at: int = -1
    """Where they begin in the file of rows; -1 when they are not in one."""

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

    @property
    def totals(self) -> tuple[Total, ...]:
        """The figures in the order of `QUANTITIES`; empty when the report prints no statistics."""
        return _TOTALS.decode(self.figures) if self.figures else ()

    def quantity(self, key: str) -> Total:
        """One of `QUANTITIES`; None when not printed."""
        return self.totals[_AT[key]] if self.figures else None


_TOTALS = msgspec.msgpack.Decoder(tuple[Total, ...])
_AT = {key: index for index, (key, _) in enumerate(QUANTITIES)}


def completed(entry: Entry, outcome: Outcome) -> Entry:
    """The row, completed by what checks over several reports say of this one."""
    sealed = seal(entry.seal, outcome.found, outcome.passed.to_bytes(4, "little"))
    passed = entry.passed + outcome.passed
    if not outcome.found:
        return replace(entry, passed=passed, seal=sealed)
    found = outcome.found
    if entry.over_years:
        found = packed((*unpacked(entry.over_years), *unpacked(found)))
    return replace(
        entry,
        over_years=found,
        codes=" ".join(sorted({*entry.codes.split(), *outcome.codes.split()})),
        remarks=entry.remarks + outcome.remarks,
        failed=entry.failed or outcome.failed,
        passed=passed,
        seal=sealed,
    )
