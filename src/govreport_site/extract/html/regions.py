"""Which part of a page is the report, and what around it is navigation, header or footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from govreport_site.extract.html.lexicon import (
    ATTACHMENT,
    CHROME_REASONS,
    DATE,
    FOOTER_WORDS,
    GENERIC,
    INDEX_NUMBER,
    LABEL_ALONE,
    LABEL_WITH_COLON,
    PATH_WORDS,
    is_content_mark,
)
from govreport_site.extract.html.page import Page, Region
from govreport_site.extract.rendition import Piece

_SENTENCE: Final = re.compile("[，。；、：]")
_LINK_BUDGET: Final = 160
"""Characters in links that may stand around the text on its own part of the page: a breadcrumb,
the neighbouring articles, a few attachments. Menus and lists of news have more."""
_METADATA_LENGTH: Final = 400
_TITLE_LENGTH: Final = 200
_VALUE_LENGTH: Final = 60
_BRACKETS: Final = str.maketrans("", "", " \t\n\u3000\xa0")


def sort_out(page: Page) -> tuple[int, int]:
    """Gives a reason to every piece that is not the report's; (first, last) of the report's part.

    Around the text, what is kept is what a reader needs: the title, anything labelled as metadata,
    and whatever else stands next to the text and is not made of links.
    """
    scores = [0, *accumulate(_prose(piece) for piece in page.pieces)]
    total = scores[-1]
    if total == 0:
        return 0, len(page.pieces)
    content = _content(page, scores)
    near = _neighbourhood(page, content, scores)
    chrome = _chrome(page, content, scores)
    for index, piece in enumerate(page.pieces):
        inside = content.first <= index < content.last
        if piece.reason is None:
            piece.reason = _reason(page, index, chrome.get(index), inside, near, content)
    return near


def _prose(piece: Piece) -> int:
    """Characters that look like text: sentences or long lines, or a table, outside links."""
    size = len(piece.text)
    if piece.reason is not None or piece.links * 2 > size:
        return 0
    if piece.cells is None and size < 25 and not _SENTENCE.search(piece.text):
        return 0
    if size < _METADATA_LENGTH and FOOTER_WORDS.search(piece.text):
        return 0
    return size - piece.links


def _content(page: Page, scores: list[int]) -> Region:
    """The element that holds the report: known by name, or else by its share of the prose."""
    total = scores[-1]

    def score(region: Region) -> int:
        return scores[region.last] - scores[region.first]

    def smallest(regions: Iterator[Region]) -> Region | None:
        return min(regions, key=lambda r: r.last - r.first, default=None)

    def holding(tenths: int) -> Iterator[Region]:
        return (r for r in page.regions if score(r) * 10 >= total * tenths)

    named = smallest(r for r in holding(3) if any(map(is_content_mark, r.marks.split())))
    loosely = smallest(
        r
        for r in holding(5)
        if not GENERIC.isdisjoint(r.marks.split()) and not _menu_heavy(page, r)
    )
    if named:
        return named
    whole = Region("body", "", 0, len(page.pieces))
    return _trimmed(loosely or smallest(holding(9)) or whole, scores)


def _trimmed(region: Region, scores: list[int]) -> Region:
    """The region from its first prose to its last: an element known only by what it holds may
    also hold the menu above the text and the footer below it."""
    prose = [i for i in range(region.first, region.last) if scores[i + 1] > scores[i]]
    return Region(region.tag, region.marks, prose[0], prose[-1] + 1) if prose else region


def _menu_heavy(page: Page, region: Region) -> bool:
    pieces = page.pieces[region.first : region.last]
    return sum(p.links for p in pieces) * 5 > sum(len(p.text) for p in pieces)


def _neighbourhood(page: Page, content: Region, scores: list[int]) -> tuple[int, int]:
    """The widest element around the text whose other links stay within the budget."""
    first, last = content.first, content.last
    around = (r for r in page.regions if r.first <= content.first and r.last >= content.last)
    linked = [0, *accumulate(_loose_links(piece) for piece in page.pieces)]
    for region in around:
        outside = linked[region.last] - linked[region.first]
        outside -= linked[content.last] - linked[content.first]
        if outside > _LINK_BUDGET:
            break
        first, last = min(first, region.first), max(last, region.last)
    return first, last


def _loose_links(piece: Piece) -> int:
    if not piece.links or piece.reason is not None or PATH_WORDS.search(piece.text):
        return 0
    return piece.links


def _chrome(page: Page, content: Region, scores: list[int]) -> dict[int, str]:
    """Reason by piece, for the pieces in elements that are named or tagged as chrome."""
    reasons: dict[int, str] = {}
    for region in page.regions:
        if region.first <= content.first and region.last >= content.last:
            continue
        if (scores[region.last] - scores[region.first]) * 10 > scores[-1]:
            continue
        if reason := _chrome_reason(region):
            for index in range(region.first, region.last):
                reasons.setdefault(index, reason)
    return reasons


def _chrome_reason(region: Region) -> str | None:
    if region.tag in {"nav", "menu"}:
        return "navigation"
    if region.tag in {"footer", "header"}:
        return region.tag
    return next((CHROME_REASONS[n] for n in region.marks.split() if n in CHROME_REASONS), None)


def _reason(
    page: Page,
    index: int,
    chrome: str | None,
    inside: bool,
    near: tuple[int, int],
    content: Region,
) -> str | None:
    """Why a piece is set aside, or None for what is kept."""
    piece = page.pieces[index]
    before = index < content.first
    if inside:
        return chrome if chrome in {"share", "control"} and len(piece.text) < 60 else None
    if PATH_WORDS.search(piece.text[:_TITLE_LENGTH]) or chrome == "breadcrumb":
        return "breadcrumb"
    if _is_metadata(piece, page, index):
        return None
    if before and (_is_title(piece, page.title) or _is_bare_value(page, index)):
        return None
    if chrome:
        return chrome
    if piece.links * 2 > len(piece.text):
        attachment = near[0] <= index < near[1] and ATTACHMENT.search(piece.text)
        return None if attachment else "navigation"
    if not before and FOOTER_WORDS.search(piece.text):
        return "footer"
    if near[0] <= index < near[1]:
        return None
    return "header" if before else "footer"


def _is_metadata(piece: Piece, page: Page, index: int) -> bool:
    """Whether the piece carries a label of the page's metadata, or the value under such a label."""
    if len(piece.text) > _METADATA_LENGTH or piece.links * 2 > len(piece.text):
        return False
    if piece.cells is not None:
        return any(LABEL_ALONE.fullmatch(_folded(cell.text)) for cell in piece.cells)
    if FOOTER_WORDS.search(piece.text):
        return False
    if LABEL_WITH_COLON.search(_folded(piece.text)):
        return True
    if _is_label(piece):
        return index + 1 < len(page.pieces) and not page.pieces[index + 1].links
    return index > 0 and len(piece.text) < 100 and _is_label(page.pieces[index - 1])


def _is_bare_value(page: Page, index: int) -> bool:
    """Whether the piece is an index number or a date by itself, and no date in a list of links."""
    piece, previous = page.pieces[index], page.pieces[index - 1] if index else None
    if len(piece.text) > _VALUE_LENGTH or piece.links:
        return False
    text = _folded(piece.text)
    listed = previous is not None and previous.links > 0
    return bool(INDEX_NUMBER.fullmatch(text) or (not listed and DATE.fullmatch(text)))


def _is_label(piece: Piece) -> bool:
    return (
        piece.cells is None
        and len(piece.text) < 24
        and not piece.links
        and LABEL_ALONE.fullmatch(_folded(piece.text)) is not None
    )


def _folded(text: str) -> str:
    return text.translate(_BRACKETS)


def _is_title(piece: Piece, title: str | None) -> bool:
    """Whether the piece is the page's title: its words are in <title>, or it names a report."""
    text = _folded(piece.text)
    if not 6 <= len(text) <= _TITLE_LENGTH or piece.links * 2 > len(piece.text):
        return False
    if title and len(text) >= 8 and text in _folded(title):
        return True
    return "报告" in text or "年报" in text
