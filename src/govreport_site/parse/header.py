"""The head of a page: labels and their values, the title, and the chrome around them.

Every line up to the first line of the body is given one role; a line that prints labels is cut at
them. What the roles leave over goes to the body, so no character is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from govreport_site.model import Removed
from govreport_site.parse.chrome import end_reason
from govreport_site.parse.draft import BARS, Draft, Entry
from govreport_site.parse.fold import squeeze
from govreport_site.parse.headertable import read_header_table
from govreport_site.parse.headervalues import read_bare_values, read_values_below
from govreport_site.parse.labelline import read_label_line
from govreport_site.parse.labels import find_labels
from govreport_site.parse.lines import Line
from govreport_site.parse.prose import is_body
from govreport_site.parse.titles import Title, echoes, find_titles, is_title, title_year

__all__ = ["Entry", "Head", "read_head"]

_MOST_LINES = 300
"""A head longer than this is a list page, not a header."""
_AHEAD = 80
"""Lines between a menu that looks like text and the title."""
_VALIDITY = frozenset(
    {"有效", "失效", "废止", "主动公开", "依申请公开", "现行有效", "已废止", "是", "否"}
)


class Head(Struct, frozen=True):
    """What stands above the body."""

    entries: tuple[Entry, ...]
    titles: tuple[Title, ...]
    """All titles printed, in order, as ranges of `lines` indexes."""
    removed: tuple[Removed, ...]
    kept: tuple[Line, ...]
    """Lines of the head that belong to the body all the same."""
    size: int
    """How many lines the head takes; the body starts at this index."""
    values_only: bool = False
    """True when the labels of a metadata block were lost."""


def read_head(lines: Sequence[Line]) -> Head:
    """The head of the page; `size` 0 when the text starts at once."""
    draft = Draft(lines)
    size = _scan(draft)
    read_values_below(draft, size)
    titles = _titles(draft, size)
    values_only = read_bare_values(draft, titles, size)
    kept, size = _leftovers(draft, titles, size)
    for index in {i for t in titles for i in range(t.start, t.end)}:
        if bars := "".join(c for c in lines[index].text if c in BARS and not c.isspace()):
            draft.remove(index, bars, "rule")
    return Head(
        tuple(e for i in sorted(draft.entries) for e in draft.entries[i]),
        tuple(t for t in titles if t.end <= size),
        tuple(r for i in sorted(draft.removed) for r in draft.removed[i]),
        kept,
        size,
        values_only,
    )


def _scan(draft: Draft) -> int:
    """Roles for labels and chrome; the index of the first line that is the body's."""
    for index, line in enumerate(draft.lines[:_MOST_LINES]):
        if line.table is not None:
            mine = read_header_table(draft, index, line.table)
        else:
            mine = read_label_line(draft, index, line.text) or _chrome_line(draft, index, line.text)
        body = not mine and (not line.text or is_body(line.text))
        if body and not _title_ahead(draft, index):
            return index
    return min(len(draft.lines), _MOST_LINES)


def _title_ahead(draft: Draft, index: int) -> bool:
    """True when the header still follows: no label has been read, and within some lines a title
    with its year stands over a line of labels. News and menus above it are the site's."""
    if draft.entries or any(is_title(line.text) for line in draft.lines[:index]):
        return False
    ahead = draft.lines[index + 1 : index + _AHEAD]
    for at, line in enumerate(ahead):
        if line.text and len(line.text) < 90 and is_title(line.text) and title_year(line.text):
            return any(find_labels(below.text) for below in ahead[at + 1 : at + 4])
    return False


def _chrome_line(draft: Draft, index: int, text: str) -> bool:
    reason = end_reason(text)
    if reason is None or reason == "category":
        return False
    if reason == "page-number" and index > 0:
        return False
    draft.remove(index, text.strip(), reason)
    return True


def _titles(draft: Draft, size: int) -> list[Title]:
    """The titles in the head and their repetitions; a repetition split over lines may look like
    another title (`…工作要点` above `落实情况报告`), and is taken for what it is."""
    texts = [line.text.strip(BARS) for line in draft.lines[:size]]
    free = [draft.free(i) and draft.lines[i].table is None for i in range(size)]
    titles = list(find_titles(texts, free))
    known = [e.value for es in draft.entries.values() for e in es if e.field == "title" and e.value]
    for text in dict.fromkeys([*known, *(t.text for t in titles if t.complete)]):
        for start, end in echoes(texts, free, text):
            if any((t.start, t.end) == (start, end) for t in titles):
                continue
            titles = [t for t in titles if t.end <= start or t.start >= end]
            titles.append(Title(text, start, end, title_year(text), is_title(text)))
    return sorted(titles, key=lambda t: t.start)


def _leftovers(draft: Draft, titles: Sequence[Title], size: int) -> tuple[tuple[Line, ...], int]:
    """Roles for what is still free: short lines above the title are the site's; below it they are
    header text when more header follows, else the body starts there."""
    taken = {i for t in titles for i in range(t.start, t.end)}
    first_title = min(taken, default=None)
    anchors = [i for i in range(size) if i in taken or i in draft.entries]
    last_anchor = max(anchors, default=-1)
    kept: list[Line] = []
    for index in range(size):
        if not draft.free(index) or index in taken:
            continue
        text = draft.lines[index].text.strip()
        if not text:
            kept.append(draft.lines[index])
        elif squeeze(text) in _VALIDITY and anchors:
            draft.entry(index, "", text, None)
        elif (reason := end_reason(text)) is not None and index <= last_anchor:
            draft.remove(index, text, reason)
        elif first_title is not None and index < first_title and len(text) <= 120:
            draft.remove(index, text, "site-name" if len(squeeze(text)) <= 20 else "navigation")
        elif index < last_anchor and len(text) <= 60 and first_title is not None:
            draft.entry(index, "", text, None)
        elif index > last_anchor:
            return tuple(kept), index
        else:
            kept.append(draft.lines[index])
    return tuple(kept), size
