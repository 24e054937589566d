"""Characters lost from prose, restored where a rule is certain. The printed text is never changed.

Only a reading with no rival is a repair; where two remain, an issue names the candidates.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from govreport_site.model import DateReading, Heading, Issue, Paragraph, Repair, Section
from govreport_site.parse.enumerations import items
from govreport_site.reference.mail_addresses import find_mail, restore

_UNMARKED_MONTH = re.compile(
    r"(?<![\d〔\[])(?P<year>(?:19|20)\d{2})(?P<month>1[0-2]|0?[1-9])月(?!\d{5})"
)
_UNMARKED_DAY = re.compile(
    r"(?P<lead>[自从至到]|截[止至]到?)?\s?(?<![\d〔\[])(?P<year>(?:19|20)\d{2})(?P<mark>年?)"
    r"(?P<rest>\d{2,4})日"
)
_LOST_DAY = re.compile(
    r"(?<!\d)(?P<date>(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9]))(?=止|底|期间|，|。)"
)
_BROKEN_DATE = re.compile(r"(?:19|20)\d{2}年(?:月|\d{1,2}月日)|(?<!\d)年\d{1,2}月\d{1,2}日")
_MEASURE = re.compile(r"(?<![\d.])(?P<count>[1-9]\d{0,3})(?P<noun>PPP)(?=项目)")
_SURVEY = re.compile(r"民意调(?=[0-9一二三四五六七八九十]+次)")
QUOTED = (
    "五公开",
    "负面清单",
    "放管服",
    "三公",
    "双公示",
    "双随机、一公开",
    "双随机一公开",
    "互联网+政务服务",
    "一把手",
    "最多跑一次",
    "三审三校",
    "一网通办",
    "双创",
    "五个规范",
    "两学一做",
    "一站式",
    "市长信箱",
    "县长信箱",
    "区长信箱",
    "一件事",
    "三审制",
    "双随机",
)
"""Set phrases that reports print in quotation marks."""
_QUOTED = "|".join(re.escape(q) for q in sorted(QUOTED, key=lambda q: -len(q)))
_NO_CLOSING = re.compile(
    rf"“(?P<words>{_QUOTED})(?P<after>情况|工作|制度|建设|要求|原则|机制|改革|经费|清单)"
)
_NO_OPENING = re.compile(rf"(?<![“、\w])(?P<words>{_QUOTED})”")


class _Context(Struct, frozen=True):
    """What decides between readings of a date."""

    year: int | None
    published: str | None


_Rule = Callable[[str, _Context], Iterator[tuple[int, str, tuple[str, ...], str, float]]]
"""A rule yields (offset, printed, readings, name, confidence)."""


def read_repairs(
    sections: Sequence[Section], *, year: int | None, published: DateReading
) -> tuple[tuple[Repair, ...], tuple[Issue, ...]]:
    """(repairs, issues) for the headings and prose of a report, in order."""
    context = _Context(year, published.value)
    repairs: list[Repair] = []
    issues: list[Issue] = []
    for text, line in _texts(sections):
        for rule in _worth_trying(text):
            for offset, printed, readings, name, confidence in rule(text, context):
                at = line + text.count("\n", 0, offset)
                if len(readings) == 1:
                    repairs.append(Repair(printed, readings[0], name, at, confidence))
                else:
                    issues.append(_undecided(printed, readings, name, at))
    return tuple(repairs), tuple(issues)


def _worth_trying(text: str) -> Iterator[_Rule]:
    return (rule for rule, sign in RULES if sign.search(text))


def _undecided(printed: str, readings: tuple[str, ...], name: str, line: int) -> Issue:
    if not readings:
        return Issue(name, "info", f"“{printed}” lacks characters that no rule restores", line)
    choices = " or ".join(readings)
    return Issue(name, "warning", f"“{printed}” may be {choices}; nothing decides", line)


def _texts(sections: Sequence[Section]) -> Iterator[tuple[str, int]]:
    for section in sections:
        if section.title:
            yield section.title, section.line
        if section.key == "signature":
            continue  # its date is read with the header's dates
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                yield block.text, block.line


def _months(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _UNMARKED_MONTH.finditer(text):
        read = f"{match['year']}年{int(match['month'])}月"
        yield match.start(), match.group(), (read,), "lost-year-mark", 0.98


def _days(text: str, context: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _UNMARKED_DAY.finditer(text):
        start = match.start("year")
        printed = text[start : match.end()]
        year, rest = int(match["year"]), match["rest"]
        readings = _splits(year, rest)
        if len(readings) > 1:
            readings = _decide(readings, match["lead"] or "", context)
        chosen = tuple(f"{y}年{m}月{d}日" for y, m, d in readings)
        if chosen:
            yield start, printed, chosen, "lost-date-mark", 0.98


def _splits(year: int, digits: str) -> list[tuple[int, int, int]]:
    found = []
    for cut in range(1, len(digits)):
        month, day = digits[:cut], digits[cut:]
        if len(month) > 2 or len(day) > 2 or month[0] == "0" != digits[0]:
            continue
        if day.startswith("0") and len(digits) < 3:
            continue
        if 1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(year, int(month))[1]:
            found.append((year, int(month), int(day)))
    return found


def _decide(
    readings: list[tuple[int, int, int]], lead: str, context: _Context
) -> list[tuple[int, int, int]]:
    """The reading that a period's edge or the publish date leaves, else all of them."""
    edge = (1, 1) if lead in {"自", "从"} else (12, 31) if lead else None
    if edge and (at_edge := [r for r in readings if r[1:] == edge]):
        return at_edge
    if context.published:
        early = [r for r in readings if f"{r[0]}-{r[1]:02}-{r[2]:02}" <= context.published]
        return early if len(early) == 1 else readings
    return readings


