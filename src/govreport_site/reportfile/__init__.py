"""A report ⇄ its file under reports/: YAML front matter and a Markdown body.

The file is the contract between import and build, and the form that a person corrects. Reading
what was written gives the same report.
"""

from __future__ import annotations

import hashlib
import re

from msgspec import Struct

from govreport_site import __version__
from govreport_site.errors import Location, ReportFileError
from govreport_site.model import Report
from govreport_site.reference.sections import generation, match_section
from govreport_site.reportfile import frontmatter
from govreport_site.reportfile.body import read_body, write_body
from govreport_site.reportfile.metadata import FORMAT, FrontMatter, report_of, values_of

__all__ = ["Stamp", "read_report", "stamp_of", "write_report"]

_WRITTEN = re.compile(r'(?m)^written: \{"program": "([^"\n]*)", "sha256": "([0-9a-f]{64})"\}\n')

_NAME = re.compile(r"[^./\\\x00-\x20\x7f][^/\\\x00-\x1f\x7f]{0,79}")


class Stamp(Struct, frozen=True):
    """What a report file says of its own making."""

    program: str | None
    """Version that wrote it; None for a file written by hand."""
    edited: bool
    """True when a person has written or changed it, so that no import may overwrite it."""


def write_report(report: Report) -> str:
    """The whole file as text, with LF line ends, ending in one."""
    front = frontmatter.write(values_of(report))
    body = write_body(report.sections, report.statistics)
    digest = hashlib.sha256((front + body).encode("utf-8")).hexdigest()
    stamp = f'written: {{"program": "{__version__}", "sha256": "{digest}"}}\n'
    fence = frontmatter.FENCE + "\n"
    return front.removesuffix(fence) + stamp + fence + body


def stamp_of(text: str) -> Stamp:
    """Who wrote this file, and whether it is still what was written."""
    match = _WRITTEN.search(text)
    if match is None:
        return Stamp(None, edited=True)
    rest = text[: match.start()] + text[match.end() :]
    return Stamp(match[1], edited=hashlib.sha256(rest.encode("utf-8")).hexdigest() != match[2])


def read_report(text: str, file: str) -> Report:
    """The report that a file states.

    Raises ReportFileError that names the line, what was found and what was expected.
    """
    block, body, first_line = frontmatter.split(text.replace("\r\n", "\n"), file)
    front = frontmatter.read(block, file, FrontMatter)
    if front.format != FORMAT:
        raise ReportFileError(
            f"format: found {front.format}, expected {FORMAT}; "
            "read the file with the version of govreport that wrote it",
            Location(file, frontmatter.line_of(block, "format")),
        )
    if front.origin and not _NAME.fullmatch(front.origin.file):
        raise ReportFileError(
            f"origin: found the file {front.origin.file[:80]!r}, expected the name of a file "
            "beside this one, such as 2016-annual.original.txt",
            Location(file, frontmatter.line_of(block, "origin")),
        )
    form = generation(front.kind, front.year)

    def key_of(title: str, level: int) -> str:
        found = match_section(title, form, level=level)
        return found.key if found else "other"

    sections, statistics = read_body(body, file, first_line, key_of)
    return report_of(front, sections, statistics)
