"""The head of a page: labels and their values, the title, and the chrome around them.

Every line up to the first line of the body is given one role; a line that prints labels is cut at
them. What the roles leave over goes to the body, so no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govreport_site.model import Cell, Removed, Table
from govreport_site.parse.chrome import end_reason
from govreport_site.parse.dates import find_dates, read_date
from govreport_site.parse.fold import fold, squeeze
from govreport_site.parse.labels import CHROME_FIELDS, LABELS, Field, Label, find_labels, label_name
from govreport_site.parse.lines import Line
from govreport_site.parse.numbers import find_index, is_document_number
from govreport_site.parse.titles import (
    Title,
    echoes,
    find_titles,
    is_headline,
    is_organisation,
    is_title,
    title_year,
)

_MOST_LINES = 120
"""A head longer than this is a list page, not a header."""
_LEAD = re.compile(
    r"(?:本(?:年度报告|年报|报告|年度|机关)|根据|按照|依据|遵照|为(?:认真|进一步|深入|全面|贯彻|切实|做好|了|更好|推进|落实)|"
    r"现(?:将|就|公布|向|予)|特(?:向|编制)|(?:19|20)\d\d年(?:以来|度)?[,，]|一年来|近年来|今年|去年|在.{2,20}领导下|由.{2,20}编制|"
    r"我(?:局|镇|乡|县|市|区|街道|办|委|厅|院|省|校|中心|单位))"
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s{0,6}[、.,]|第[一二三四五六]部分|第一[,、章]|\(一\)|"
    r"[、.]\s{0,3}[㐀-鿿]|1[、.]\s{0,3}[㐀-鿿]|一\s{1,4}[㐀-鿿])"
)
_BODY_WORDS = frozenset(
    {
        *("引言", "前言", "导言", "概述", "概况", "工作概述", "总体概况", "编制说明"),
        *("总体情况", "基本情况", "总体工作情况", "政府信息公开总体情况", "主动公开政府信息情况"),
    }
)
_ADDRESSEE = re.compile(r"[㐀-鿿()、,·]{3,60}:")
_VALIDITY = frozenset(
    {"有效", "失效", "废止", "主动公开", "依申请公开", "现行有效", "已废止", "是", "否"}
)
_BARS = " \t|│┃｜"
_BULLET = " \t•·*●■◆-–—○◎▪"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of header metadata, as printed."""

    label: str
    """With its separator; "" when the page prints none."""
    value: str
    field: Field | None
    """What the label names; None for a value without label."""
    line: int


@dataclass(frozen=True, slots=True)
class Head:
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


@dataclass(slots=True)
class _Draft:
    """The roles given so far, by line index."""

    lines: Sequence[Line]
    entries: dict[int, list[Entry]]
    removed: dict[int, list[Removed]]
    blank_label: dict[int, bool]

    def free(self, index: int) -> bool:
        return index not in self.entries and index not in self.removed

    def entry(self, index: int, label: str, value: str, field: Field | None) -> None:
        number = self.lines[index].number
        self.entries.setdefault(index, []).append(Entry(label, value, field, number))

    def remove(self, index: int, text: str, reason: str) -> None:
        self.removed.setdefault(index, []).append(Removed(text, reason, self.lines[index].number))


def read_head(lines: Sequence[Line]) -> Head:
    """The head of the page; `size` 0 when the text starts at once."""
    draft = _Draft(lines, {}, {}, {})
    size = _scan(draft)
    _values_below(draft, size)
    titles = _titles(draft, size)
    values_only = _values_without_labels(draft, titles, size)
    kept, size = _leftovers(draft, titles, size)
    for index in {i for t in titles for i in range(t.start, t.end)}:
        if bars := "".join(c for c in lines[index].text if c in _BARS and not c.isspace()):
            draft.remove(index, bars, "rule")
    return Head(
        tuple(e for i in sorted(draft.entries) for e in draft.entries[i]),
        tuple(t for t in titles if t.end <= size),
        tuple(r for i in sorted(draft.removed) for r in draft.removed[i]),
        kept,
        size,
        values_only,
    )


def _scan(draft: _Draft) -> int:
    """Roles for labels and chrome; the index of the first line that is the body's."""
    for index, line in enumerate(draft.lines[:_MOST_LINES]):
        if line.table is not None:
            mine = _header_table(draft, index, line.table)
        else:
            mine = _label_line(draft, index, line.text) or _chrome_line(draft, index, line.text)
        if not mine and (not line.text or is_body(line.text)):
            return index
    return min(len(draft.lines), _MOST_LINES)


def is_body(text: str) -> bool:
    """True for a line that cannot stand in a header: prose, a heading, an addressee."""
    if is_title(text) or is_headline(text):
        return False
    folded, squeezed = fold(text).strip(), squeeze(text)
    if _HEADING.match(folded) or squeezed in _BODY_WORDS:
        return True
    if _ADDRESSEE.fullmatch(squeezed) and label_name(text) is None:
        return True
    if len(squeezed) >= 12 and _LEAD.match(squeezed):
        return True
    return len(squeezed) >= 40 and ("。" in squeezed or squeezed.count(",") >= 3)


