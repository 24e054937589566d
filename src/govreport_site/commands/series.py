"""What only several reports together can tell: a year against the one before, a county against
its bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from govreport_site.archive import Archive, DetailsOf, Entry, Outcome, completed, outcome_of
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.commands.halves import DetailsFile
from govreport_site.model import Finding, FormId, Statistics

CHUNK = 128
"""Reports a worker is given at once: it judges them in 10 ms."""
FEW = 512
"""Up to so many are judged in this process."""


class Kept(NamedTuple):
    """Where the statistics of a report stand in the file of rows, and in which form."""

    form: FormId
    at: int
    size: int


Pair = tuple[int, Kept, Kept | None]
"""Number of a report among others, its statistics, and the same body's of the year before."""


def with_findings_over_years(
    entries: Iterable[Entry], rows: Path, executor: Executor = IN_PROCESS
) -> list[Entry]:
    """The same rows, their findings completed by the rules over two years. A body's reports of all
    years must be among them; their details stand in the file `rows`."""
    result = list(entries)
    pairs = _pairs(result)
    executor = IN_PROCESS if len(pairs) <= FEW else executor
    chunks = (pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK))
    for outcomes in executor.map(partial(_judge, rows), chunks):
        for number, outcome in outcomes:
            result[number] = completed(result[number], outcome)
    return result


def with_findings_of_archive(entries: Sequence[Entry], details: DetailsOf) -> list[Entry]:
    """The same rows, their findings completed by the rules over the whole archive."""
    from govreport_site.checks import archive_findings

    found: dict[str, list[Finding]] = {}
    for path, finding in archive_findings(Archive(entries), details):
        found.setdefault(path, []).append(finding)
    return [
        completed(entry, outcome_of(found[entry.path])) if entry.path in found else entry
        for entry in entries
    ]


def _pairs(entries: Sequence[Entry]) -> list[Pair]:
    """Every report with statistics, and the first version of its body's year before."""
    known: dict[tuple[str, int], Kept] = {}
    listed: list[tuple[int, Kept, str, int]] = []
    for number, entry in enumerate(entries):
        if entry.kind == "annual" and entry.year is not None and entry.form is not None:
            folder, kept = entry.folder, Kept(entry.form, entry.at, entry.size)
            known.setdefault((folder, entry.year), kept)
            listed.append((number, kept, folder, entry.year))
    return [(number, kept, known.get((folder, year - 1))) for number, kept, folder, year in listed]


def _judge(rows: Path, pairs: Sequence[Pair]) -> list[tuple[int, Outcome]]:
    """What the rules say of each report of which they say anything, by its number."""
    # Only here: the rules are needed for a changed report, and not to start a build.
    from govreport_site.checks import series_findings
    from govreport_site.reference.forms.json import from_json

    details = DetailsFile(rows)
    # A report is this year's of one pair and last year's of the next.
    read: dict[Kept, Statistics | None] = {}

    def statistics(kept: Kept | None) -> Statistics | None:
        if kept is None:
            return None
        if kept not in read:
            told = details.read(kept.at, kept.size).told()
            read[kept] = from_json({"form": kept.form, "tables": told})
        return read[kept]

    found = []
    for number, this, last in pairs:
        outcome = outcome_of(series_findings(statistics(this), statistics(last)))
        if outcome.passed or outcome.found:
            found.append((number, outcome))
    return found
