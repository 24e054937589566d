"""The foot of a page: signature, attachments, and the site's own lines after the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from govreport_site.model import Attachment, Removed
from govreport_site.parse.chrome import chrome_reason, end_reason, is_footer
from govreport_site.parse.dates import read_date
from govreport_site.parse.fold import fold, squeeze
from govreport_site.parse.header import Entry
from govreport_site.parse.labels import CHROME_FIELDS, find_labels
from govreport_site.parse.lines import Line
from govreport_site.parse.titles import is_organisation, is_title

_MOST_LINES = 150
MOST_LINES = 8_000
"""Lines of a text that are read; the longest report seen, a cell a line, has 2,000."""
_FILE = re.compile(r"[^\s|]{1,120}\.(?:docx?|xlsx?|pdf|wps|et|rar|zip|ofd|jpg|png|ceb)\b", re.I)
_OBJECT_ID = re.compile(r"[0-9a-f]{16,40}|[0-9A-F]{16,40}")
_NAMED = re.compile(r"\s{0,40}(?:附件|附表|附)\s{0,3}\d{0,2}\s{0,3}[:.、]\s{0,9}(\S.{1,120})")
_SEPARATORS = "；;"


class Tail(Struct, frozen=True):
    """What stands below the body."""

    kept: tuple[Line, ...]
    """All lines that belong to the body, those above the tail among them."""
    removed: tuple[Removed, ...]
    entries: tuple[Entry, ...]
    """Metadata printed below the report, such as 责任编辑."""
    attachments: tuple[Attachment, ...]


def read_tail(lines: Sequence[Line]) -> Tail:
    """Take the site's lines off the end, and whole-line chrome out of the middle."""
    first = max(0, len(lines) - _MOST_LINES)
    start = _foot(lines, first)
    kept: list[Line] = []
    removed: list[Removed] = []
    entries: list[Entry] = []
    attachments: list[Attachment] = []
    for index, line in enumerate(lines):
        if MOST_LINES < index < start:
            kept.append(line)
        elif index < start or line.table is not None:
            reason = _reason_inside(line)
            if reason is None:
                kept.append(line)
                attachments += _named(line)
            else:
                removed.append(Removed(line.text.strip(), reason, line.number))
        else:
            _take(line, kept, removed, entries, attachments)
    return Tail(tuple(kept), tuple(removed), tuple(entries), tuple(attachments))


def signed_line(lines: Sequence[Line]) -> int | None:
    """Index of the closing line that prints the date: the last date line under a body's name, or
    the last line of the text that is a date; None when the report is not dated."""
    for index in range(len(lines) - 1, max(-1, len(lines) - _MOST_LINES), -1):
        text = lines[index].text
        if _name_and_date(text) or (
            read_date(text) is not None
            and ((index > 0 and is_organisation(lines[index - 1].text)) or index >= len(lines) - 3)
        ):
            return index
    return None


def _name_and_date(text: str) -> bool:
    parts = text.split()
    return (
        2 <= len(parts) <= 6
        and is_organisation(parts[0])
        and read_date(" ".join(parts[1:])) is not None
    )


def _foot(lines: Sequence[Line], first: int) -> int:
    """Index of the first line of the site's foot: everything from there on is chrome, a label
    line, an attachment, or a short line between such lines."""
    footer = next((i for i in range(first, len(lines)) if is_footer(lines[i].text)), len(lines))
    if any(_is_content(line) for line in lines[footer:]):
        footer = len(lines)
    contacts = footer < len(lines)
    start = footer
    closed = len(lines)
    for index in range(footer - 1, first - 1, -1):
        line = lines[index]
        if line.table is not None or _signature(line.text) or _is_content(line):
            break
        if _is_foot(line.text, lines, index, contacts=contacts):
            start = index
        elif len(line.text) > 200 or len(squeeze(line.text)) > 24 or closed - index > 8:
            break
        closed = min(closed, start)
    return start


def _signature(text: str) -> bool:
    bare = text.strip()
    if re.fullmatch(r"\d{1,3}", bare):
        return False
    return read_date(text) is not None or _name_and_date(text) or is_organisation(text)


