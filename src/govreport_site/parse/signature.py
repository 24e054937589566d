"""The closing lines of a report, for the date they print and the body they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from govreport_site.model import DateReading, Repair
from govreport_site.parse.datefields import ABSENT, Dates, signed_date
from govreport_site.parse.dates import find_dates
from govreport_site.parse.fold import fold
from govreport_site.parse.lines import Line
from govreport_site.parse.tail import signed_line
from govreport_site.parse.titles import is_organisation

_LOST_MARKS = ("undelimited", "lost-mark")
_SHORTEST = 24
"""Characters of a last paragraph that can hold more than its closing lines."""
_CLOSING = 80
"""Characters at the end of a text in one paragraph that may hold its closing lines."""


class Signature(Struct, frozen=True):
    """Who signed and when; `names` as printed, the last is the one next to the date."""

    names: tuple[str, ...] = ()
    date: DateReading = ABSENT
    repairs: tuple[Repair, ...] = ()


def read_signature(body: Sequence[Line], dates: Dates) -> Signature:
    """The signature; without names and date when the report is not signed."""
    index = signed_line(body)
    if index is None:
        return _glued(body, dates) or Signature(tuple(_names_at_the_end(body)))
    line = body[index]
    near = dates.published if dates.published.value else dates.generated
    reading = signed_date(line.text, line.number, near)
    names = [b.text.strip() for b in body[max(0, index - 3) : index] if is_organisation(b.text)]
    first = line.text.split()[0] if line.text.split() else ""
    if is_organisation(first):
        names.append(first)
    if not names and index + 1 < len(body) and is_organisation(body[index + 1].text):
        names.append(body[index + 1].text.strip())
    return Signature(tuple(names), reading, tuple(_repairs(reading)))


def _names_at_the_end(body: Sequence[Line]) -> Iterator[str]:
    return (line.text.strip() for line in body[-3:] if is_organisation(line.text))


def _glued(body: Sequence[Line], dates: Dates) -> Signature | None:
    """Name and date at the end of the last paragraph: `…。某某镇人民政府 2017年1月3日`."""
    last = next((line for line in reversed(body) if line.text), None)
    if last is None or len(last.text) < _SHORTEST:
        return None
    closing = last.text.rstrip(" \t|")[-_CLOSING:]
    found = list(find_dates(closing, published=dates.published.value))
    end = found[-1] if found and not closing[found[-1].end :].strip(" )）|") else None
    before = closing[: end.start] if end else closing
    name = re.split(r"[。;；!！|]|\s{1,9}(?=\S{4,40}\s*$)", before)[-1].strip(" (（")
    if not is_organisation(name) or (
        end is None and not re.search(r"政府|办事处|局$|委员会|办公室$", fold(name))
    ):
        return None
    reading = signed_date(closing[end.start :], last.number, dates.published) if end else ABSENT
    return Signature((name,), reading, tuple(_repairs(reading)))


def _repairs(reading: DateReading) -> Iterator[Repair]:
    if reading.value and reading.printed and (reading.rule or "").startswith(_LOST_MARKS):
        confidence = reading.confidence or 0.0
        yield Repair(reading.printed, reading.value, reading.rule or "", reading.line, confidence)
