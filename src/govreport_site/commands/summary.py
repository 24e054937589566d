"""A report in a screenful of text, for a person at a terminal."""

from __future__ import annotations

from govreport_site.model import DateReading, Placing, Report, Unit


def summary(report: Report, file: str) -> str:
    """What was understood of one report, a fact a line; what is unknown says so."""
    facts = [
        ("title", report.title),
        ("kind", report.kind),
        ("year", report.year),
        ("issuer", report.issuer),
        ("level", report.level),
        ("place", place_line(report.place)),
        ("published", _date(report.published)),
        ("signed", _date(report.signed)),
        ("generated", _date(report.generated)),
        ("index number", report.index_number),
        ("document number", report.document_number),
        ("cites", ", ".join(cited.number for cited in report.cites) or None),
        ("statistics", f"form {report.statistics.form}" if report.statistics else None),
        ("figures", len(report.figures) or None),
    ]
    lines = [file, *(f"  {name:<16} {'—' if fact is None else fact}" for name, fact in facts)]
    lines += ["  outline", *_outline(report)]
    lines += [f"  {issue.severity:<8} {issue.code}: {issue.message}" for issue in report.issues]
    return "\n".join(lines)


def place_line(placing: Placing) -> str:
    """`福建省 厦门市 翔安区 大嶝街道 (exact)`, or the candidates when it is not certain."""
    if placing.unit is None:
        names = "; ".join(_chain(unit) for unit in placing.candidates)
        return f"{placing.match}{f': {names}' if names else ''}"
    return f"{_chain(placing.unit)} ({placing.match})"


def _chain(unit: Unit) -> str:
    names = (unit.province, unit.prefecture, unit.county, unit.township)
    return " ".join(name for name in names if name)


def _date(date: DateReading) -> str | None:
    if date.printed is None:
        return None
    if date.value is None:
        return f'not certain, printed "{date.printed}"'
    printed = f', printed "{date.printed}"' if date.printed != date.value else ""
    return f"{date.value}{printed}"


def _outline(report: Report) -> list[str]:
    return [
        f"    {'  ' * (section.level - 1)}{section.heading}  [{section.key}]"
        for section in report.sections
        if section.level
    ]
