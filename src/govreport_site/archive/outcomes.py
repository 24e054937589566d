"""What the checks say of a report, as its light row keeps it: packed, and counted."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec

from govreport_site.archive.packing import squeeze
from govreport_site.model import Finding

_FOUND = msgspec.msgpack.Decoder(tuple[Finding, ...])
_WEIGHTY = ("error", "warning")


class Outcome(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What some checks say of a report, as its row keeps it."""

    found: bytes
    """Findings that are no passes, packed; b"" for none."""
    codes: str
    remarks: int
    failed: bool
    passed: int


def packed(findings: Sequence[Finding]) -> bytes:
    """Findings for a row; b"" for none."""
    return squeeze(findings) if findings else b""


def unpacked(kept: bytes) -> tuple[Finding, ...]:
    """The findings of a row."""
    return _FOUND.decode(zlib.decompress(kept)) if kept else ()


def wrong_of(findings: Sequence[Finding]) -> list[Finding]:
    """What is to be told: neither passes nor what could not be assessed."""
    return [f for f in findings if f.verdict in ("fail", "uncertain")]


def outcome_of(findings: Sequence[Finding], found: bytes | None = None) -> Outcome:
    """The findings as a row keeps them. `found` is what `packed` made of the wrong ones before."""
    wrong = wrong_of(findings)
    return Outcome(
        found=packed(wrong) if found is None else found,
        codes=" ".join(sorted({f.code for f in wrong})),
        remarks=len(wrong),
        failed=any(f.verdict == "fail" and f.severity in _WEIGHTY for f in wrong),
        passed=sum(f.verdict == "pass" for f in findings),
    )
