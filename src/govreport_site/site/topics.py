"""Common topics: how many reports mention each, and the first and the newest of them. A page for
those who search without a script, made from the light rows."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import islice

from msgspec import Struct

from govreport_site.archive import Archive, Entry
from govreport_site.reference.topics import topics
from govreport_site.site import urls
from govreport_site.site.page import Link, Page, Row, page, row_of
from govreport_site.site.settings import Settings
from govreport_site.site.words import Words

NEWEST, FIRST = 3, 1
"""Reports named under each topic."""


class TopicYear(Struct, frozen=True):
    """Reports of a year that mention a topic."""

    year: Link
    count: int


class TopicRow(Struct, frozen=True):
    """One topic."""

    name: str
    words: tuple[str, ...]
    """A report that holds one of them is counted."""
    anchor: str
    count: int
    years: tuple[TopicYear, ...]
    """Newest first, years without a mention left out."""
    newest: tuple[Row, ...]
    first: tuple[Row, ...]
    """The oldest, where they are not among the newest."""


class TopicsView(Struct, frozen=True):
    """All that templates/topics.html may say."""

    page: Page
    reports: int
    topics: tuple[TopicRow, ...]


def topics_view(settings: Settings, words: Words, archive: Archive) -> TopicsView:
    """Every topic that is mentioned, in the order of the list."""
    known = {
        year: [entry for entry in entries if not entry.withdrawn]
        for year, entries in archive.years.items()
    }
    # A byte for each mention: counting a byte in a string costs next to nothing.
    mentions = {year: b"".join(e.topics for e in entries) for year, entries in known.items()}
    rows = (
        _row(
            number,
            topic.en if settings.language == "en" else topic.zh,
            topic.words,
            known,
            mentions,
        )
        for number, topic in enumerate(topics())
    )
    title, description = words.say("sentences.topics"), words.say("sentences.topics_description")
    trail = (Link(words.say("sentences.search"), urls.SEARCH),)
    return TopicsView(
        page=page(settings, urls.TOPICS, title, description, tab="search", trail=trail),
        reports=sum(map(len, known.values())),
        topics=tuple(row for row in rows if row.count),
    )


def _row(
    number: int,
    name: str,
    words: tuple[str, ...],
    known: Mapping[int, Sequence[Entry]],
    mentions: Mapping[int, bytes],
) -> TopicRow:
    counts = {year: said.count(number) for year, said in mentions.items()}
    count = sum(counts.values())
    years = [year for year, some in counts.items() if some]
    newest = _some(number, [known[year] for year in reversed(years)], NEWEST, newest_first=True)
    oldest = _some(number, [known[year] for year in years], FIRST, newest_first=False)
    return TopicRow(
        name=name,
        words=words,
        anchor=f"t{number}",
        count=count,
        years=tuple(
            TopicYear(Link(str(year), urls.year(year)), counts[year]) for year in reversed(years)
        ),
        newest=tuple(map(row_of, newest)),
        first=tuple(row_of(entry) for entry in oldest if entry not in newest),
    )


def _some(
    number: int, by_year: Sequence[Sequence[Entry]], most: int, *, newest_first: bool
) -> list[Entry]:
    """The first reports that mention a topic, year by year, in the order of publication."""
    choose = heapq.nlargest if newest_first else heapq.nsmallest
    ordered = (
        entry
        for entries in by_year
        for entry in choose(
            most,
            (entry for entry in entries if number in entry.topics),
            key=lambda entry: (entry.date or "", entry.path),
        )
    )
    return list(islice(ordered, most))
