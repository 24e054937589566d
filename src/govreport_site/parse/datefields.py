"""Which of the dates a page prints is the publish, the signed and the generated date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.model import DateReading, Issue
from govreport_site.parse.dates import find_dates, read_date
from govreport_site.parse.fold import fold
from govreport_site.parse.header import Entry
from govreport_site.parse.labels import Field

ABSENT = DateReading()
_META_PUBLISHED = frozenset(
    {
        *("pubdate", "publishdate", "publish_date", "publicationdate", "publishtime"),
        *("article:published_time", "datepublished", "firstpublishedtime"),
    }
)


class Dates(Struct, frozen=True):
    """The three dates of a report, and what was doubtful about them."""

    published: DateReading = ABSENT
    signed: DateReading = ABSENT
    generated: DateReading = ABSENT
    issues: tuple[Issue, ...] = ()


def header_dates(
    entries: Sequence[Entry], properties: Sequence[tuple[str, str]], *, values_only: bool
) -> Dates:
    """The publish and generated dates. A publish date is taken from a label, from the line
    of the page that prints it beside the source, or from the page's own metadata; nowhere else."""
    generated = next(iter(_labelled(entries, "generated")), ABSENT)
    published, issues = _published(entries, values_only=values_only)
    if values_only and generated.value is None:
        generated = _first_bare(entries)
    meta = _from_properties(properties)
    if published.value is None and published.printed is None:
        published = meta
    elif meta.value and published.value and meta.value != published.value:
        message = (
            f"the page prints {published.value} and its metadata says {meta.value}: "
            "the printed date was taken"
        )
        issues = (*issues, Issue("publish-date-conflict", "info", message, published.line))
    return Dates(published, _bracketed(entries), generated, issues)


def _published(
    entries: Sequence[Entry], *, values_only: bool
) -> tuple[DateReading, tuple[Issue, ...]]:
    labelled = [d for d in _labelled(entries, "published") if d.value]
    moments = [d for d in _labelled(entries, "moment") if d.value]
    found = labelled or moments
    if not found:
        return _by_position(entries, values_only=values_only), ()
    timed = [d for d in found if d.time and d.value == found[0].value]
    values = tuple(dict.fromkeys(d.value for d in found if d.value))
    if len(values) == 1:
        return (timed or found)[0], ()
    last = _nearest_the_text(found)
    message = f"the header prints the publish dates {', '.join(values)}: {last.value} was taken"
    doubtful = replace(last, confidence=0.6, candidates=values)
    return doubtful, (Issue("publish-date-conflict", "warning", message, last.line),)


def _nearest_the_text(found: Sequence[DateReading]) -> DateReading:
    """Of differing publish dates the one printed with a time, else the last, under the title."""
    timed = [d for d in found if d.time]
    return (timed or list(found))[-1]


def _labelled(entries: Sequence[Entry], field: Field) -> Iterator[DateReading]:
    for entry in entries:
        if entry.field == field:
            reading = _value_date(entry)
            if reading is not None:
                yield reading


def _value_date(entry: Entry) -> DateReading | None:
    """The date a value starts with, or the only one in it."""
    found = list(find_dates(entry.value[:60]))
    if not found or fold(entry.value[: found[0].start]).strip(" \t|()[]:"):
        return None
    rule = {"published": "label", "moment": "label-time", "generated": "label"}
    reading = found[0].reading
    if reading.value is None and not reading.candidates:
        return replace(reading, line=entry.line)
    named = f"{rule.get(entry.field or '', 'position')}:{reading.rule}"
    return replace(reading, rule=named, line=entry.line)


def _by_position(entries: Sequence[Entry], *, values_only: bool) -> DateReading:
    """A date without a label: the last of a block that lost its labels, or one printed with a
    clock time or in figures on the line below the title, as only publish dates are."""
    bare = [e for e in entries if e.field is None and not e.label]
    dated = [d for e in bare if (d := _bare_date(e)) is not None and d.value]
    if values_only:
        separated = [d for d in dated if d.rule == "position:iso"]
        return replace(separated[-1], confidence=0.8) if len(separated) >= 2 else ABSENT
    timed = [d for d in dated if d.time]
    plain = [d for d in dated if d.rule == "position:iso"]
    if timed:
        return replace(timed[0], confidence=0.95)
    values = {d.value for d in plain}
    return replace(plain[0], confidence=0.85) if len(values) == 1 else ABSENT


def _bare_date(entry: Entry) -> DateReading | None:
    if "(" in fold(entry.value) or ")" in fold(entry.value):
        return None
    return _value_date(entry)


def _first_bare(entries: Sequence[Entry]) -> DateReading:
    bare = [e for e in entries if e.field is None and not e.label]
    dated = [d for e in bare if (d := _bare_date(e)) is not None and d.value]
    figures = [d for d in dated if (d.rule or "").endswith(("iso", "undelimited"))]
    return replace(figures[0], confidence=0.8) if len(figures) >= 2 else ABSENT


def _bracketed(entries: Sequence[Entry]) -> DateReading:
    """The date in brackets, or written out in Chinese, below a title: the day it was signed."""
    for entry in entries:
        reading = read_date(entry.value) if entry.field is None and not entry.label else None
        bracket = ")" in fold(entry.value)
        if reading and (bracket or (reading.rule or "").startswith("chinese")) and not reading.time:
            return replace(reading, line=entry.line)
    return ABSENT


def _from_properties(properties: Sequence[tuple[str, str]]) -> DateReading:
    for name, value in properties:
        if name.lower() in _META_PUBLISHED:
            found = next(find_dates(value.replace("T", " ")[:40]), None)
            if found is not None and found.reading.value:
                return replace(found.reading, rule=f"meta:{name}", confidence=0.9)
    return ABSENT


def signed_date(text: str, line: int, published: DateReading) -> DateReading:
    """The date of the closing line; the publish date decides where lost marks left two readings."""
    whole = read_date(text, published=published.value)
    found = whole or next((f.reading for f in find_dates(text, published=published.value)), None)
    return replace(found, line=line) if found else ABSENT
