"""A report → its light row."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_site.archive.details import Details, details_of
from govreport_site.archive.entry import Entry
from govreport_site.archive.outcomes import outcome_of
from govreport_site.archive.packing import pack, seal
from govreport_site.archive.quantities import quantities
from govreport_site.model import (
    Finding,
    Heading,
    Paragraph,
    Report,
    Row,
    Section,
    Statistics,
    Table,
    Unit,
    Unreadable,
    Unrecoverable,
)
from govreport_site.reference.topics import topics_in


def entry_of(
    report: Report,
    path: str,
    digest: str,
    findings: tuple[Finding, ...] = (),
    details: Details | None = None,
) -> Entry:
    """The light row of a report that is filed at `path`. `details` are its other half, if it is
    made already."""
    unit = report.place.unit
    details = details or details_of(report, findings)
    packed = pack(details)
    form = report.statistics.form if report.statistics else None
    figures = quantities(details.told(), form)
    names, levels, slugs = _chain(unit) if unit is not None else ((), "", ())
    outcome = outcome_of(findings, details.findings)
    return Entry(
        path=path,
        digest=digest,
        title=report.title,
        kind=report.kind,
        year=report.year,
        issuer=report.issuer,
        level=report.level,
        match=report.place.match,
        slugs=slugs,
        names=names,
        levels=levels,
        mca=unit.codes.mca if unit else None,
        nbs=unit.codes.nbs if unit else None,
        published=report.published.value,
        signed=report.signed.value,
        generated=report.generated.value,
        retrieved=report.origin.retrieved if report.origin else None,
        url=report.origin.url if report.origin else None,
        index_number=report.index_number,
        document_number=report.document_number,
        form=form,
        figures=pack(figures) if figures else b"",
        characters=_characters(report),
        unreadable=_unreadable(report.statistics),
        over_years=b"",
        codes=outcome.codes,
        remarks=outcome.remarks,
        failed=outcome.failed,
        passed=outcome.passed,
        repairs=len(report.repairs),
        personal=any(contact.personal for contact in report.contacts),
        original=report.origin.file if report.origin and not report.origin.withheld else None,
        withdrawn=report.withdrawn is not None,
        topics=topics_in(_words(report)),
        seal=seal(path.encode(), digest.encode(), packed),
        size=len(packed),
    )


def _chain(unit: Unit) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Names, their levels, and slugs, as many of each: an address may name more than the unit."""
    chain = zip(
        "pfctz",
        (unit.province, unit.prefecture, unit.county, unit.township, unit.zone),
        strict=True,
    )
    named = [(level, name) for level, name in chain if name]
    count = min(len(named), len(unit.slugs))
    names = tuple(name for _, name in named[:count])
    return names, "".join(level for level, _ in named[:count]), unit.slugs[:count]


def _unreadable(statistics: Statistics | None) -> int:
    if statistics is None:
        return 0
    tables = statistics.tables.values()
    lost = sum(isinstance(table, Unrecoverable) for table in tables)
    rows = (
        row for table in tables if not isinstance(table, Unrecoverable) for row in table.values()
    )
    return lost + sum([_unreadable_cells(row) for row in rows])


def _unreadable_cells(row: Row) -> int:
    if isinstance(row, Unrecoverable):
        return 1
    return [*map(type, row)].count(Unreadable)


def _words(report: Report) -> str:
    """Everything that the report's text says, statistics left out."""
    return "\n".join(text for section in report.sections for text in _texts(section))


def _texts(section: Section) -> Iterator[str]:
    yield section.heading or ""
    for block in section.blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for cell in block.cells)


def _characters(report: Report) -> int:
    blocks = (block for section in report.sections for block in section.blocks)
    return sum(len(block.text) for block in blocks if isinstance(block, Paragraph))