def _chrome_line(draft: _Draft, index: int, text: str) -> bool:
    reason = end_reason(text)
    if reason is None or reason == "category":
        return False
    if reason == "page-number" and index > 0:
        return False
    draft.remove(index, text.strip(), reason)
    return True


def _label_line(draft: _Draft, index: int, text: str) -> bool:
    """Cut a line at its labels; False when it is no label line."""
    folded = fold(text)
    if re.match(r".{0,12}(?:位置|首页)\s{0,3}[:>]", folded):
        return False
    labels = _credible(find_labels(text), text)
    if not labels:
        return False
    before = text[: labels[0].start]
    if before.strip(_BULLET + "|[]()【】"):
        if not _may_precede(before, labels):
            return False
        draft.entry(index, "", before.strip(), None)
    elif before.strip():
        draft.remove(index, before.strip(), "rule")
    for label, end in zip(labels, [*(x.start for x in labels[1:]), len(text)], strict=True):
        _take(draft, index, text, label, end)
    last = labels[-1]
    empty = not text[last.end :].strip(_BULLET + "|")
    draft.blank_label[index] = empty and last.field not in CHROME_FIELDS
    return True


def _credible(labels: tuple[Label, ...], text: str) -> tuple[Label, ...]:
    """The labels of the line, or none when the line is prose that happens to hold one."""
    first = labels[0] if labels else None
    if first is None or (len(text) > 300 and first.start > 60):
        return ()
    value = text[first.end : labels[1].start if len(labels) > 1 else len(text)]
    prose = len(value) > 120 and "。" in value and first.field != "other"
    return () if prose else labels


def _may_precede(before: str, labels: tuple[Label, ...]) -> bool:
    """True for a date, a short name or chrome in front of the first label of a line."""
    if any(True for _ in find_dates(before)) and len(before) < 40:
        return True
    separated = [x for x in labels if x.separated]
    known = any(x.field in {"published", "source", "counter", "moment"} for x in separated)
    return known and len(before.strip()) <= 30 and not re.search(r"[。,，;；]", before)


def _take(draft: _Draft, index: int, text: str, label: Label, end: int) -> None:
    printed, value = text[label.start : label.end].strip(), text[label.end : end]
    bars = "".join(c for c in value if c in "|│┃｜")
    value = value.strip(" \t\u3000\xa0|│┃｜")
    if bars and not re.search(r"[|│┃｜]", value):
        draft.remove(index, bars, "rule")
    elif bars:
        value = text[label.end : end].strip()
    if label.field in CHROME_FIELDS:
        draft.remove(index, f"{printed}{value}", _CHROME_REASONS[label.field])
        return
    draft.entry(index, printed, value, label.field)


_CHROME_REASONS: dict[Field, str] = {
    "counter": "counter",
    "font": "font",
    "share": "share",
    "print": "print",
}


def _header_table(draft: _Draft, index: int, table: Table) -> bool:
    """Read a table of keys and values, in pairs or as a row of keys over a row of values."""
    cells = [c for c in table.cells if c.text.strip()]
    keys = [c for c in cells if label_name(c.text)]
    run_on = [c for c in cells if not label_name(c.text) and _holds_label(c.text)]
    if len(cells) > 80 or any(len(c.text) > 300 for c in cells) or not (keys or run_on):
        return False
    if len(keys) + len(run_on) < 2 and not any(find_index(c.text) for c in cells):
        return False
    pairs = _pairs_by_row(cells) if _has_key_row(cells) else _pairs_in_order(cells)
    for label, value in pairs:
        _table_pair(draft, index, label, value)
    return True


def _holds_label(text: str) -> bool:
    labels = find_labels(text)
    return bool(labels) and labels[0].start < 3


def _table_pair(draft: _Draft, index: int, label: str, value: str) -> None:
    name = label_name(label) if label else None
    field = LABELS[name] if name else None
    if field in CHROME_FIELDS and field is not None:
        draft.remove(index, f"{label}{value}", _CHROME_REASONS[field])
    elif name is None and _holds_label(value):
        labels = find_labels(value)
        for found, end in zip(labels, [*(x.start for x in labels[1:]), len(value)], strict=True):
            _take(draft, index, value, found, end)
        if value[: labels[0].start].strip():
            draft.entry(index, "", value[: labels[0].start].strip(), None)
    else:
        draft.entry(index, label, value, field)


