"""PDF files with a text layer: reading order, paragraphs, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2.raw import FPDF_ERR_PASSWORD

from govreport_site.errors import InputError
from govreport_site.extract import sniff
from govreport_site.extract.pdf.flow import Item, PdfTable, flow
from govreport_site.extract.pdf.grid import fill, find_grids
from govreport_site.extract.pdf.lines import lines_of
from govreport_site.extract.pdf.page import PdfPage, read_page
from govreport_site.extract.rendition import Piece, Reading
from govreport_site.model.issue import Issue

_LITTLE: Final = 20
"""Glyphs on a page below which a picture on it is the page."""
_COVERED: Final = 0.3
_SCAN: Final = 0.8
_PROPERTIES: Final = ("Title", "Subject", "Keywords", "CreationDate", "ModDate")
"""The author's name is a person's and is left out."""


def read_pdf(data: bytes) -> Reading:
    """The document's pieces in order.

    Raises InputError: `encrypted`, `damaged`, `scanned` (pictures of pages, no text), `empty`, or
    `unmapped-text` when its fonts do not say which characters they print.
    """
    document = _open(data)
    pages = [_page(document, number) for number in range(len(document))]
    _check(pages)
    pieces = flow([_items(page) for page in pages])
    outside = "".join(page.outside for page in pages)
    if outside:
        pieces.append(Piece(outside, reason="off-page"))
    properties = _properties(document)
    return Reading(
        media_type=sniff.PDF,
        encoding=None,
        pieces=pieces,
        title=dict(properties).get("Title"),
        properties=properties,
        issues=_issues(pages),
    )


def _open(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD:
            message = "the PDF is locked with a password; save it without one and import that"
            raise InputError(message, code="encrypted") from error
        message = f"the PDF cannot be opened ({error}); fetch it again, or print it to a new PDF"
        raise InputError(message, code="damaged") from error


def _page(document: Any, number: int) -> PdfPage:
    try:
        page = document[number]
        try:
            return read_page(page)
        finally:
            page.close()
    except pdfium.PdfiumError as error:
        message = f"page {number + 1} of the PDF cannot be read ({error}); print it to a new PDF"
        raise InputError(message, code="damaged") from error


def _items(page: PdfPage) -> list[Item]:
    """The page's lines and tables from top to bottom."""
    items: list[Item] = []
    loose = list(page.glyphs)
    for grid in find_grids(page.rules):
        inside = [glyph for glyph in loose if grid.holds(glyph)]
        if inside:
            loose = [glyph for glyph in loose if not grid.holds(glyph)]
            items.append(PdfTable(fill(grid, inside), grid.xs, grid.ys[0], grid.ys[-1]))
    items.extend(lines_of(loose))
    return sorted(items, key=lambda item: (item.y0 + item.y1) / 2)


def _check(pages: Sequence[PdfPage]) -> None:
    """Raises for a document whose words cannot be had."""
    glyphs = sum(len(page.glyphs) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if glyphs + unmapped < _LITTLE * max(1, len(pages)) and any(
        p.covered > _COVERED for p in pages
    ):
        message = (
            f"a scanned PDF: {len(pages)} pages of pictures with {glyphs} characters of text; "
            "text in pictures is not read: find the report's text page, or have it turned into text"
        )
        raise InputError(message, code="scanned")
    if not glyphs + unmapped:
        raise InputError("the PDF has neither text nor pictures; fetch it again", code="empty")
    if unmapped * 10 > (glyphs + unmapped) * 3:
        message = (
            f"{unmapped} of {glyphs + unmapped} characters of the PDF have no meaning in its "
            "fonts, so its text is not the text that is seen; find the report as HTML or Word"
        )
        raise InputError(message, code="unmapped-text")


def _issues(pages: Sequence[PdfPage]) -> tuple[Issue, ...]:
    issues = []
    scans = [n for n, p in enumerate(pages, 1) if len(p.glyphs) < _LITTLE and p.covered > _COVERED]
    if scans:
        message = f"pages that are pictures and are not read: {_numbers(scans)}"
        issues.append(Issue("scanned-pages", "warning", message))
    layers = [n for n, p in enumerate(pages, 1) if len(p.glyphs) >= _LITTLE and p.covered > _SCAN]
    if layers:
        message = (
            f"text over a picture of the page on pages {_numbers(layers)}: it was probably "
            "recognised by a machine and may have mistakes"
        )
        issues.append(Issue("ocr-layer", "warning", message))
    unmapped = sum(page.unmapped for page in pages)
    if unmapped:
        message = f"{unmapped} characters have no meaning in the PDF's fonts and may be missing"
        issues.append(Issue("unmapped-text", "warning", message))
    return tuple(issues)


def _numbers(pages: list[int]) -> str:
    more = f" and {len(pages) - 10} more" if len(pages) > 10 else ""
    return ", ".join(map(str, pages[:10])) + more


def _properties(document: Any) -> tuple[tuple[str, str], ...]:
    try:
        found = document.get_metadata_dict()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ()
    return tuple((name, found[name][:2000]) for name in _PROPERTIES if found.get(name))
