"""What only several reports together can tell: a year against the one before, a county against
its bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govreport_site.archive import Archive, DetailsOf, Entry, Outcome, completed, outcome_of
from govreport_site.model import Finding

Pair = tuple[Entry, Entry | None]
"""A report, and the same body's of the year before."""


def with_findings_over_years(entries: Iterable[Entry], details: DetailsOf) -> list[Entry]:
    """The same rows, their findings completed by the rules over two years. A body's reports of all
    years must be among them."""
    result = list(entries)
    for number, pair in _pairs(result):
        outcome = _judge(pair, details)
        if outcome.passed or outcome.found:
            result[number] = completed(pair[0], outcome)
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


def _pairs(entries: Sequence[Entry]) -> list[tuple[int, Pair]]:
    """Every report with statistics, by its number, and the first version of its body's year
    before."""
    known: dict[tuple[str, int], Entry] = {}
    listed: list[tuple[int, Entry, str, int]] = []
    for number, entry in enumerate(entries):
        if entry.kind == "annual" and entry.year is not None and entry.form is not None:
            folder = entry.folder
            known.setdefault((folder, entry.year), entry)
            listed.append((number, entry, folder, entry.year))
    return [
        (number, (entry, known.get((folder, year - 1)))) for number, entry, folder, year in listed
    ]


def _judge(pair: Pair, details: DetailsOf) -> Outcome:
    # Only here: the rules are needed for a changed report, and not to start a build.
    from govreport_site.checks import series_findings
    from govreport_site.reference.forms.json import from_json

    this, last = (
        from_json({"form": entry.form, "tables": details(entry).told()}) if entry else None
        for entry in pair
    )
    return outcome_of(series_findings(this, last))
