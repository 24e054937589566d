"""A report and its surroundings → the view of its page. Pure: no files, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from govreport_site.archive import Details, Entry
from govreport_site.model import (
    Count,
    DateReading,
    Finding,
    Issue,
    Paragraph,
    Repair,
    Report,
    Statistics,
    Unit,
    Unrecoverable,
)
from govreport_site.reference.issues import issue_meanings, issue_told
from govreport_site.reference.languages import Language, number
from govreport_site.reference.sentences import rule_words, told
from govreport_site.site import urls
from govreport_site.site.charts import BarChart, bars
from govreport_site.site.citation import cite
from govreport_site.site.originals import published_name, publishes_original
from govreport_site.site.outline import section_views
from govreport_site.site.page import page
from govreport_site.site.prose import Marks
from govreport_site.site.report_view import (
    Day,
    DayName,
    Doubt,
    FigureView,
    FindingView,
    Nearby,
    OriginView,
    RepairView,
    ReportView,
    RuleFindings,
    Weight,
)
from govreport_site.site.settings import Settings
from govreport_site.site.tables import statistics_views
from govreport_site.site.words import Words

CONTEXT = 14
"""Characters shown on either side of a repaired passage."""


def report_view(
    settings: Settings,
    words: Words,
    entry: Entry,
    details: Details,
    report: Report,
    near: Nearby,
) -> ReportView:
    """The complete input of a report's page."""
    findings = details.found(entry)
    marks = Marks(_paragraphs(report), report.figures, report.repairs)
    tables = statistics_views(report.statistics, settings.language, findings)
    sections = section_views(report.sections, marks, dict(tables))
    output = urls.folder(entry.path)
    frame = page(
        settings,
        output,
        report.title,
        _description(report),
        tab="places",
        trail=near.trail,
        things=_things(settings, report, output),
        listed=not entry.withdrawn,
    )
    unit = report.place.unit
    return ReportView(
        page=frame,
        title=report.title,
        kind=report.kind,
        level=report.level,
        year=report.year,
        period=report.period,
        issuer=report.issuer,
        publisher=report.publisher,
        place=entry.names,
        match=report.place.match,
        candidates=tuple(_chain(unit) for unit in report.place.candidates),
        mca=unit.codes.mca if unit else None,
        nbs=unit.codes.nbs if unit else None,
        index_number=report.index_number,
        document_number=report.document_number,
        days=_days(report),
        sections=sections,
        chart=_outcomes(report, words),
        figures=_figures(report, marks),
        findings=_findings(findings, entry, settings.language, marks),
        passed=entry.passed,
        doubts=_doubts(report, settings.language),
        repairs=_repairs(report, marks),
        removed=report.removed,
        cites=report.cites,
        attachments=report.attachments,
        origin=_origin(report, publishes_original(settings, entry)),
        citations=cite(report, entry.path.replace("/", "-"), frame.canonical),
        near=near,
        compare=f"{urls.COMPARE}?a={urls.href(entry.path)}/",
        has_statistics=report.statistics is not None,
        redactions=report.redactions,
        withdrawn=entry.withdrawn,
    )


def _doubts(report: Report, language: Language) -> tuple[Doubt, ...]:
    return tuple(_doubt(issue, language) for issue in report.issues)


def _doubt(issue: Issue, language: Language) -> Doubt:
    known = issue_meanings().get(issue.code)
    meaning = "" if known is None else known.en if language == "en" else known.zh
    return Doubt(issue.code, issue.severity, meaning, issue_told(issue, language))


def _findings(
    findings: tuple[Finding, ...], entry: Entry, language: Language, marks: Marks
) -> tuple[RuleFindings, ...]:
    """By rule: findings come in the order of the rules, those over years after the others."""
    rules = rule_words(language)
    made = []
    for code, group in groupby(enumerate(findings, 1), lambda pair: pair[1].code):
        found = tuple(
            FindingView(n, _weight(one), told(one, entry.form, language), _anchor(one, marks))
            for n, one in group
        )
        made.append(RuleFindings(code, rules[code].title if code in rules else code, found))
    return tuple(made)


def _anchor(finding: Finding, marks: Marks) -> int:
    return next((marks.placed[text] for text in finding.evidence if text in marks.placed), 0)


def _weight(finding: Finding) -> Weight:
    return "uncertain" if finding.verdict == "uncertain" else finding.severity


def _chain(unit: Unit) -> str:
    return "".join(n for n in (unit.province, unit.prefecture, unit.county, unit.township) if n)


