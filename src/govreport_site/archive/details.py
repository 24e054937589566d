"""The heavy half of a report's row: what its own page, the exports and the checks over several
reports need of it. It stays on disk while a site is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from govreport_site.archive.claims import Claim, claims_of, packed_claims
from govreport_site.archive.entry import Entry
from govreport_site.archive.outcomes import packed, unpacked, wrong_of
from govreport_site.archive.packing import pack
from govreport_site.archive.quantities import Told
from govreport_site.model import (
    CellValue,
    Count,
    Finding,
    Mark,
    Report,
    Statistics,
    Unreadable,
    Unrecoverable,
    numbers_of,
)


class Details(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a report says, packed: a kilobyte, where the light row beside it takes half of that."""

    statistics: bytes
    """The cells: see `told`. Empty when the report prints none."""
    claims: bytes
    """The counts claimed in prose: see `claimed`. b"" for none."""
    findings: bytes
    """What the checks found in the report by itself: see `found`. b"" for nothing. Compressed,
    since what names forty contradictions by their cells takes 26 KB."""

    def told(self) -> Told:
        """The statistics, unpacked."""
        return _TOLD.decode(self.statistics) if self.statistics else {}

    def claimed(self) -> Iterator[Claim]:
        """The counts claimed in prose, unpacked."""
        return claims_of(self.claims)

    def found(self, entry: Entry) -> tuple[Finding, ...]:
        """What the checks found in the report of this row, alone and beside others; without passes."""
        return (*unpacked(self.findings), *unpacked(entry.over_years))


DetailsOf = Callable[[Entry], Details]
"""Finds the other half of a light row."""

_TOLD = msgspec.msgpack.Decoder(dict[str, dict[str, list[int | str | dict[str, str]]]])


def details_of(report: Report, findings: Sequence[Finding] = ()) -> Details:
    """The heavy half of a report's row."""
    return Details(_packed(report.statistics), packed_claims(report), packed(wrong_of(findings)))


def _packed(statistics: Statistics | None) -> bytes:
    if statistics is None:
        return b""
    return pack(
        {
            key: {
                row: _plain_row(cells)
                for row, cells in table.items()
                if not isinstance(cells, Unrecoverable)
            }
            for key, table in statistics.tables.items()
            if not isinstance(table, Unrecoverable)
        }
    )


def _plain_row(cells: Sequence[CellValue]) -> list[object]:
    numbers = numbers_of(cells)
    return [_plain(cell) for cell in cells] if numbers is None else [*numbers]


def _plain(cell: CellValue) -> object:
    match cell:
        case Count(value):
            return value
        case Mark(printed):
            return printed
        case Unreadable(text):
            return {"unreadable": text}
