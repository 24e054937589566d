"""Rules over a report and the one of the year before by the same body."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from govreport_site.checks.form_sums import NATIONAL, applicants
from govreport_site.checks.identities import Cells, digits, paths
from govreport_site.model import (
    Finding,
    Heading,
    Paragraph,
    Report,
    Section,
    Statistics,
    Value,
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
        values: dict[str, Value] = {"at": path, "left": digits(left), "right": digits(right)}
        yield Finding("X-CARRY", "fail", "warning", "differs", (path,), values=values)
    if unknown and not wrong:
        yield Finding("X-CARRY", "not-assessable", "warning", "", tuple(unknown))
    elif not wrong:
        yield Finding("X-CARRY", "pass", "warning", "", ("requests.carry_in.total",))


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
        numbers = {"old": old, "made": made, "repealed": repealed, "stock": stock}
        known = {name: n for name, n in numbers.items() if isinstance(n, int | Decimal)}
        if len(known) < len(numbers):
            yield Finding("X-VALID", "not-assessable", "warning", "", cells)
            continue
        expected = known["old"] + known["made"] - known["repealed"]
        if expected == stock:
            yield Finding("X-VALID", "pass", "warning", "", cells)
            continue
        values: dict[str, Value] = {name: digits(n) for name, n in known.items()}
        values |= {"at": cells[2], "expected": digits(expected)}
        yield Finding("X-VALID", "fail", "warning", "differs", cells, values=values)


def _both(this: Statistics | None, last: Statistics | None) -> tuple[Cells | None, Cells | None]:
    """The cells of both years, as far as they have a national form."""
    now, before = (
        Cells(year) if year is not None and year.form in NATIONAL else None for year in (this, last)
    )
    return now, before


def _no_year_before(code: str, evidence: tuple[str, ...]) -> Finding:
    return Finding(code, "not-assessable", "warning", "", evidence)


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
            heading = section.heading or section.key
            values: dict[str, Value] = {"heading": heading, "share": round(share * 100)}
            yield Finding("TXT-SIM", verdict, "info", "alike", (heading,), section.line, values)


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