def _description(report: Report) -> str:
    """The first words of the body, for search engines and shared links."""
    texts = (b.text for s in report.sections for b in s.blocks if isinstance(b, Paragraph))
    long = (" ".join(text.split()) for text in texts if len(text) > 30)
    return next(long, report.title)[:140]


def _things(settings: Settings, report: Report, output: str) -> tuple[Mapping[str, object], ...]:
    thing: dict[str, object] = {"@type": "Report", "name": report.title, "inLanguage": "zh-Hans"}
    if report.issuer:
        thing["author"] = {"@type": "GovernmentOrganization", "name": report.issuer}
    if report.published.value:
        thing["datePublished"] = report.published.value
    if report.document_number:
        thing["reportNumber"] = report.document_number
    if report.period.start and report.period.end:
        thing["temporalCoverage"] = f"{report.period.start}/{report.period.end}"
    if report.origin and (source := urls.external(report.origin.url)):
        thing["isBasedOn"] = source
    if settings.base_url:
        thing["url"] = urls.absolute(settings.base_url, output)
    return (thing,)


def _days(report: Report) -> tuple[Day, ...]:
    return (
        _day("signed", report.signed),
        _day("generated", report.generated),
        _day("published", report.published),
    )


def _day(name: DayName, reading: DateReading) -> Day:
    return Day(
        name=name,
        value=reading.value,
        printed=reading.printed,
        rule=reading.rule,
        time=reading.time,
        candidates=reading.candidates,
    )


def _figures(report: Report, marks: Marks) -> tuple[FigureView, ...]:
    return tuple(
        FigureView(
            number=n,
            label=figure.label,
            value=number(figure.value),
            unit=figure.unit or "",
            qualifier=figure.qualifier or "",
            scope=figure.scope or "",
            anchor=marks.placed.get(figure.sentence, 0),
        )
        for n, figure in enumerate(report.figures, 1)
    )


def _paragraphs(report: Report) -> list[Paragraph]:
    blocks = (block for section in report.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Paragraph)]


def _repairs(report: Report, marks: Marks) -> tuple[RepairView, ...]:
    return tuple(
        _repair(n, repair, marks.marked.get(n)) for n, repair in enumerate(report.repairs, 1)
    )


def _repair(n: int, repair: Repair, found: tuple[str, int] | None) -> RepairView:
    """The passage with some characters on either side, where it stands in the text."""
    text, start = found or ("", 0)
    end = start + len(repair.printed)
    return RepairView(
        number=n,
        before=text[max(start - CONTEXT, 0) : start],
        printed=repair.printed,
        read=repair.read,
        after=text[end : end + CONTEXT],
        rule=repair.rule,
        line=repair.line,
        marked=found is not None,
    )


def _origin(report: Report, published: bool) -> OriginView | None:
    origin = report.origin
    if origin is None:
        return None
    return OriginView(
        url=urls.external(origin.url),
        address=origin.url,
        retrieved=origin.retrieved,
        sha256=origin.sha256,
        size=origin.size,
        media_type=origin.media_type,
        encoding=origin.encoding,
        file=origin.file,
        href=urls.href(published_name(origin.file)) if published else None,
    )


_OUTCOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("granted", ("r1",)),
    ("partial", ("r2",)),
    ("refused", tuple(f"r3.{n}" for n in range(1, 9))),
    ("unavailable", ("r4.1", "r4.2", "r4.3")),
    ("declined", tuple(f"r5.{n}" for n in range(1, 6))),
    ("otherwise", ("r6", "r6.1", "r6.2", "r6.3")),
)
"""The six results of part three of the requests table, and the rows that add up to each."""


def _outcomes(report: Report, words: Words) -> BarChart | None:
    rows = _requests(report.statistics)
    if not rows:
        return None
    values = [
        (words.say(f"chart.{key}"), sum(rows.get(r, 0) for r in parts)) for key, parts in _OUTCOMES
    ]
    total = sum(value for _, value in values)
    return bars(
        "outcomes",
        words.say("chart.outcomes"),
        words.say("chart.outcomes_description", total=f"{total:,}"),
        (words.say("chart.outcome"), words.say("chart.requests"), words.say("chart.share")),
        values,
    )


def _requests(statistics: Statistics | None) -> dict[str, int]:
    """Row → its 总计, of the rows of the requests table that print a whole number there."""
    table = statistics.tables.get("requests") if statistics else None
    if table is None or isinstance(table, Unrecoverable):
        return {}
    last = {
        key: row[-1] for key, row in table.items() if not isinstance(row, Unrecoverable) and row
    }
    return {
        key: cell.value
        for key, cell in last.items()
        if isinstance(cell, Count) and isinstance(cell.value, int)
    }
