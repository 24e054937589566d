"""The one gate between the archive and everything it publishes.

Pages, exports, the search index, the Markdown and JSON beside a page: all are made from what
`masked` returns, so that what the policy hides is hidden in every one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.config import PrivacyPolicy
from govreport_site.model import (
    Report,
    Statistics,
    StatisticsTable,
    Unreadable,
    Unrecoverable,
)

T = TypeVar("T")

MASK = "〔已隐去〕"
_KEPT = frozenset({"origin", "place", "period", "statistics", "kind", "level", "year"})
"""Fields that hold no free text of the source, or are gone through by themselves."""
_MAY_NAME = re.compile(
    r"(?:[0-9０-９][ -]?){10}[0-9０-９]|[@＠]|\bat\b|(?:人|员|辑|核|责)\s{0,2}[:：]|联系|先生|女士",
    re.I,
)
"""What a text must hold to be looked through for people."""


def masked(report: Report, policy: PrivacyPolicy, *, edited: bool) -> Report:
    """The report as it may be published.

    What import located is taken as it stands; a file that a person has `edited` is searched anew,
    since new text may name new people.
    """
    if policy == "none":
        return report
    contacts = report.contacts
    if edited:
        # Only here: it needs the whole parser, which costs a build its start.
        from govreport_site.commands.locating import contacts_anew

        contacts = contacts_anew(report)
    around = "\n\n".join(_around(report))
    if _MAY_NAME.search(around):
        from govreport_site.commands.people import contacts_in

        contacts = (*contacts, *contacts_in(around))
    hidden = {c.text for c in contacts if c.personal or policy == "mask-contacts"}
    return black_out(replace(report, contacts=contacts), hidden, MASK) if hidden else report


def _around(report: Report) -> Iterator[str]:
    """Texts that are no part of the body in which import locates people: names of files above all,
    and cells that could not be read as numbers."""
    named = (report.title, report.issuer, report.publisher, report.index_number)
    yield from (text for text in (*named, report.document_number) if text)
    for attachment in report.attachments:
        yield f"{attachment.name}\n{attachment.target or ''}"
    yield from (cite.title for cite in report.cites if cite.title)
    if origin := report.origin:
        yield from (text for text in (origin.name, origin.url) if text)
    yield from (issue.message for issue in report.issues)
    if report.statistics:
        yield from (cell.text for _, _, _, cell in unreadable_cells(report.statistics))


def black_out(report: Report, texts: set[str], mark: str) -> Report:
    """The report with these texts replaced by a mark wherever they stand."""
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(re.escape(text) for text in longest_first))
    fields = (name for name in report.__struct_fields__ if name not in _KEPT)
    changes = {name: _replaced(getattr(report, name), pattern, mark) for name in fields}
    if origin := report.origin:
        named = {name: _replaced(getattr(origin, name), pattern, mark) for name in ("name", "url")}
        changes["origin"] = replace(origin, **named)
    if report.statistics:
        changes["statistics"] = _without(report.statistics, pattern, mark)
    return replace(report, **changes)


def unreadable_cells(statistics: Statistics) -> Iterator[tuple[str, str, int, Unreadable]]:
    """(table, row, place in it, cell) of every cell that is kept as printed."""
    for key, table in statistics.tables.items():
        if isinstance(table, Unrecoverable):
            continue
        for row, cells in table.items():
            if isinstance(cells, Unrecoverable) or Unreadable not in map(type, cells):
                continue
            for place, cell in enumerate(cells):
                if isinstance(cell, Unreadable):
                    yield key, row, place, cell


def _without(statistics: Statistics, pattern: re.Pattern[str], mark: str) -> Statistics:
    """The same with every match replaced in the cells that are kept as printed."""
    tables: dict[str, Any] = dict(statistics.tables)
    for key, row, place, cell in unreadable_cells(statistics):
        cells = list(tables[key][row])
        cells[place] = Unreadable(pattern.sub(lambda _: mark, cell.text))
        tables[key] = {**tables[key], row: tuple(cells)}
    return replace(statistics, tables=tables)


def _replaced(value: T, pattern: re.Pattern[str], mark: str) -> T:
    """The same value with every match replaced in every text inside it."""
    result: Any = value
    if isinstance(value, str):
        result = pattern.sub(lambda _: mark, value)
    elif isinstance(value, tuple):
        result = tuple(_replaced(item, pattern, mark) for item in value)
    elif isinstance(value, Struct) and not isinstance(value, StatisticsTable):
        result = replace(value, **dict(_changes(value, pattern, mark)))
    return result  # type: ignore[no-any-return]


def _changes(value: Any, pattern: re.Pattern[str], mark: str) -> Iterator[tuple[str, object]]:
    for name in value.__struct_fields__:
        before = getattr(value, name)
        after = _replaced(before, pattern, mark)
        if after != before:
            yield name, after
