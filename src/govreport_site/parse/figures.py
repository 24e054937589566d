"""Figures claimed in prose: every count with its unit, scope and the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from govreport_site.model import DateReading, Figure, Heading, Paragraph, Section
from govreport_site.parse import sentences
from govreport_site.parse.clause_words import label_of, topics_of, words_after, words_before_each
from govreport_site.parse.counted import counted_numbers
from govreport_site.parse.numerals import fold_width
from govreport_site.parse.scope import scope_of
from govreport_site.reference.claims import ClaimWords, claim_words, key_of

LONGEST_SENTENCE = 2000
"""Characters of a sentence; a longer one (text without stops) is read clause by clause, so that the
sentences kept with the figures stay within the size of the text."""
MOST_FIGURES = 5000
"""Figures kept of one report; the longest printed ones hold some 400."""
LONGEST_CLAUSE = 300
"""Clauses beyond this length are not searched for counts of none: no printed one is as long, and
it bounds the work on hostile text."""

_DENIED = re.compile(r"[没未无零]|不存在")
_ELLIPSIS = re.compile(r"(?:历年)?(?:累计|共计|共)+(?:达|为)?")
"""`…268条，历年累计1430条`: the words before say only that it is the same thing's total."""


class Dates(Struct, frozen=True):
    """What tells the year of a date that is printed without one."""

    year: int | None
    """The report's."""
    published: str | None
    """YYYY-MM-DD."""


def read_figures(
    sections: Sequence[Section], *, year: int | None, published: DateReading
) -> tuple[Figure, ...]:
    """The figures of all prose, in order. Statistics tables are not read here.

    A count of none said in words (没有收到…申请) is a figure with value 0 and no unit, only where a
    clause denies it outright. `published` serves dates printed without a year, when the report's
    year is not known.
    """
    dates = Dates(year, published.value)
    figures = (
        figure
        for section in sections
        for text, line in _prose(section)
        for figure in _of_text(text, line, section.key, dates)
    )
    return tuple(islice(figures, MOST_FIGURES))


def _prose(section: Section) -> Iterator[tuple[str, int]]:
    if section.title and not section.run_in:
        yield section.title, section.line
    for block in section.blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text, block.line


def _of_text(text: str, line: int, key: str, dates: Dates) -> Iterator[Figure]:
    total = ""
    for sentence in _bounded(text):
        at = line + text.count("\n", 0, sentence.start)
        parts = sentence.text.startswith("其中")
        yield from _of_sentence(sentence.text, at, key, dates, total if parts else "")
        total = total if parts else sentence.text[-400:]


def _bounded(text: str) -> Iterator[sentences.Span]:
    for sentence in sentences.split(text):
        if len(sentence.text) <= LONGEST_SENTENCE:
            yield sentence
            continue
        for part in sentences.clauses(sentence.text):
            start = sentence.start + part.start
            yield sentences.Span(part.text, start, start + len(part.text))


def _of_sentence(
    sentence: str, line: int, section: str, dates: Dates, total: str
) -> Iterator[Figure]:
    """`total` is the sentence that a sentence of parts (其中…) divides: it says what they are of."""
    folded = fold_width(sentence)
    words = claim_words()
    figures: list[Figure] = []
    counts = tuple(counted_numbers(folded, words))
    for found, left in zip(counts, words_before_each(sentence, counts), strict=True):
        right = words_after(sentence, found.end)
        before = total + folded[max(0, found.start - LONGEST_SENTENCE) : found.start]
        topics = topics_of(before, section)
        key = key_of(left.strip(), right, found.unit, topics=topics)
        value, unit = found.value, found.measure
        scope = scope_of(before, dates.year, dates.published)
        label = label_of(left, right) or sentence[found.start : found.end]
        if _ELLIPSIS.fullmatch(left.strip()) and figures and figures[-1].unit == unit:
            key = figures[-1].key
        qualifier = found.qualifier
        figures.append(Figure(key, label, value, unit, sentence, line, qualifier, scope))
    yield from figures
    yield from _zeros(sentence, line, dates, {f.key for f in figures}, words)


def _zeros(
    sentence: str, line: int, dates: Dates, counted: set[str], words: ClaimWords
) -> Iterator[Figure]:
    stated: set[str] = set(counted)
    if not _DENIED.search(sentence):
        return
    for clause in sentences.clauses(sentence):
        if len(clause.text) > LONGEST_CLAUSE or words.zero_not.search(clause.text):
            continue
        for zero in words.zeros:
            hit = zero.pattern.search(clause.text)
            if hit is None or stated.intersection(zero.keys):
                continue
            if zero.keys == ("requests.new",) and _denied_more(clause.text, hit):
                continue
            scope = scope_of(sentence[: clause.start + hit.end()], dates.year, dates.published)
            label = clause.text.strip()
            for key in zero.keys:
                stated.add(key)
                yield Figure(key, label, 0, None, sentence, line, None, scope)


def _denied_more(clause: str, hit: re.Match[str]) -> bool:
    """`无…申请行政复议`, `未产生依申请…费用`: what is denied is a review or a fee of a request."""
    after = clause[hit.end() :]
    review = re.match(r"[^，；。]{0,4}(?:行政复议|复议|提起|引起|而|被)", after)
    return review is not None or "费" in after[:24]
