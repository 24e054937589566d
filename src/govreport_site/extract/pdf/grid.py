"""Ruled lines → tables: a grid is taken only where the lines close every cell to a rectangle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from govreport_site.extract.pdf.lines import Glyph, join_wrapped, lines_of
from govreport_site.extract.pdf.page import Rule
from govreport_site.model.document import Cell

_NEAR: Final = 3.0
"""Points by which the ends of lines that meet may miss each other."""
_LINES: Final = 800
_PLACES: Final = 20_000


class Box(Struct, frozen=True):
    """A cell's place in the grid, in points."""

    row: int
    column: int
    rowspan: int
    colspan: int


class Grid(Struct, frozen=True):
    """A table's ruling."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of the glyph is inside the outer lines."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables of a page from top to bottom; none where the lines do not make a sure grid."""
    found = list(rules)
    across = _merged([(r.y0, r.x0, r.x1) for r in found if r.y0 == r.y1])
    down = _merged([(r.x0, r.y0, r.y1) for r in found if r.y0 != r.y1])
    if len(across) > _LINES or len(down) > _LINES:
        return []
    grids = (_grid(a, d) for a, d in _components(across, down))
    return sorted((g for g in grids if g is not None), key=lambda g: g.ys[0])


Span = tuple[float, float, float]
"""A line: where it stands, and from where to where it runs."""

Sides = Sequence[Sequence[bool]]
"""By row and column, whether a cell has a line on one of its sides."""


def _merged(lines: list[Span]) -> list[Span]:
    """Lines in one place that touch, joined: each cell often draws its own border."""
    merged: list[Span] = []
    for group in _groups(lines):
        place = sum(line[0] for line in group) / len(group)
        for _, start, end in sorted(group, key=lambda line: line[1]):
            if merged and merged[-1][0] == place and start <= merged[-1][2] + _NEAR:
                merged[-1] = (place, merged[-1][1], max(merged[-1][2], end))
            else:
                merged.append((place, start, end))
    return merged


def _groups(lines: list[Span]) -> list[list[Span]]:
    """Lines whose places are within half of `_NEAR` of each other."""
    groups: list[list[Span]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][0][0] <= _NEAR / 2:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _components(across: list[Span], down: list[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Lines that cross or meet, gathered: each gathering may be a table."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down):
            if x0 - _NEAR <= x <= x1 + _NEAR and y0 - _NEAR <= y <= y1 + _NEAR:
                parent[root(i)] = root(len(across) + j)
    gathered: dict[int, tuple[list[Span], list[Span]]] = {}
    for i, line in enumerate(across):
        gathered.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(down):
        gathered.setdefault(root(len(across) + j), ([], []))[1].append(line)
    return [pair for pair in gathered.values() if len(pair[0]) >= 2 and len(pair[1]) >= 3]


def _grid(across: list[Span], down: list[Span]) -> Grid | None:
    xs, ys = _places(down), _places(across)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _PLACES:
        return None
    boxes = _boxes(xs, ys, across, down)
    return Grid(xs, ys, boxes) if boxes else None


def _places(lines: list[Span]) -> tuple[float, ...]:
    places: list[float] = []
    for place, _, _ in sorted(lines):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return tuple(places)


def _parted(lines: Sequence[Span], place: float, points: Sequence[float]) -> list[bool]:
    """For each point along `place`, whether a line passes it."""
    here = [line for line in lines if abs(line[0] - place) <= _NEAR]
    return [any(line[1] - _NEAR <= at <= line[2] + _NEAR for line in here) for at in points]


def _boxes(
    xs: tuple[float, ...], ys: tuple[float, ...], across: list[Span], down: list[Span]
) -> tuple[Box, ...] | None:
    """The cells in reading order; None when some cell would not be a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    middles_x = [(a + b) / 2 for a, b in pairwise(xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(ys)]
    right = list(zip(*(_parted(down, x, middles_y) for x in xs[1:]), strict=True))
    below = [_parted(across, y, middles_x) for y in ys[1:]]
    owner: dict[tuple[int, int], Box] = {}
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            box = _grow(row, column, right, below)
            places = [
                (r, c)
                for r in range(row, row + box.rowspan)
                for c in range(column, column + box.colspan)
            ]
            if any(place in owner for place in places) or not _closed(box, right, below):
                return None
            owner.update(dict.fromkeys(places, box))
            boxes.append(box)
    return tuple(boxes)


def _grow(row: int, column: int, right: Sides, below: Sides) -> Box:
    """The cell that starts here, as far as no line parts its first row and first column."""
    wide, high = 1, 1
    while column + wide < len(right[0]) and not right[row][column + wide - 1]:
        wide += 1
    while row + high < len(below) and not below[row + high - 1][column]:
        high += 1
    return Box(row, column, high, wide)


def _closed(box: Box, right: Sides, below: Sides) -> bool:
    """Whether lines run along the cell's right and lower edges, and none runs inside it."""
    last_row, last_column = box.row + box.rowspan - 1, box.column + box.colspan - 1
    rows = range(box.row, last_row + 1)
    columns = range(box.column, last_column + 1)
    edges = all(right[r][last_column] for r in rows) and all(below[last_row][c] for c in columns)
    inner = any(right[r][c] for r in rows for c in columns if c != last_column)
    inner = inner or any(below[r][c] for r in rows for c in columns if r != last_row)
    return edges and not inner


def fill(grid: Grid, glyphs: Sequence[Glyph]) -> tuple[Cell, ...]:
    """The cells with the text whose glyphs stand in them."""
    place: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        row = _interval(grid.ys, (glyph.y0 + glyph.y1) / 2)
        column = _interval(grid.xs, (glyph.x0 + glyph.x1) / 2)
        place.setdefault((row, column), []).append(glyph)
    cells = []
    for box in grid.boxes:
        own = [
            glyph
            for r in range(box.row, box.row + box.rowspan)
            for c in range(box.column, box.column + box.colspan)
            for glyph in place.get((r, c), ())
        ]
        text = join_wrapped(lines_of(own), grid.xs[box.column + box.colspan] - grid.xs[box.column])
        cells.append(Cell(text, box.row, box.column, box.rowspan, box.colspan))
    return tuple(cells)


def _interval(places: tuple[float, ...], at: float) -> int:
    index = sum(1 for place in places[1:-1] if place <= at)
    return min(index, len(places) - 2)
