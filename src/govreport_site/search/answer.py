"""Answers to a query, ranked as the page ranks them, each hit read and found right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from govreport_site.search import names, reader, texts
from govreport_site.search.folding import fold, fold_offsets
from govreport_site.search.query import Query, parse
from govreport_site.search.reader import SegmentReader
from govreport_site.search.records import SearchRecord

PLACED = 1000.0
WORTH = np.array([1, 1.3, 1.6, 4])
AROUND = 36


class Passage(Struct, frozen=True):
    """Where a report says a term."""

    anchor: str
    heading: str
    text: str
    """The words around it, as displayed."""


class Hit(Struct, frozen=True):
    """A report that matches."""

    record: SearchRecord
    score: float
    passages: tuple[Passage, ...]


class Answer(Struct, frozen=True):
    """The best hits, and how many reports match."""

    query: Query
    hits: tuple[Hit, ...]
    count: int
    exact: bool
    """False when `count` includes candidates that were not read."""
    by_place: bool
    """No report says the words, but they name a place, whose reports these are."""


class _Part(Struct):
    """What one segment answers."""

    segment: SegmentReader
    scores: dict[int, float]
    sure: set[int]
    places: list[tuple[int, int, int]]
    exact: bool


class _Candidate(Struct, frozen=True):
    part: _Part
    number: int
    score: float
    year: int
    position: float


ORDERS = {
    "relevance": lambda c: (-c.score, -c.year, c.position),
    "year": lambda c: (-c.year, -c.score, c.position),
    "oldest": lambda c: (c.year or 9999, -c.score, c.position),
    "place": lambda c: (c.position,),
}
FILTERS = {"kind": 0, "form": 1, "level": 2, "findings": 3}


def ask(
    root: Path,
    text: str,
    *,
    limit: int = 10,
    order: str = "relevance",
    filters: Mapping[str, str] | None = None,
    read_most: int = 2_000,
) -> Answer:
    """Search the index in a folder. Filters are place (address), year, kind, form, level and
    findings (1 or 0). Up to `read_most` candidates are read to make the count exact."""
    query = parse(text)
    parts = [_matched(segment, query) for segment in reader.open_index(root)]
    exact = all(part.exact for part in parts)

    def answer(by_place: bool) -> Answer:
        candidates = sorted(_filtered(parts, filters or {}), key=ORDERS[order])
        return _answer(query, candidates, limit, read_most, by_place, exact or by_place)

    found = answer(False)
    if found.count or query.unwanted or not any(part.places for part in parts):
        return found
    for part in parts:
        _whole_places(part, query.year)
    return answer(True)


def _answer(
    query: Query,
    candidates: list[_Candidate],
    limit: int,
    read_most: int,
    by_place: bool,
    exact: bool,
) -> Answer:
    hits: list[Hit] = []
    right = tried = 0
    goal = len(candidates) if not exact and len(candidates) <= read_most else limit
    for candidate in candidates:
        if right >= goal:
            break
        tried += 1
        hit = _verified(candidate, query)
        right += hit is not None
        if hit is not None and len(hits) < limit:
            hits.append(hit)
    count = right + len(candidates) - tried
    return Answer(query, tuple(hits), count, exact or tried == len(candidates), by_place)


def _matched(segment: SegmentReader, query: Query) -> _Part:
    lists = [segment.term(term) for term in query.wanted]
    without = [segment.term(term) for term in query.unwanted]
    every = reader.Found(np.arange(segment.reports), None)
    found = reduce(reader.both, lists, every).reports
    for unwanted in without:
        if unwanted.exact:
            found = np.setdiff1d(found, unwanted.reports, assume_unique=True)
    scores = dict(zip(found.tolist(), _scores(found, lists, segment.reports), strict=True))
    place = query.place(names.words()["generic"])
    lookups = {text for text in ("".join(query.wanted), place) if len(text) > 1}
    named = [segment.named(text) for text in sorted(lookups)]
    part = _Part(
        segment,
        scores,
        set(),
        [place for _, places in named for place in places],
        all(part.exact for part in (*lists, *without)),
    )
    _lift(part, query, [report for reports, _ in named for report in reports])
    return part


def _scores(found: NDArray[np.int64], lists: list[reader.Found], reports: int) -> list[float]:
    total = np.zeros(len(found))
    for term in lists:
        at = np.searchsorted(term.reports, found)
        worth = 1.2 if term.how is None else WORTH[term.how[at]]
        total += np.log(1 + reports / (1 + len(term.reports))) * worth
    return total.tolist()


def _lift(part: _Part, query: Query, titles: list[int]) -> None:
    """Full titles first, then the asked place and year, then the asked place, then the year."""
    segment, scores = part.segment, part.scores
    placed: list[int] = []
    if query.year:
        for first, own, _ in part.places:
            years = segment.years[first : first + own]
            placed += (first + np.flatnonzero(years == query.year)).tolist()
    # Who types a place and a year apart wants that report, whatever words it uses for them.
    if len(query.wanted) > 1 and not query.unwanted:
        part.sure.update(placed)
        scores.update({number: 0.0 for number in placed if number not in scores})
    for number in scores.keys() & set(placed):
        scores[number] += PLACED
    for number in scores.keys() & set(titles):
        scores[number] += 2 * PLACED
    for first, own, size in part.places:
        for number in scores.keys() & set(range(first, first + size)):
            scores[number] += 30 if number < first + own else 10
    if query.year:
        for number in scores:
            scores[number] += 3 * (int(segment.years[number]) == query.year)
    for number in segment.dead.tolist():
        scores.pop(number, None)


def _whole_places(part: _Part, year: int | None) -> None:
    part.scores.clear()
    for first, own, size in part.places:
        for number in range(first, first + size):
            if year is None or int(part.segment.years[number]) == year:
                part.scores[number] = float(number < first + own)
    for number in part.segment.dead.tolist():
        part.scores.pop(number, None)
    part.sure = set(part.scores)


def _filtered(parts: list[_Part], filters: Mapping[str, str]) -> Iterator[_Candidate]:
    for part in parts:
        segment = part.segment
        numbers = np.array(sorted(part.scores), dtype=np.int64)
        for number in numbers[_passing(segment, numbers, filters)].tolist():
            year, position = int(segment.years[number]), float(segment.positions[number])
            yield _Candidate(part, number, part.scores[number], year, position)


def _passing(
    segment: SegmentReader, numbers: NDArray[np.int64], filters: Mapping[str, str]
) -> NDArray[np.bool_]:
    passing = np.ones(len(numbers), dtype=bool)
    for name, value in filters.items():
        if name == "place":
            first, _, size = (*segment.named(f"/{value}")[1], (0, 0, 0))[0]
            passing &= (numbers >= first) & (numbers < first + size)
        elif name == "year":
            passing &= segment.years[numbers] == int(value)
        else:
            wanted: object = value == "1" if name == "findings" else value
            right = [c == wanted for c in segment.categories_of(FILTERS[name])]
            passing &= np.array(right, dtype=bool)[segment.categories[numbers]]
    return passing


def _verified(candidate: _Candidate, query: Query) -> Hit | None:
    record = candidate.part.segment.record(candidate.number)
    whole = fold(f"{record.title}\n{texts.lines(record)}")
    right = all(t in whole for t in query.wanted) and not any(t in whole for t in query.unwanted)
    if not right and candidate.number not in candidate.part.sure:
        return None
    return Hit(record, candidate.score, tuple(_passages(record, query.wanted)))


def _passages(record: SearchRecord, terms: tuple[str, ...]) -> Iterator[Passage]:
    """Up to three passages, each the first that shows a term the others do not."""
    left = set(terms)
    for anchor, heading, text in record.sections:
        for line in text.split("\n"):
            folded, origin = fold_offsets(line)
            here = {term for term in left if term in folded}
            if here:
                left -= here
                at = origin[min(folded.index(term) for term in here)]
                yield Passage(anchor, heading, line[max(0, at - AROUND) : at + 2 * AROUND])
