"""Sections → headings with lasting anchors, and the blocks under them."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_site.model import Heading, Paragraph, Section, StatisticsTable, Table
from govreport_site.site.prose import Grid, Marks, Prose, grid
from govreport_site.site.report_view import SectionView
from govreport_site.site.tables import StatisticsView


def section_views(
    sections: tuple[Section, ...], marks: Marks, tables: dict[str, StatisticsView]
) -> tuple[SectionView, ...]:
    """The report's sections in order, each with an anchor and a heading level."""
    views: list[SectionView] = []
    depth = 1
    for section, anchor in zip(sections, anchors(sections), strict=True):
        if section.heading is not None:
            depth = min(depth + 1, section.level + 1, 6)
        views.append(
            SectionView(
                id=anchor,
                depth=depth if section.heading is not None else 0,
                heading=section.heading,
                signature=section.key == "signature",
                blocks=tuple(_blocks(section, marks, tables)),
            )
        )
    return (*views, *_left_over(tables))


def _left_over(tables: dict[str, StatisticsView]) -> tuple[SectionView, ...]:
    """Tables that the body points at nowhere still stand on the page, at its end."""
    if not tables:
        return ()
    return (SectionView("statistics", 0, None, False, tuple(tables.values())),)


_UNNAMED = frozenset({"other", "preamble", "signature"})


def anchors(sections: tuple[Section, ...]) -> Iterator[str]:
    """An anchor for each section that changes only when the outline does: its canonical key
    where no earlier section has it, else its position, `s2-3`."""
    taken: set[str] = set()
    position = [0, 0, 0, 0]
    for section in sections:
        level = max(section.level, 1) - 1
        position = [*position[:level], position[level] + 1, *[0] * (3 - level)]
        anchor = section.key
        if anchor in _UNNAMED or anchor in taken or not section.level or not anchor.isascii():
            anchor = "s" + "-".join(str(n) for n in position[: level + 1])
        while anchor in taken:
            anchor += "-b"
        taken.add(anchor)
        yield anchor


def _blocks(
    section: Section, marks: Marks, tables: dict[str, StatisticsView]
) -> Iterator[Prose | Grid | StatisticsView]:
    for block in section.blocks:
        match block:
            case Paragraph():
                yield marks.prose(block)
            case Heading(text, line):
                yield marks.prose(Paragraph(text, line))
            case Table():
                yield grid(block)
            case StatisticsTable(table):
                if table in tables:
                    yield tables.pop(table)