def _is_content(line: Line) -> bool:
    """True for a line that no foot prints: a sentence, a heading, a table, an annex."""
    text = line.text
    if line.table is not None:
        return True
    if chrome_reason(text) is not None:
        return False
    folded = fold(text).strip()
    heading = re.match(
        r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\)|附[件表]\s?\d?[:：]?\S", folded
    )
    sentence = "。" in folded and not find_labels(text)
    return bool(heading and not _FILE.search(folded)) or (sentence and len(folded) > 15)


def _is_foot(text: str, lines: Sequence[Line], index: int, *, contacts: bool) -> bool:
    """True for a line of the site's foot. A line of contacts is one only where `contacts` says
    that the site has a footer; else it is the office's own, at the end of its report."""
    bare = text.strip()
    reason = end_reason(text)
    if reason is not None:
        if re.fullmatch(r"[\d./—–-]{1,3}", bare):
            return _lone_number(lines, index)
        return contacts or reason != "footer" or is_footer(text)
    if _OBJECT_ID.fullmatch(bare) or _FILE.search(bare):
        return True
    labels = find_labels(text)
    if labels and labels[0].start <= 3 and len(text) <= 160:
        return True
    return is_title(text)


def _lone_number(lines: Sequence[Line], index: int) -> bool:
    """True for a page number: no other bare number or mark stands near it, as in a table."""
    near = [*lines[max(0, index - 6) : index], *lines[index + 1 : index + 7]]
    cell = re.compile(r"\s*(?:[\d.,/%+—–-]{1,12}|无)\s*")
    cells = (line.text for line in near if line.text and cell.fullmatch(line.text))
    return all(read_date(text) is not None for text in cells)


def _reason_inside(line: Line) -> str | None:
    text = line.text
    return chrome_reason(text) if text and len(text) <= 120 and line.piece == 0 else None


def _take(
    line: Line,
    kept: list[Line],
    removed: list[Removed],
    entries: list[Entry],
    attachments: list[Attachment],
) -> None:
    text = line.text.strip()
    named = _named(line)
    if named and not _FILE.search(text):
        attachments += named
        kept.append(line)
        return
    reason = end_reason(text)
    if _FILE.search(text) or _OBJECT_ID.fullmatch(text):
        name = re.sub(r"^(?:附件|附表)(?:下载)?\s?\d{0,2}\s?[:：.、]\s?", "", text)
        attachments.append(Attachment(name, None, line.number))
        removed.append(Removed(text, "attachment", line.number))
    elif reason is not None:
        removed.append(Removed(text, reason, line.number))
    elif _follows_attachments(text, removed):
        attachments.append(Attachment(text, None, line.number))
        removed.append(Removed(text, "attachment", line.number))
    elif not _labelled(line, removed, entries):
        removed.append(Removed(text, "category" if is_title(text) else "navigation", line.number))


def _follows_attachments(text: str, removed: Sequence[Removed]) -> bool:
    """True for the name of a file below `附件下载:` or below another such name."""
    last = removed[-1].reason if removed else ""
    return last in {"attachment-label", "attachment"} and 4 <= len(text) <= 80


def _labelled(line: Line, removed: list[Removed], entries: list[Entry]) -> bool:
    text = line.text
    labels = find_labels(text)
    if not labels or labels[0].start > 3:
        return False
    before = text[: labels[0].start].strip()
    if before:
        removed.append(Removed(before, "rule", line.number))
    for label, end in zip(labels, [*(x.start for x in labels[1:]), len(text)], strict=True):
        printed, value = text[label.start : label.end].strip(), text[label.end : end].strip()
        if label.field in CHROME_FIELDS:
            removed.append(Removed(printed + value, label.field, line.number))
        else:
            entries.append(Entry(printed, value, label.field, line.number))
    return True


def _named(line: Line) -> list[Attachment]:
    """The attachments that an 附件: line names; the line itself stays in the body."""
    if line.table is not None or len(line.text) > 200:
        return []
    match = _NAMED.match(fold(line.text))
    if match is None or "。" in match[1]:
        return []
    name = line.text[match.start(1) : match.end(1)].strip()
    return [Attachment(name, None, line.number)]
