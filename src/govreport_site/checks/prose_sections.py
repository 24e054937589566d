"""The sections that the national formats ask for: all six, in order, with something in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport_site.checks.once import once_a_report
from govreport_site.checks.prose_text import Slip, findings, section_text
from govreport_site.model import Finding, Report, Section, StatisticsTable, Table, Value
from govreport_site.reference.sections import match_section, official_headings

FIRST_YEAR_OF_SIX = 2019
FIRST_YEAR_OF_FEES = 2021
SHORTEST_PROBLEMS = 10
"""Characters below which section 五 says nothing."""
_NUMERALS = "一二三四五六七八九十"


def check_sections(report: Report) -> tuple[Finding, ...]:
    """All six sections, each once, in order and with its number."""
    top = _top(report)
    examined = len(top) if _official_form(report) else 0
    slips = _section_slips(top) if examined else iter(())
    return findings("S-SEC", "warning", slips, examined=examined)


def check_problems(report: Report) -> tuple[Finding, ...]:
    """Section 五 says what is wrong and what is done about it."""
    section = _numbered(report, 5)
    examined = 0 if section is None or not _official_form(report) else 1
    return findings("S-5", "warning", _problem_slips(report, section), examined=examined)


def check_fees(report: Report) -> tuple[Finding, ...]:
    """Section 六 reports what was charged for processing information."""
    section = _numbered(report, 6)
    due = report.kind == "annual" and (report.year or 0) >= FIRST_YEAR_OF_FEES
    examined = 1 if due and section is not None else 0
    slips = _fee_slips(report, section) if examined and section is not None else iter(())
    return findings("S-6", "info", slips, examined=examined)


def _official_form(report: Report) -> bool:
    return report.kind == "annual" and (report.year or 0) >= FIRST_YEAR_OF_SIX


@once_a_report
def _top(report: Report) -> tuple[tuple[Section, int | None], ...]:
    """The sections of the first level, and which of the official ones each is."""
    return tuple((s, _official_number(s)) for s in report.sections if s.level == 1)


def _official_number(section: Section) -> int | None:
    match = match_section(section.title or "", "2019", level=1)
    if match is None or match.official is not None or match.key == "other":
        return match.official if match else None
    # Worded in another way, but about the same matter: 政府信息主动公开的有关情况.
    return next((n for n, key, _ in official_headings() if key == match.key), None)


def _numbered(report: Report, number: int) -> Section | None:
    return next((section for section, known in _top(report) if known == number), None)


def _with_below(report: Report, section: Section) -> list[Section]:
    """The section and those below it."""
    start = report.sections.index(section)
    members = [section]
    for following in report.sections[start + 1 :]:
        if following.level <= 1:
            break
        members.append(following)
    return members


def _section_slips(found: Sequence[tuple[Section, int | None]]) -> Iterator[Slip]:
    names = {number: heading for number, _, heading in official_headings()}
    numbers = [n for _, n in found if n is not None]
    if missing := [names[n] for n in names if n not in numbers]:
        yield Slip("missing", tuple(missing), None, values={"missing": tuple(missing)})
    for twice in sorted({n for n in numbers if numbers.count(n) > 1}):
        line = next(s.line for s, n in reversed(found) if n == twice)
        yield Slip("twice", (names[twice],), line, values={"heading": names[twice]})
    if numbers != sorted(numbers) and len(set(numbers)) == len(numbers):
        order = tuple(names[n] for n in numbers)
        yield Slip("out-of-order", order, found[0][0].line, values={"order": order})
    for section, number in found:
        printed = _printed_number(section)
        heading = section.heading or ""
        if number is None:
            yield Slip("foreign", (heading,), section.line, values={"heading": heading})
        elif printed is not None and printed != number:
            values: dict[str, Value] = {"heading": heading, "number": _NUMERALS[number - 1]}
            yield Slip("misnumbered", (heading,), section.line, values=values)


def _printed_number(section: Section) -> int | None:
    digits = [c for c in section.number or "" if c in _NUMERALS]
    return _NUMERALS.index(digits[0]) + 1 if len(digits) == 1 else None


def _problem_slips(report: Report, section: Section | None) -> Iterator[Slip]:
    if section is None or not _official_form(report):
        return
    words = "".join(section_text(s) for s in _with_below(report, section))
    if len(words) < SHORTEST_PROBLEMS or words.rstrip("。") in {"无", "暂无", "没有"}:
        heading = section.heading or ""
        values: dict[str, Value] = {"heading": heading}
        if words:
            values["words"] = words
        yield Slip("only" if words else "empty", (heading,), section.line, values=values)


def _fee_slips(report: Report, section: Section) -> Iterator[Slip]:
    members = _with_below(report, section)
    words = "".join(section_text(s) for s in members)
    tables = any(isinstance(b, Table | StatisticsTable) for s in members for b in s.blocks)
    if "处理费" not in words and "收费" not in words and not tables:
        heading = section.heading or ""
        yield Slip("silent", (heading,), section.line, values={"heading": heading})
