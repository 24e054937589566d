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
from govreport_site.model import Report, StatisticsTable

T = TypeVar("T")

MASK = "〔已隐去〕"
_KEPT = frozenset({"origin", "place", "period", "statistics", "kind", "level", "year"})
"""Fields that hold no free text of the source."""


def masked(report: Report, policy: PrivacyPolicy, *, edited: bool) -> Report:
    """The report as it may be published.

    What import located is taken as it stands; a file that a person has `edited` is searched anew,
    since new text may name new people.
    """
    if policy == "none":
        return report
    contacts = report.contacts
    if edited:
        # Only here, since finding people needs the whole parser, which costs a build its start.
        from govreport_site.commands.locating import contacts_anew

        contacts = contacts_anew(report)
    hidden = {c.text for c in contacts if c.personal or policy == "mask-contacts"}
    return black_out(report, hidden, MASK) if hidden else report


def black_out(report: Report, texts: set[str], mark: str) -> Report:
    """The report with these texts replaced by a mark wherever they stand."""
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(re.escape(text) for text in longest_first))
    fields = (name for name in report.__struct_fields__ if name not in _KEPT)
    return replace(
        report, **{name: _replaced(getattr(report, name), pattern, mark) for name in fields}
    )


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
