"""Report files as the site sees them: read, masked, checked. Runs in worker processes."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from govreport_site import __version__
from govreport_site.archive import details_of, entry_of
from govreport_site.checks import findings_of
from govreport_site.commands.halves import joined
from govreport_site.commands.privacy import masked
from govreport_site.config import PrivacyPolicy
from govreport_site.errors import Location, ReportFileError
from govreport_site.model import Report
from govreport_site.reportfile import read_report, stamp_of, write_report
from govreport_site.reportfile.json import report_json
from govreport_site.search.texts import packed
from govreport_site.site.rendering import Loaded
from govreport_site.site.searchable import search_record

_PACK = msgspec.msgpack.Encoder()
_JSON = msgspec.json.Encoder(decimal_format="number")


def publishable(data: bytes, path: str, policy: PrivacyPolicy) -> Report:
    """The report that a file states, as it may be published. Raises ReportFileError."""
    return _published(data, path, policy)[0]


def _published(data: bytes, path: str, policy: PrivacyPolicy) -> tuple[Report, bool]:
    """The report, and whether the file is just what writing it would give."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReportFileError(
            f"byte {error.start} is not UTF-8; save the file as UTF-8", Location(path, line)
        ) from None
    report = read_report(text, path)
    stamp = stamp_of(text)
    # What an earlier version located, a later one may know better.
    located = not stamp.edited and stamp.program == __version__
    shown = masked(report, policy, edited=not located)
    # Reading what this program wrote gives the report that it wrote: it need not be written again.
    return shown, shown is report and located


def row_of(
    data: bytes, address: str, digest: str, policy: PrivacyPolicy, *, searched: bool = False
) -> tuple[bytes, bytes]:
    """The row of the report file at this address, packed; and, if it is to be searched, what the
    index is told of it, b"" for a withdrawn one. Raises ReportFileError."""
    try:
        return _row_of(data, address, digest, policy, searched)
    except OverflowError:
        at = match.start() if (match := _LONG.search(data)) else 0
        raise ReportFileError(
            "found a number of more than 18 digits, which no report can mean; correct it",
            Location(f"reports/{address}.md", data.count(b"\n", 0, at) + 1),
        ) from None


_LONG = re.compile(rb"[ :]-?[0-9]{19}")


def _row_of(
    data: bytes, address: str, digest: str, policy: PrivacyPolicy, searched: bool
) -> tuple[bytes, bytes]:
    report = publishable(data, f"reports/{address}.md", policy)
    findings = findings_of(report)
    details = details_of(report, findings)
    entry = entry_of(report, address, digest, findings, details)
    row = joined(_PACK.encode(entry), _PACK.encode(details))
    if not searched or entry.withdrawn:
        return row, b""
    return row, packed(search_record(entry, report))


class Shelves(Struct, frozen=True):
    """Reads what a page of the site is made of."""

    reports: Path
    policy: PrivacyPolicy

    def load(self, address: str) -> Loaded:
        """The report at this address, with the files that stand beside its page."""
        data = (self.reports / f"{address}.md").read_bytes()
        report, as_written = _published(data, f"reports/{address}.md", self.policy)
        shown = report_json(report, f"{address}.md")
        text = data if as_written else write_report(report).encode("utf-8")
        return Loaded(report, text, _JSON.encode(shown))

    def load_original(self, path: str) -> bytes:
        """The bytes of a stored original. Raises ReportFileError when they are not there."""
        file = self.reports / path
        if file.is_symlink() or not file.is_file():
            raise ReportFileError(
                "the original is not beside its report; restore it, or see `govreport verify`",
                Location(f"reports/{path}"),
            )
        return file.read_bytes()
