"""Which of the titles on a page is the report's own, and where none is printed, what stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from govreport_site.model import Document, Issue
from govreport_site.parse.fold import fold, plain
from govreport_site.parse.header import Head
from govreport_site.parse.kind import kind_of_title
from govreport_site.parse.lines import Line
from govreport_site.parse.titles import TOPIC, Title, find_titles, is_headline, is_title, title_year

_ANNEX_WITHIN = 60
"""A notice that wraps a report is shorter than this many lines."""
_WRAPS = re.compile(
    r".*(?:公布|印发|发布|公开|报送|上报|下发).{0,60}(?:报告|年报|情况).{0,12}(?:通知|函|公告|通告|报告)?"
)
_SITE = re.compile(r"\s*(?:[-_|–—·]|--|>>)\s*[^-_|–—]{2,40}$")
_META_TITLE = frozenset({"articletitle", "title", "og:title", "dc.title"})
_SELF_NAMED = re.compile(
    rf"(?:现将|现公布|现向社会公布|公布|发布|编制(?:完成)?了?|特编制|形成)[《“]?"
    rf"(?P<name>[^，。,;；:：《》]{{0,40}}(?:19|20)\d\d年?度?[^，。,;；:：《》]{{0,12}}{TOPIC}"
    rf"[^，。,;；:：《》]{{0,8}}(?:年度报告|年报|工作报告))"
)


class Naming(Struct, frozen=True):
    """The report's title, and the lines that print it."""

    title: Title | None
    in_body: tuple[int, int] | None = None
    """Range of body lines that print the title, when a notice stands above it."""
    wrapper: bool = False
    """True when the page's first title is a notice's."""
    issues: tuple[Issue, ...] = ()


def name_report(document: Document, head: Head, body: Sequence[Line]) -> Naming:
    """The title. A notice's title gives way to the title of the report it encloses."""
    best = max(head.titles, key=lambda t: (t.weight, -t.start), default=None)
    labelled = _labelled(head)
    if best is None or (labelled is not None and labelled.weight > best.weight):
        best = labelled or best
    if best is None or _may_wrap(best):
        annex = _annex(body)
        if annex is not None:
            return Naming(annex, (annex.start, annex.end), wrapper=best is not None)
    if best is not None:
        return Naming(best)
    stand_in = page_title(document) or _self_named(body)
    message = "the page prints no title above the text"
    if stand_in is not None:
        message += (
            f"; it is named after {'its page title' if document.title else 'its first sentence'}"
        )
    return Naming(stand_in, issues=(Issue("title-missing", "info", message, 1),))


def _labelled(head: Head) -> Title | None:
    """The title that a label 名称 or 标题 gives."""
    for entry in head.entries:
        if entry.field == "title" and entry.value and not entry.value.isspace():
            text = entry.value.strip(" |")
            return Title(text, -1, -1, title_year(text), is_title(text))
    return None


def _may_wrap(title: Title) -> bool:
    return kind_of_title(title.text) == "other" and _WRAPS.fullmatch(plain(title.text)) is not None


def _annex(body: Sequence[Line]) -> Title | None:
    """The first title of a report among the lines below a notice."""
    within = body[:_ANNEX_WITHIN]
    texts = [line.text for line in within]
    free = [line.table is None and bool(line.text) and len(line.text) < 90 for line in within]
    found = find_titles(texts, free)
    reports = [t for t in found if t.complete and kind_of_title(t.text) in {"annual", "self-check"}]
    return reports[0] if reports else None


def page_title(document: Document) -> Title | None:
    """The page's own <title> or title property without the site's name behind it."""
    named = [v for n, v in document.properties if n.lower() in _META_TITLE]
    for raw in [*named, document.title or ""]:
        text = _SITE.sub("", raw.strip())
        for candidate in (text, raw.strip()):
            if is_title(candidate) or is_headline(candidate):
                year = title_year(candidate)
                return Title(candidate, -1, -1, year, is_title(candidate))
    return None


def _self_named(body: Sequence[Line]) -> Title | None:
    lead = "".join(line.text.strip() for line in body[:6])[:1500]
    match = _SELF_NAMED.search(fold(lead))
    if match is None:
        return None
    text = lead[match.start("name") : match.end("name")].strip()
    return Title(text, -1, -1, title_year(text), is_title(text))
