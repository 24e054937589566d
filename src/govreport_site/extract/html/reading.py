"""HTML: decoded text → the page's pieces, with the report told apart from the site around it."""

from __future__ import annotations

import re
from typing import Final

from govreport_site.errors import InputError
from govreport_site.extract.encoding import Decoded
from govreport_site.extract.html.attributes import has_markup_in_quotes
from govreport_site.extract.html.lexicon import ATTACHMENT
from govreport_site.extract.html.mending import feed, mend
from govreport_site.extract.html.page import Frame, Page
from govreport_site.extract.html.reader import PageReader
from govreport_site.extract.html.regions import sort_out
from govreport_site.extract.limits import TAGS
from govreport_site.extract.rendition import Hyperlink, Piece, Reading
from govreport_site.model.issue import Issue

_LITTLE_TEXT: Final = 200
"""A page with less prose than this holds no report; one that shows another file points to it."""
_IDLE_FRAMES: Final = re.compile(r"^(?:about:|javascript:|data:)|blank|share|count|stat\b", re.I)


def read_html(decoded: Decoded) -> Reading:
    """The page in reading order; what is not the report's is set aside with a reason."""
    nulls = decoded.text.count("\0")
    text = decoded.text.replace("\0", "")
    if text.count("<") > TAGS:
        message = f"a page with {text.count('<'):,} tags; a report has far fewer than {TAGS:,}"
        raise InputError(f"{message}: save only the report's part of it", code="too-large")
    page, swallowed = _read(text)
    issues = list(decoded.issues)
    if not page.complete:
        issues.append(_unfinished())
    if _hides_its_text(page):
        page, _ = _read(text, show_hidden=True)
        message = "the text stands in an element that the page hides until a script shows it"
        issues.append(Issue("hidden-content", "info", message))
    first, last = sort_out(page)
    pieces = [p for i, p in enumerate(page.pieces) if p.reason != "hidden" or first <= i < last]
    moved = _positions(page, first, last)
    frames = _frames(page, first, last)
    return Reading(
        media_type="text/html",
        encoding=decoded.encoding,
        pieces=[*pieces, *swallowed, *([Piece("\0" * nulls)] if nulls else ())],
        title=page.title,
        properties=tuple(page.properties),
        links=[
            Hyperlink(link.text, link.target, moved[link.piece])
            for link in page.links
            if first <= link.piece < last or _is_attachment(link)
        ]
        + [Hyperlink("", frame.target, moved[frame.piece]) for frame in frames],
        repairs=tuple(page.repairs),
        issues=(*issues, *_elsewhere(page, frames, first, last)),
    )


def parse(text: str, *, show_hidden: bool = False) -> Page:
    """The page as the parser's events give it; `complete` tells whether its end was reached."""
    reader = PageReader(show_hidden=show_hidden, suspect=has_markup_in_quotes(text))
    page: Page = feed(text, reader)
    return page


def _read(text: str, *, show_hidden: bool = False) -> tuple[Page, list[Piece]]:
    """The page, and what could not be shown because a comment, script or tag was left open."""
    page = parse(text, show_hidden=show_hidden)
    if page.complete:
        return page, []
    mended, swallowed, repairs = mend(text)
    page = parse(mended, show_hidden=show_hidden)
    page.repairs.extend(repairs)
    return page, swallowed


def _unfinished() -> Issue:
    message = "the page ends inside a tag, comment or script; what stands after that is not read"
    return Issue("unfinished-markup", "warning", message)


def _hides_its_text(page: Page) -> bool:
    hidden = sum(len(p.text) for p in page.pieces if p.reason == "hidden")
    shown = sum(len(p.text) - p.links for p in page.pieces if p.reason is None)
    return hidden > _LITTLE_TEXT and hidden > 2 * shown


def _positions(page: Page, first: int, last: int) -> list[int]:
    """New index of each piece after the hidden ones outside the text are gone."""
    moved, gone = [], 0
    for index, piece in enumerate(page.pieces):
        moved.append(index - gone)
        if piece.reason == "hidden" and not first <= index < last:
            gone += 1
    return [*moved, len(page.pieces) - gone]


def _is_attachment(link: Hyperlink) -> bool:
    return bool(ATTACHMENT.search(link.target) or ATTACHMENT.search(link.text))


def _prose(page: Page, first: int, last: int) -> int:
    return sum(len(p.text) - p.links for p in page.pieces[first:last] if p.reason is None)


def _frames(page: Page, first: int, last: int) -> list[Frame]:
    """The frames in the report's part; all frames of a page that hardly has text of its own."""
    everywhere = _prose(page, first, last) < _LITTLE_TEXT
    return [
        frame
        for frame in page.frames
        if not _IDLE_FRAMES.search(frame.target) and (everywhere or first <= frame.piece <= last)
    ]


def _elsewhere(page: Page, frames: list[Frame], first: int, last: int) -> list[Issue]:
    """Warnings for a page whose text stands in another file or in a picture."""
    little = _prose(page, first, last) < _LITTLE_TEXT
    issues = [
        Issue(
            "frame-elsewhere",
            "warning" if little else "info",
            f"the page shows another file here, {frame.target[:200]!r}; what stands in it is not "
            "in this file: fetch it and import it too",
        )
        for frame in frames
    ]
    if little and any(first <= index <= last for index in page.images):
        message = "the page has pictures and hardly any text; text in pictures is not read"
        issues.append(Issue("image-body", "warning", message))
    return issues
