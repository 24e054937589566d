"""One job → its files. Runs in worker processes: everything here can be pickled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from govreport_site.archive import DetailsOf, Entry
from govreport_site.model import Report
from govreport_site.site import urls
from govreport_site.site.changes import changes_view, output_of
from govreport_site.site.exports import place_files, set_files
from govreport_site.site.home import HomeView, PlacesView
from govreport_site.site.originals import published_name, publishes_original
from govreport_site.site.page import Link
from govreport_site.site.place_years import PlaceYearView
from govreport_site.site.places import CoverageView, PlaceView
from govreport_site.site.plain import AboutView, DataView, MovedView, PlainView
from govreport_site.site.report import report_view
from govreport_site.site.report_view import Nearby
from govreport_site.site.settings import Settings
from govreport_site.site.theme import Theme
from govreport_site.site.topics import TopicsView
from govreport_site.site.years import ListView, UnplacedView, YearsView, YearView

Output = tuple[str, bytes]


class Loaded(Struct, frozen=True):
    """A report as it may be published: the privacy policy is already applied."""

    report: Report
    markdown: bytes
    """The normalised file, copied beside the page."""
    data: bytes
    """The same as JSON, in the schema of `govreport parse --json`."""


class Sources(Struct, frozen=True):
    """How a renderer reads the archive: top-level functions, or partials of such."""

    load: Callable[[str], Loaded]
    """Entry.path → the report."""
    details: DetailsOf
    """Light row → its other half."""
    load_original: Callable[[str], bytes]
    """Path below reports/ of a stored original → its bytes."""


PAGES: Mapping[str, tuple[str, Any]] = {
    "home": ("home.html", HomeView),
    "places": ("places.html", PlacesView),
    "place": ("place.html", PlaceView),
    "coverage": ("coverage.html", CoverageView),
    "place-year": ("place_year.html", PlaceYearView),
    "years": ("years.html", YearsView),
    "year": ("year.html", YearView),
    "list": ("list.html", ListView),
    "unplaced": ("unplaced.html", UnplacedView),
    "about": ("about.html", AboutView),
    "data": ("data.html", DataView),
    "compare": ("compare.html", PlainView),
    "search": ("search.html", PlainView),
    "topics": ("topics.html", TopicsView),
    "not-found": ("not_found.html", PlainView),
    "moved": ("moved.html", MovedView),
}
"""Kind of page → its template and its view. A report's page is made from the report itself."""

REPORT = "report.html"
CHANGES = "changes.html"


_ENCODER = msgspec.msgpack.Encoder()
"""Kept: a new one a call takes 24 µs for a report's findings, this one 2."""


def encode(view: object) -> bytes:
    """A view as bytes: what travels to a worker, and what its fingerprint is taken from."""
    return _ENCODER.encode(view)


class ReportJob(Struct, frozen=True):
    """A report's page and the files beside it."""

    entry: bytes
    nearby: bytes


class ChangesJob(Struct, frozen=True):
    """The comparison of a report with the one before."""

    older: bytes
    newer: bytes
    trail: bytes


class PageJob(Struct, frozen=True):
    """A page whose view is complete."""

    kind: str
    output: str
    view: bytes


class FileJob(Struct, frozen=True):
    """A file whose bytes are known: a feed, a sitemap, an asset."""

    output: str
    data: bytes


class DataJob(Struct, frozen=True):
    """The exports of some reports: of a place when `folder` is its path, else of a data set."""

    folder: str
    place: bool
    entries: tuple[bytes, ...]
    """Some light rows in each part, by path."""


class PageRenderer:
    """Turns jobs into files with one theme. Made once a worker."""

    def __init__(self, settings: Settings, sources: Sources, own: Path | None, cache: Path | None):
        self._settings = settings
        self._sources = sources
        # A body's newest report is held against the one before right after both were rendered.
        self._load = lru_cache(maxsize=4)(sources.load)
        self._theme = Theme(settings, own, cache)
        self._entry = msgspec.msgpack.Decoder(Entry)
        self._entries = msgspec.msgpack.Decoder(list[Entry])
        self._trail = msgspec.msgpack.Decoder(tuple[Link, ...])
        self._nearby = msgspec.msgpack.Decoder(Nearby)
        self._views = {kind: msgspec.msgpack.Decoder(view) for kind, (_, view) in PAGES.items()}

    def __call__(self, job: object) -> Iterable[Output]:
        match job:
            case ReportJob(entry, nearby):
                return self._report(self._entry.decode(entry), self._nearby.decode(nearby))
            case ChangesJob():
                return (self._changes(job),)
            case PageJob(kind, output, view):
                page = self._theme.render(PAGES[kind][0], self._views[kind].decode(view))
                return ((output, page),)
            case DataJob(folder, place, packed):
                entries = map(self._entries.decode, packed)
                if place:
                    return place_files(folder, entries)
                filed = ([(one, self._sources.details(one)) for one in some] for some in entries)
                return set_files(folder, filed, self._settings.parquet)
            case FileJob(output, data):
                return ((output, data),)
            case _:
                raise TypeError(f"found {type(job).__name__}, expected a job of this site")

    def _changes(self, job: ChangesJob) -> Output:
        older, newer = (self._entry.decode(packed) for packed in (job.older, job.newer))
        view = changes_view(
            self._settings,
            self._theme.words,
            self._trail.decode(job.trail),
            (older, self._load(older.path).report),
            (newer, self._load(newer.path).report),
        )
        return output_of(newer.path), self._theme.render(CHANGES, view)

    def _report(self, entry: Entry, nearby: Nearby) -> Iterable[Output]:
        loaded = self._load(entry.path)
        view = report_view(
            self._settings, self._theme.words, entry, self._sources.details(entry),
            loaded.report, nearby,
        )  # fmt: skip
        yield urls.folder(entry.path), self._theme.render(REPORT, view)
        yield f"{entry.path}/index.md", loaded.markdown
        yield f"{entry.path}/index.json", loaded.data
        if publishes_original(self._settings, entry) and entry.original:
            data = self._sources.load_original(f"{entry.folder}/{entry.original}")
            yield f"{entry.path}/{published_name(entry.original)}", data


def report_outputs(settings: Settings, entry: Entry) -> tuple[str, ...]:
    """The files of a report, in the order in which they are made."""
    own = (urls.folder(entry.path), f"{entry.path}/index.md", f"{entry.path}/index.json")
    if publishes_original(settings, entry) and entry.original:
        return (*own, f"{entry.path}/{published_name(entry.original)}")
    return own


def make_renderer(
    settings: Settings, sources: Sources, own: Path | None, cache: Path | None
) -> PageRenderer:
    """For `functools.partial`: what a worker calls once."""
    return PageRenderer(settings, sources, own, cache)
