"""One PDF page through PDFium: its glyphs, its ruled lines, and how far pictures cover it.

Coordinates are points from the upper left corner of the page as it is shown: x to the right, y
down, the page's own rotation undone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium
from msgspec import Struct

from govreport_site.extract.pdf.lines import Glyph

_THIN: Final = 3.0
"""A filled bar up to this wide, in points, is a ruled line."""
_SHORT: Final = 4.0
"""Lines shorter than this are decoration."""
_STRAIGHT: Final = 0.8
_PATHS: Final = 20_000
"""Beyond so many paths a page is a drawing, and no table is looked for."""
_FORM_DEPTH: Final = 4
_UNMAPPED: Final = frozenset([0, 0xFFFD, 0xFFFE, 0xFFFF])

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(Struct, frozen=True):
    """A straight ruled line, horizontal (y0 = y1) or vertical (x0 = x1)."""

    x0: float
    y0: float
    x1: float
    y1: float


class PdfPage(Struct, frozen=True):
    """What stands on one page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    covered: float
    """Share of the page that pictures cover, 0–1."""
    unmapped: int
    """Glyphs whose font does not say which characters they are."""
    outside: str
    """Characters that stand off the page, where nobody sees them."""


def read_page(page: Any) -> PdfPage:
    """The contents of a pypdfium2 page."""
    frame = _Frame(page)
    glyphs, outside, unmapped = _glyphs(page, frame)
    rules: list[Rule] = []
    covered = 0.0
    for number, (item, matrix) in enumerate(_objects(page.raw, _IDENTITY, 0)):
        if number > _PATHS:
            rules = []
            break
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_rules(item, matrix, frame))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _area(item, matrix, frame)
    return PdfPage(
        frame.width, frame.height, glyphs, tuple(rules), min(1.0, covered), unmapped, outside
    )


class _Frame:
    """Turns PDF coordinates (origin below left, before rotation) into those of this module."""

    def __init__(self, page: Any) -> None:
        self.rotation = page.get_rotation() % 360
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom = min(left, right), min(bottom, top)
        self.wide, self.high = abs(right - left), abs(top - bottom)
        turned = self.rotation in {90, 270}
        self.width, self.height = (self.high, self.wide) if turned else (self.wide, self.high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.wide - x, y
        if self.rotation == 270:
            return self.high - y, self.wide - x
        return x, self.high - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _glyphs(page: Any, frame: _Frame) -> tuple[tuple[Glyph, ...], str, int]:
    """(glyphs on the page, characters off it, number of unmapped glyphs); doubled ones once."""
    text = page.get_textpage()
    glyphs: list[Glyph] = []
    outside: list[str] = []
    seen: set[tuple[str, int, int]] = set()
    unmapped = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or code in (10, 13, 32, 0xA0, 0x3000):
            continue
        if code in _UNMAPPED or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
            if code in _UNMAPPED:
                continue
        x0, y0, x1, y1 = frame.box(*text.get_charbox(index, loose=True))
        # PDFium gives characters beyond the basic plane as two surrogates.
        character = chr(code)
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        if not (0 <= middle[0] <= frame.width and 0 <= middle[1] <= frame.height):
            outside.append(character)
            continue
        place = (character, round(middle[0]), round(middle[1]))
        if place in seen:  # bold faked by printing twice
            continue
        seen.add(place)
        glyphs.append(Glyph(character, x0, y0, x1, y1))
    return tuple(_joined_surrogates(glyphs)), "".join(outside), unmapped


def _joined_surrogates(glyphs: list[Glyph]) -> Iterator[Glyph]:
    held: Glyph | None = None
    for glyph in glyphs:
        if "\ud800" <= glyph.text <= "\udbff":
            held = glyph
        elif "\udc00" <= glyph.text <= "\udfff":
            if held is not None:
                pair = (held.text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
                yield Glyph(pair, held.x0, held.y0, held.x1, held.y1)
            held = None
        else:
            yield glyph


def _objects(container: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """The page's objects with their matrices, those inside form objects included."""
    if depth == 0:
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    for index in range(min(count(container), _PATHS + 1)):
        item = get(container, index)
        if not item:
            continue
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _FORM_DEPTH:
                yield from _objects(item, _product(_matrix(item), matrix), depth + 1)
        else:
            yield item, matrix


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od,
        e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _area(item: Any, matrix: Matrix, frame: _Frame) -> float:
    """Share of the page under a picture."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    x0, y0, x1, y1 = frame.box(*_apply(matrix, left, bottom), *_apply(matrix, right, top))
    wide = max(0.0, min(x1, frame.width) - max(x0, 0.0))
    high = max(0.0, min(y1, frame.height) - max(y0, 0.0))
    return float(wide * high / max(1.0, frame.width * frame.height))


def _rules(item: Any, outer: Matrix, frame: _Frame) -> Iterator[Rule]:
    """The straight lines of a path: drawn ones, and filled bars too thin to be areas."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    points = _points(item, _product(_matrix(item), outer), frame)
    xs = [x for path in points for x, _ in path]
    ys = [y for path in points for _, y in path]
    if not xs:
        return
    if not stroke.value:
        if bar := _bar(min(xs), min(ys), max(xs), max(ys)):
            yield bar
        return
    for path in points:
        for (ax, ay), (bx, by) in pairwise(path):
            if abs(ay - by) <= _STRAIGHT and abs(ax - bx) >= _SHORT:
                yield Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
            elif abs(ax - bx) <= _STRAIGHT and abs(ay - by) >= _SHORT:
                yield Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))


def _bar(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    wide, high = x1 - x0, y1 - y0
    if high <= _THIN and wide >= _SHORT:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    if wide <= _THIN and high >= _SHORT:
        return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    return None


def _points(item: Any, matrix: Matrix, frame: _Frame) -> list[list[tuple[float, float]]]:
    """The corner points of each part of a path; parts with curves are left out."""
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), 2_000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*_apply(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            paths[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                paths[-1].append(paths[-1][0])
    return [path for path in paths if len(path) > 1]