def _period_ends(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _LOST_DAY.finditer(text):
        yield match.start(), match.group(), (match["date"] + "日",), "lost-day-mark", 0.95


def _broken_dates(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _BROKEN_DATE.finditer(text):
        yield match.start(), match.group(), (), "date-incomplete", 0.0


def _lists(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for item in items(text):
        mark = item.printed.strip().rstrip("，,")
        if (mark != item.read and not mark.endswith("是")) or mark == "是":
            words = item.text[:2]
            rule = "lost-numeral" if mark == "是" else "lost-shi"
            yield item.start, mark + words, (item.read + words,), rule, 0.95


def _quotes(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _NO_CLOSING.finditer(text):
        read = f"“{match['words']}”{match['after']}"
        yield match.start(), match.group(), (read,), "lost-quote", 0.95
    for match in _NO_OPENING.finditer(text):
        yield match.start(), match.group(), (f"“{match['words']}”",), "lost-quote", 0.95


def _words(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for match in _MEASURE.finditer(text):
        read = f"{match['count']}个{match['noun']}"
        yield match.start(), match.group(), (read,), "lost-measure", 0.9
    for match in _SURVEY.finditer(text):
        yield match.start(), match.group(), ("民意调查",), "lost-character", 0.9


def _addresses(text: str, _: _Context) -> Iterator[tuple[int, str, tuple[str, ...], str, float]]:
    for start, end, _personal in find_mail(text):
        printed = text[start:end]
        if "@" not in printed and (read := restore(printed)) is not None:
            yield start, printed, (read,), "lost-at", 0.95


RULES: tuple[tuple[_Rule, re.Pattern[str]], ...] = (
    (_months, re.compile(r"\d月")),
    (_days, re.compile(r"\d日")),
    (_period_ends, re.compile(r"月\d")),
    (_broken_dates, re.compile(r"年")),
    (_lists, re.compile(r"一是")),
    (_quotes, re.compile(r"[“”]")),
    (_words, re.compile(r"PPP|民意调")),
    (_addresses, re.compile(r"\.(?:com|cn|net)", re.I)),
)
"""Each rule with what a text must hold for it to be worth trying."""
