"""Header values that stand apart from their labels: below them, or with the labels lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from govreport_site.parse.dates import find_dates, read_date
from govreport_site.parse.draft import BULLETS, Draft
from govreport_site.parse.fold import fold, squeeze
from govreport_site.parse.labels import Field
from govreport_site.parse.numbers import find_index, is_document_number
from govreport_site.parse.titles import Title, is_headline, is_organisation, is_title


def read_values_below(draft: Draft, size: int) -> None:
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
        elif len(blank) == 1 and _fits(text, blank[0].label, blank[0].field):
            last = draft.entries[index][-1]
            if last is blank[0]:
                draft.entries[index][-1] = replace(last, value=text.lstrip(BULLETS))
                draft.entries[below] = []
                if text != text.lstrip(BULLETS):
                    draft.remove(below, text[: len(text) - len(text.lstrip(BULLETS))], "rule")


def _fits(text: str, label: str, field: Field | None) -> bool:
    """True when the text is of the type that the label promises."""
    if field in {"published", "generated", "moment"} or re.search(
        r"(?:时间|日期)\s*:", fold(label)
    ):
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
    other = is_title(text) or is_organisation(text) or read_date(text) is not None
    return not other and len(text) <= 40


def read_bare_values(draft: Draft, titles: Sequence[Title], size: int) -> bool:
    """Read a block whose labels were lost (H8): an index number, or two dates in figures or
    tokens for nothing on lines of their own, say that the short lines around them are values."""
    taken = {i for t in titles for i in range(t.start, t.end)}
    free = [i for i in range(size) if draft.free(i) and i not in taken]
    typed = [i for i in free if _typed(draft.lines[i].text)]
    values = [i for i in typed if not _written_out(draft.lines[i].text)]
    numbers = [i for i in typed if find_index(draft.lines[i].text)]
    nothing = [i for i in free if draft.lines[i].text.strip() in {"无", "-", "/"}]
    if not numbers and len(values) + len(nothing) < 2:
        for index in typed:
            draft.entry(index, "", draft.lines[index].text.strip(), None)
        for index in free:
            _name_and_date(draft, index)
            _line_of_values(draft, index)
        return False
    first, last = min((*typed, *nothing)), max((*typed, *nothing))
    for index in free:
        text = draft.lines[index].text.strip()
        near = first - 2 <= index <= last + 2
        if near and (len(squeeze(text)) <= 30 or index in typed):
            draft.entry(index, "", text, None)
    return True


def _name_and_date(draft: Draft, index: int) -> None:
    """The name of a body and a date on one line below the title: two values."""
    text = draft.lines[index].text.strip()
    name, gap, rest = text.partition(" ")
    if draft.free(index) and gap and is_organisation(name) and read_date(rest) is not None:
        draft.entry(index, "", name, None)
        draft.entry(index, "", rest.strip(), None)


def _line_of_values(draft: Draft, index: int) -> None:
    """All values on one line: only the index number can be told from the rest of it."""
    text = draft.lines[index].text.strip()
    if draft.free(index) and len(text) <= 200 and find_index(text):
        draft.entry(index, "", text, None)


def _written_out(text: str) -> bool:
    """True for a date with 年 and 月, as it is signed; a lost label's value is in figures."""
    reading = read_date(text)
    return reading is not None and (reading.rule or "").startswith(("chinese", "month"))


def _typed(text: str) -> bool:
    """True for a line that is a date, an index number or a document number and nothing else."""
    bare = text.strip().strip(BULLETS)
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