def _has_key_row(cells: Sequence[Cell]) -> bool:
    """True when a row of two or more cells holds labels only, and the next row holds none."""
    rows: dict[int, list[bool]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(label_name(cell.text) is not None)
    return any(
        len(keys) >= 2 and all(keys) and (row + 1) in rows and not any(rows[row + 1])
        for row, keys in rows.items()
    )


def _pairs_by_row(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    below = {(c.row, c.column): c for c in cells}
    used: set[tuple[int, int]] = set()
    for cell in cells:
        if (cell.row, cell.column) in used:
            continue
        if label_name(cell.text):
            value = below.get((cell.row + cell.rowspan, cell.column))
            if value is not None and label_name(value.text) is None:
                used.add((value.row, value.column))
                yield cell.text.strip(), value.text.strip()
                continue
            yield cell.text.strip(), ""
        else:
            yield "", cell.text.strip()


def _pairs_in_order(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Label and value by turns; a label that follows a label shows that the first has no value."""
    pending: Cell | None = None
    for cell in cells:
        if label_name(cell.text):
            if pending is not None:
                yield pending.text.strip(), ""
            pending = cell
        elif pending is not None and pending.row == cell.row:
            yield pending.text.strip(), cell.text.strip()
            pending = None
        else:
            if pending is not None:
                yield pending.text.strip(), ""
                pending = None
            yield "", cell.text.strip()
    if pending is not None:
        yield pending.text.strip(), ""


def _values_below(draft: _Draft, size: int) -> None:
    """Give a label that ends its line the next line as value (H9), or a whole row of labels the
    row of values below (H5); a line of labels is never a value."""
    for index in range(size - 1):
        below = index + 1
        if not draft.blank_label.get(index) or not draft.free(below):
            continue
        text = draft.lines[below].text.strip()
        blank = [e for e in draft.entries[index] if not e.value and e.field is not None]
        values = [v.strip() for v in re.split(r"[|│｜\t]|\s{2,}", text) if v.strip()]
        if len(blank) > 1 and len(blank) == len(draft.entries[index]) == len(values):
            filled = [replace(e, value=v) for e, v in zip(blank, values, strict=True)]
            draft.entries[index] = filled
            bars = "".join(c for c in text if c in "|│｜")
            draft.entries[below] = []
            if bars:
                draft.remove(below, bars, "rule")
        elif len(blank) == 1 and _fits(text, blank[0].field):
            last = draft.entries[index][-1]
            if last is blank[0]:
                draft.entries[index][-1] = replace(last, value=text.lstrip(_BULLET))
                draft.entries[below] = []
                if text != text.lstrip(_BULLET):
                    draft.remove(below, text[: len(text) - len(text.lstrip(_BULLET))], "rule")


def _fits(text: str, field: Field | None) -> bool:
    """True when the text is of the type that the label promises."""
    if field in {"published", "generated", "moment"}:
        return read_date(text) is not None
    if field == "index":
        return find_index(text) is not None
    if field == "number":
        return is_document_number(text)
    if field == "title":
        return is_title(text) or is_headline(text)
    if field == "issuer":
        return is_organisation(text)
    if field == "source":
        return is_organisation(text) and not is_title(text)
    return not is_title(text) and len(text) <= 40 and read_date(text) is None


def _titles(draft: _Draft, size: int) -> list[Title]:
    """The titles in the head and their repetitions; a repetition split over lines may look like
    another title (`…工作要点` above `落实情况报告`), and is taken for what it is."""
    texts = [line.text.strip(_BARS) for line in draft.lines[:size]]
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


def _values_without_labels(draft: _Draft, titles: Sequence[Title], size: int) -> bool:
    """Read a block whose labels were lost (H8): an index number or two dates on lines of their
    own say that the short lines around them are values."""
    taken = {i for t in titles for i in range(t.start, t.end)}
    free = [i for i in range(size) if draft.free(i) and i not in taken]
    typed = [i for i in free if _typed(draft.lines[i].text)]
    numbers = [i for i in typed if find_index(draft.lines[i].text)]
    if not numbers and len(typed) < 2:
        for index in typed:
            draft.entry(index, "", draft.lines[index].text.strip(), None)
        return False
    first, last = min(typed), max(typed)
    for index in free:
        text = draft.lines[index].text.strip()
        near = first - 2 <= index <= last + 2
        if near and (len(squeeze(text)) <= 30 or index in typed):
            draft.entry(index, "", text, None)
    return True


def _typed(text: str) -> bool:
    """True for a line that is a date, an index number or a document number and nothing else."""
    bare = text.strip().strip(_BULLET)
    index = find_index(bare)
    return (
        read_date(text) is not None
        or is_document_number(text)
        or (index is not None and len(squeeze(bare)) == len(squeeze(index)))
        or (
            len(text) < 40
            and re.match(r"\s{0,9}(?:19|20)\d\d[-.年/]", fold(text)) is not None
            and next(iter(find_dates(text)), None) is not None
        )
    )


def _leftovers(draft: _Draft, titles: Sequence[Title], size: int) -> tuple[tuple[Line, ...], int]:
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
        if squeeze(text) in _VALIDITY and anchors:
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
