"""One raw file → the reports in it: where extraction and parsing meet."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.commands.inputs import find_files, read_source
from govreport_site.commands.summary import summary
from govreport_site.commands.talk import Talk, put, put_json
from govreport_site.config import load_config
from govreport_site.errors import InputError
from govreport_site.extract import extract, members
from govreport_site.model import Kind, Report, SourceFile
from govreport_site.parse import parse_document
from govreport_site.reportfile.json import error_json, report_json


class Hints(Struct, frozen=True):
    """What the user or the configuration adds to what the file says."""

    overrides: Mapping[str, str]
    """Printed name → place address or code."""
    url: str | None = None
    """Where the input was published."""
    kind: Kind | None = None
    """The kind that the user says it is."""


class Reading(Struct, frozen=True):
    """One raw file and what was understood of it."""

    source: SourceFile
    media_type: str
    encoding: str | None
    report: Report


def read_reports(path: Path, hints: Hints) -> Iterator[Reading | InputError]:
    """Every report in this file; a container's members one by one, in their order.

    What cannot be read is yielded as an error in its place.
    """
    try:
        source = read_source(path)
    except InputError as error:
        yield error
        return
    for member in members(source):
        yield member if isinstance(member, InputError) else read_member(member, hints)


def read_member(source: SourceFile, hints: Hints) -> Reading | InputError:
    """What is understood of one raw file that is no container."""
    if hints.url and not source.url:
        source = replace(source, url=hints.url)
    try:
        document = extract(source)
        report = parse_document(document, overrides=hints.overrides)
    except InputError as error:
        return error
    if hints.kind:
        report = replace(report, kind=hints.kind)
    return Reading(source, document.media_type, document.encoding, report)


def print_readings(args: argparse.Namespace) -> int:
    """`govreport parse`: print what is understood of each input; the exit code."""
    talk = Talk.of(args)
    hints = Hints(load_config(args.archive).places, args.url)
    set_aside = False
    for path in find_files(args.files):
        results: Iterable[Reading | InputError] = (
            [path] if isinstance(path, InputError) else read_reports(path, hints)
        )
        for result in results:
            if isinstance(result, InputError):
                set_aside = True
                talk.error(str(result))
                if args.json:
                    put_json(error_json(result))
            elif args.json:
                put_json(report_json(result.report, result.source.name))
            else:
                put(summary(result.report, result.source.name))
    return 3 if set_aside else 0
