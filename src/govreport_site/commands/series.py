"""What only several reports together can tell: a year against the one before, a county against
its bodies. Answers are kept by the digests of what they stand on, so that a build asks again only
where a report changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from govreport_site.archive import Archive, Entry, Outcome, completed, outcome_of
from govreport_site.model import Finding
from govreport_site.reportfile import store

_NAME = "series"
Pair = tuple[Entry, Entry | None]
"""A report, and the same body's of the year before."""


class _Kept(msgspec.Struct):
    """The answers of the last run."""

    code: bytes
    answers: dict[str, Outcome]
    """Digests of both reports → what the rules say."""


def with_findings_over_years(entries: Sequence[Entry], ledger: Path, code: bytes) -> list[Entry]:
    """The same rows, their findings completed by the rules over two years."""
    kept = _load(ledger, code)
    answers: dict[str, Outcome] = {}
    result = list(entries)
    for number, pair in _pairs(entries):
        key = pair[0].digest + (pair[1].digest if pair[1] else "")
        found = kept.answers.get(key)
        answers[key] = outcome = _judge(pair) if found is None else found
        if outcome.passed or outcome.found:
            result[number] = completed(pair[0], outcome)
    if answers.keys() != kept.answers.keys():
        store.replace(ledger / _NAME, msgspec.msgpack.encode(_Kept(code, answers)))
    return result


def with_findings_of_archive(entries: Sequence[Entry]) -> list[Entry]:
    """The same rows, their findings completed by the rules over the whole archive."""
    from govreport_site.checks import archive_findings

    found: dict[str, list[Finding]] = {}
    for path, finding in archive_findings(Archive(entries)):
        found.setdefault(path, []).append(finding)
    return [
        completed(entry, outcome_of(found[entry.path])) if entry.path in found else entry
        for entry in entries
    ]


def _pairs(entries: Iterable[Entry]) -> Iterator[tuple[int, Pair]]:
    """Every report with statistics, and the first version of its body's year before."""
    known: dict[tuple[str, int], Entry] = {}
    listed = list(entries)
    for entry in listed:
        if entry.kind == "annual" and entry.year is not None and entry.statistics:
            known.setdefault((entry.folder, entry.year), entry)
    for number, entry in enumerate(listed):
        if entry.kind == "annual" and entry.year is not None and entry.statistics:
            yield number, (entry, known.get((entry.folder, entry.year - 1)))


def _judge(pair: Pair) -> Outcome:
    # Only here: the rules are needed for a changed report, and not to start a build.
    from govreport_site.checks import series_findings
    from govreport_site.reference.forms.json import from_json

    this, last = (
        from_json({"form": entry.form, "tables": entry.told()}) if entry and entry.form else None
        for entry in pair
    )
    return outcome_of(series_findings(this, last))


def _load(ledger: Path, code: bytes) -> _Kept:
    try:
        kept = msgspec.msgpack.decode((ledger / _NAME).read_bytes(), type=_Kept)
    except (FileNotFoundError, msgspec.DecodeError):
        return _Kept(code, {})
    return kept if kept.code == code else _Kept(code, {})
