"""The text of one report as the index stores it, to verify a match and to show its passages."""

from __future__ import annotations

import json
import zlib

from govreport_site.search.container import deflate
from govreport_site.search.folding import composed
from govreport_site.search.records import SearchRecord


def packed(record: SearchRecord) -> bytes:
    """The record, deflated. A caller may make and keep these bytes in place of the record."""
    fields = [
        record.url,
        record.title,
        record.place,
        record.place_slugs,
        record.year,
        record.kind,
        record.form,
        record.level,
        record.has_findings,
        record.date,
        record.sections,
    ]
    text = composed(json.dumps(fields, ensure_ascii=False, separators=(",", ":")))
    return deflate(_octets(text), 6)


def _octets(text: str) -> bytes:
    """GBK takes two bytes for a character where UTF-8 takes three, a seventh less once deflated."""
    try:
        return b"g" + text.encode("gbk")
    except UnicodeEncodeError:
        return b"u" + text.encode("utf-8", "replace")


def unpacked(deflated: bytes) -> SearchRecord:
    """The record that was packed, its text in NFC."""
    raw = zlib.decompress(deflated, -15)
    url, title, place, slugs, year, kind, form, level, findings, date, sections = json.loads(
        raw[1:].decode("gbk" if raw[:1] == b"g" else "utf-8")
    )
    return SearchRecord(
        url=url,
        title=title,
        place=tuple(place),
        place_slugs=tuple(slugs),
        year=year,
        kind=kind,
        form=form,
        level=level,
        has_findings=findings,
        date=date,
        sections=tuple((anchor, heading, text) for anchor, heading, text in sections),
    )


def lines(record: SearchRecord) -> str:
    """Everything but the title, a line end after each heading and each section."""
    return "\n".join(f"{heading}\n{text}" for _, heading, text in record.sections)
