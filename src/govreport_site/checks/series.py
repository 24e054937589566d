"""Rules over a report and the one of the year before by the same body."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from govreport_site.checks.identities import Cells, paths
from govreport_site.checks.statistics import NATIONAL, applicants
from govreport_site.model import (
    Finding,
    Heading,
    Paragraph,
    Report,
    Section,
    Statistics,
    Verdict,
)

SHINGLE = 8
"""Characters of the pieces that two texts are compared by."""
SHORTEST_TEXT = 200
"""Characters below which a section is not compared: short ones are alike by their nature."""
ALIKE, SIMILAR = 0.9, 0.7
"""Shares of common pieces from which a text is taken to be carried over, or asked about."""


def check_carried_over(this: Statistics | None, last: Statistics | None) -> Iterator[Finding]:
    """X-CARRY: what was carried out of last year comes in this year, for each column."""
    now, before = _both(this, last)
    if now is None:
        return
    if before is None:
        yield _no_year_before("X-CARRY", ("requests.carry_in.total",))
        return
    wrong, unknown = [], []
    for column in applicants(now.statistics.form):
        into, out = f"requests.carry_in.{column}", f"requests.carry_out.{column}"
        left, right = now.value(into), before.value(out)
        if not isinstance(left, int | Decimal) or not isinstance(right, int | Decimal):
            unknown.append(into)
        elif left != right:
            wrong.append((into, left, right))
    for path, left, right in wrong:
        message = f"{path} is {left}, but the year before carried out {right}"
        yield Finding("X-CARRY", "fail", "warning", message, (path,))
    if unknown and not wrong:
        message = "one of the two years prints no number"
        yield Finding("X-CARRY", "not-assessable", "warning", message, tuple(unknown))
    elif not wrong:
        message = "carried in as the year before carried out"
        yield Finding("X-CARRY", "pass", "warning", message, ("requests.carry_in.total",))


def check_stock(this: Statistics | None, last: Statistics | None) -> Iterator[Finding]:
    """X-VALID: in force = in force the year before + issued − repealed (form of 2021)."""
    now, before = _both(this, last)
    if now is None or now.statistics.form != "2021":
        return
    rows = ("regulations", "normative_documents")
    for row in rows:
        cells = paths("proactive", row, ("made", "repealed", "in_force"))
        made, repealed, stock = (now.value(path) for path in cells)
        old = before.value(cells[2]) if before and before.statistics.form == "2021" else None
        numbers = (made, repealed, stock, old)
        if not all(isinstance(number, int | Decimal) for number in numbers):
            message = f"{row}: a number of this year or of the year before is missing"
            yield Finding("X-VALID", "not-assessable", "warning", message, cells)
            continue
        expected = old + made - repealed  # type: ignore[operator]
        verdict: Verdict = "pass" if expected == stock else "fail"
        message = f"{row}: {old} + {made} − {repealed} = {expected}, printed {stock}"
        yield Finding("X-VALID", verdict, "warning", message, cells)


def _both(this: Statistics | None, last: Statistics | None) -> tuple[Cells | None, Cells | None]:
    """The cells of both years, as far as they have a national form."""
    now, before = (
        Cells(year) if year is not None and year.form in NATIONAL else None for year in (this, last)
    )
    return now, before


def _no_year_before(code: str, evidence: tuple[str, ...]) -> Finding:
    message = "the archive has no statistics of the year before"
    return Finding(code, "not-assessable", "warning", message, evidence)


def check_repeated_text(report: Report, previous: Report | None) -> Iterator[Finding]:
    """TXT-SIM: sections whose words are nearly those of the year before."""
    if previous is None:
        return
    old = {section.key: _text(section) for section in _merged(previous)}
    for section in _merged(report):
        text = _text(section)
        if len(text) < SHORTEST_TEXT or len(old.get(section.key, "")) < SHORTEST_TEXT:
            continue
        share = similarity(text, old[section.key])
        if share >= SIMILAR:
            verdict: Verdict = "fail" if share >= ALIKE else "uncertain"
            message = f"{share:.0%} of the words are those of the year before"
            place = section.heading or section.key
            yield Finding("TXT-SIM", verdict, "info", message, (place,), section.line)


def similarity(left: str, right: str) -> float:
    """Share 0–1 of the pieces of `left` that stand in `right` too (containment of shingles)."""
    pieces = _pieces(left)
    return len(pieces & _pieces(right)) / len(pieces) if pieces else 0.0


def _pieces(text: str) -> set[str]:
    letters = "".join(letter for letter in text if letter.isalpha())
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def _merged(report: Report) -> list[Section]:
    """First-level sections with the blocks of the sections below them."""
    merged: list[Section] = []
    for section in report.sections:
        if section.level <= 1 or not merged:
            merged.append(section)
        else:
            last = merged[-1]
            blocks = (*last.blocks, *section.blocks)
            merged[-1] = Section(
                last.key, last.level, last.number, last.title, last.line, blocks, last.run_in
            )
    return [section for section in merged if section.level == 1]


def _text(section: Section) -> str:
    return "".join(b.text for b in section.blocks if isinstance(b, Paragraph | Heading))
