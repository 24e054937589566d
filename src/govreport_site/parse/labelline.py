"""Header lines that print labels, several on a line or run together, cut at the labels."""

from __future__ import annotations

import re

from govreport_site.parse.chrome import chrome_reason
from govreport_site.parse.dates import find_dates
from govreport_site.parse.draft import BULLETS, Draft
from govreport_site.parse.fold import fold
from govreport_site.parse.labels import CHROME_FIELDS, Label, find_labels
from govreport_site.parse.prose import is_body


def read_label_line(draft: Draft, index: int, text: str) -> bool:
    """Cut a line at its labels; False when it is no label line."""
    folded = fold(text)
    if re.match(r".{0,12}(?:位置|首页)\s{0,3}[:>]", folded):
        return False
    labels = _credible(find_labels(text), text)
    if not labels:
        return False
    before = text[: labels[0].start]
    if before.strip(BULLETS + "|[]()【】"):
        if not _may_precede(before, labels):
            return False
        _before_labels(draft, index, before)
    elif before.strip():
        draft.remove(index, before.strip(), "rule")
    for label, end in zip(labels, [*(x.start for x in labels[1:]), len(text)], strict=True):
        take_label(draft, index, text, label, end)
    last = labels[-1]
    empty = not text[last.end :].strip(BULLETS + "|")
    draft.blank_label[index] = empty and last.field not in CHROME_FIELDS
    return True


def _credible(labels: tuple[Label, ...], text: str) -> tuple[Label, ...]:
    """The labels of the line, or none when the line is prose that happens to hold one."""
    first = labels[0] if labels else None
    if first is None or (len(text) > 300 and first.start > 60):
        return ()
    value = text[first.end : labels[1].start if len(labels) > 1 else len(text)]
    prose = len(value) > 120 and "。" in value and first.field != "other"
    return () if prose or (len(text) > 400 and text.count("。") >= 3) else labels


def _may_precede(before: str, labels: tuple[Label, ...]) -> bool:
    """True for a date, a short name or chrome in front of the first label of a line."""
    if len(before) < 80 and any(True for _ in find_dates(before)):
        return True
    short = len(before.strip()) <= 40 and not re.search(r"[。,，;；]", before)
    return short and any(x.separated for x in labels) and not is_body(before)


def _before_labels(draft: Draft, index: int, before: str) -> None:
    """What stands in front of the first label: a date, a number, or the name of the site."""
    found = next(find_dates(before), None)
    if found is None or not before[: found.start].strip(BULLETS):
        draft.entry(index, "", before.strip(), None)
        return
    draft.remove(index, before[: found.start].strip(), "site-name")
    draft.entry(index, "", before[found.start :].strip(), None)


def take_label(draft: Draft, index: int, text: str, label: Label, end: int) -> None:
    printed, value = text[label.start : label.end].strip(), text[label.end : end]
    bars = "".join(c for c in value if c in "|│┃｜")
    value = value.strip(" \t\u3000\xa0|│┃｜")
    if bars and not re.search(r"[|│┃｜]", value):
        draft.remove(index, bars, "rule")
    elif bars:
        value = text[label.end : end].strip()
    value, chrome = _without_buttons(value)
    draft.entry(index, printed, value, label.field)
    if chrome:
        draft.remove(index, chrome, "print")


def _without_buttons(value: str) -> tuple[str, str]:
    """(value, the site's buttons behind it): `东湖街道 打印页面 关闭页面`."""
    words = re.split(r"(?<=\S)\s+(?=\S)", value[:300])
    kept = len(words)
    while kept > 1 and chrome_reason(words[kept - 1]) is not None:
        kept -= 1
    if kept == len(words) or len(value) > 300:
        return value, ""
    at = value.rindex(words[kept]) if kept == len(words) - 1 else value.index(words[kept])
    return value[:at].strip(), value[at:].strip()
