"""How each report of an archive stands: recorded, edited, flagged, placed, published."""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from govreport_site.archive import UNPLACED, Entry
from govreport_site.commands import published
from govreport_site.commands.scanning import (
    LEDGER,
    code_digest,
    entries_of,
    require_archive,
    scan_reports,
)
from govreport_site.commands.talk import Talk, put, put_json
from govreport_site.config import load_config
from govreport_site.reportfile import manifest

COLUMNS = ("report", "place", "issuer", "year", "kind", "states", "findings")
STATES = ("new", "changed", "flagged", "unreadable", "unplaced", "unpublished")
_MEANING = {
    "new": "not recorded in reports/SHA256SUMS",
    "changed": "edited since it was recorded",
    "flagged": "a check found something",
    "unreadable": "cells or rows that could not be read",
    "unplaced": "filed under unplaced/",
    "unpublished": "not as it was last published",
}
_SHOWN = 20


def run_status(args: argparse.Namespace) -> int:
    """`govreport status`: always 0."""
    archive: Path = args.archive
    require_archive(archive)
    scan = scan_reports(archive, load_config(archive).privacy, code_digest(archive / LEDGER))
    recorded = manifest.read(archive / "reports")
    last = published.read(archive / LEDGER)
    rows = [_row(entry, recorded, last) for entry in entries_of(scan)]
    talk = Talk.of(args)
    for problem in scan.problems:
        talk.error(str(problem.error))
    if args.json:
        for row in rows:
            put_json(row)
    elif args.csv:
        put(_table(rows).rstrip("\r\n"))
    else:
        _tell(rows)
    return 0


def states_of(
    entry: Entry, recorded: Mapping[str, str], last: Mapping[str, str] | None
) -> tuple[str, ...]:
    """Everything a person may want to look at in one report, in the order of `STATES`."""
    listed = recorded.get(f"{entry.path}.md")
    holds = {
        "new": listed is None,
        "changed": listed is not None and listed != entry.digest,
        "flagged": entry.state == "flagged",
        "unreadable": entry.unreadable > 0,
        "unplaced": entry.path.startswith(f"{UNPLACED}/"),
        "unpublished": last is not None and last.get(entry.path) != entry.digest,
    }
    return tuple(state for state in STATES if holds[state])


def _row(
    entry: Entry, recorded: Mapping[str, str], last: Mapping[str, str] | None
) -> dict[str, object]:
    return {
        "report": f"reports/{entry.path}.md",
        "place": " ".join(entry.names) or None,
        "issuer": entry.issuer,
        "year": entry.year,
        "kind": entry.kind,
        "states": states_of(entry, recorded, last),
        "findings": entry.codes.split(),
    }


def _table(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cell(row[column]) for column in COLUMNS)
    return out.getvalue()


def _cell(value: object) -> object:
    """A value for a spreadsheet: lists joined, and no text that it would take for a formula."""
    if value is None:
        return ""
    text = " ".join(value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _tell(rows: list[dict[str, object]]) -> None:
    all_years = Counter(str(row["year"] or "no year") for row in rows)
    listed = "".join(f", {year}: {number}" for year, number in sorted(all_years.items()))
    put(f"{len(rows)} reports{listed}")
    covered: dict[str, Counter[str]] = {}
    for row in rows:
        place = str(row["place"] or "no place").split(" ")[0]
        covered.setdefault(place, Counter())[str(row["year"] or "no year")] += 1
    for place, counts in sorted(covered.items(), key=lambda item: (-item[1].total(), item[0])):
        years = "".join(f", {year}: {number}" for year, number in sorted(counts.items()))
        put(f"  {place} {counts.total()}{years}")
    for state in STATES:
        having = [str(row["report"]) for row in rows if state in row["states"]]  # type: ignore[operator]
        if having:
            put(f"\n{len(having)} {state} ({_MEANING[state]})")
            for path in having[:_SHOWN]:
                put(f"  {path}")
            if len(having) > _SHOWN:
                put(f"  … and {len(having) - _SHOWN} more; --json lists them all")
