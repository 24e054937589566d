"""Where the issuing body sits: what the page says of it, put before the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from govreport_site.model import Level, Placing
from govreport_site.parse.fold import fold
from govreport_site.parse.issuer import evidence_names, title_body
from govreport_site.parse.metadata import Metadata
from govreport_site.parse.page import Page
from govreport_site.reference.places import Evidence, body_level, find_places, resolve

_LEAD = 3000
"""Characters of the text that are searched for place names."""
_FILING = re.compile(
    r"[㐀-鿿]公网安备\s*\d{11,14}|[㐀-鿿]ICP备\s?[A-Z]?\d{6,12}|网站标识码\s?:\s?\d{10}", re.I
)
_NUMBER = re.compile(r"[㐀-鿿]{2,10}[〔\[(（【]\s?20\d\d")
_SITE = re.compile(r"[㐀-鿿]{2,20}(?:政府|门户)?(?:门户)?网(?:站)?")


def place_report(
    page: Page, known: Metadata, overrides: Mapping[str, str]
) -> tuple[Placing, Level | None]:
    """(place, level of the body). Unknown and ambiguous stay so; nothing is guessed."""
    evidence = _evidence(page, known)
    placings = [
        (name, resolve(name, year=known.year, evidence=evidence, overrides=overrides))
        for name in _names(known)
    ]
    if not placings:
        return Placing("none"), None
    name, placing = next(((n, p) for n, p in placings if p.unit is not None), placings[0])
    return placing, body_level(name, placing.unit)


def _names(known: Metadata) -> list[str]:
    """What is looked up, in turn: the issuer, then the body or place that the title names."""
    titled = title_body(known.title) if known.title else None
    return [n for n in dict.fromkeys((known.issuer, titled)) if n]


def _evidence(page: Page, known: Metadata) -> Evidence:
    lead = "".join(line.text.strip() for line in page.body[:40])[:_LEAD]
    named = evidence_names(known.issuer, page.entries, known.title)
    found = find_places(lead)
    return Evidence(
        publisher=known.publisher or _site_name(page),
        url=page.document.source.url,
        names=tuple(dict.fromkeys((*named, *found))),
        filings=tuple(_filings(page, lead)),
        title=known.title or None,
    )


def _site_name(page: Page) -> str | None:
    """The site's own name: the short line above the title, or the page title's last part."""
    removed = (r.text for r in page.head.removed if r.reason == "site-name")
    titled = _SITE.findall(page.document.title or "")[-1:]
    return next((text for text in (*removed, *titled) if text), None)


def _filings(page: Page, lead: str) -> Iterator[str]:
    chrome = " ".join(r.text for r in (*page.document.removed, *page.tail.removed) if r.text)
    yield from (match[0] for match in _FILING.finditer(fold(chrome[:20_000])))
    if page_number := next((e.value for e in page.entries if e.field == "number"), None):
        yield page_number
    yield from (match[0] for match in _NUMBER.finditer(lead))
