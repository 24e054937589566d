"""The archive → everything the site consists of: targets, in groups that change together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from govreport_site.archive import UNPLACED, Archive, Entry, Folder
from govreport_site.build.targets import Group, Later, Plan, Target, fingerprint
from govreport_site.site import cover, sitemaps, urls
from govreport_site.site.changes import output_of
from govreport_site.site.datapackage import datapackage
from govreport_site.site.exports import place_outputs, set_outputs
from govreport_site.site.feeds import LENGTH, atom, json_feed
from govreport_site.site.history import names_of
from govreport_site.site.home import home_view, newest, places_view, tiles
from govreport_site.site.nearby import surroundings
from govreport_site.site.page import Link
from govreport_site.site.place_years import place_year_view
from govreport_site.site.places import coverage_views, place_view
from govreport_site.site.plain import (
    DataSet,
    about_view,
    compare_view,
    data_view,
    moved_view,
    not_found_view,
    search_view,
)
from govreport_site.site.relatives import Formerly, apart
from govreport_site.site.rendering import (
    ChangesJob,
    DataJob,
    ReportJob,
    encode,
    report_outputs,
)
from govreport_site.site.report_view import Nearby
from govreport_site.site.targets import digest_of, families, file_target, page_target
from govreport_site.site.theme import Theme
from govreport_site.site.topics import topics_view
from govreport_site.site.years import (
    list_views,
    unplaced_view,
    year_view,
    years_view,
)

__all__ = ["SitePlan", "families", "site_plan"]

History = Callable[[Entry, int], tuple[Formerly, ...]]
"""Names that the place at some depth of a report's address had, as `names_of` says."""

WHOLE = 2_000
"""Up to so many reports there is a data set of them all. Beyond, every added report would
rewrite hundreds of megabytes: the years together are the whole."""
SITE_KINDS = frozenset(
    {"home", "places", "years", "about", "data", "compare", "not-found", "search", "topics"}
) | {"moved", "file", "data-set"}
"""What the group of the site's own pages consists of."""
YEAR_KINDS = frozenset({"year", "list", "data-set"})
"""What the group of a year consists of."""
SOME = 200
"""Reports whose exports are made at once: the lines of a year of a large archive are 40 MB."""
DEPTH = 2
"""Folders from this depth on are planned together with all that is below them."""


class SitePlan:
    """Lists the targets of a whole site."""

    def __init__(self, archive: Archive, theme: Theme, history: History = names_of) -> None:
        self._archive = archive
        self._theme = theme
        self._settings = theme.settings
        self._words = theme.words
        self._history = history
        self._lost = Link(theme.words.say("sentences.unplaced"), urls.folder(UNPLACED))
        self._digests: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[Target | Group]:
        # Named as no folder can be.
        everything = fingerprint(*(self._digest(folder) for folder in self._archive.top))
        yield Group("/", everything, self._site_pages, SITE_KINDS)
        yield from self._assets()
        for year in self._archive.years:
            yield self._year_group(year)
        for folder in self._archive.top:
            yield from self._groups(folder, 1)
        if self._settings.base_url:
            yield from self._sitemaps(self._settings.base_url)

    # Pages of the site as a whole

    def _site_pages(self) -> Iterator[Target]:
        settings, words, archive = self._settings, self._words, self._archive
        yield page_target("home", home_view(settings, words, archive))
        yield page_target("places", places_view(settings, words, archive))
        yield page_target("years", years_view(settings, words, archive))
        yield page_target("about", about_view(settings, words, archive))
        yield page_target("data", data_view(settings, words, archive, self._data_sets()))
        yield page_target("compare", compare_view(settings, words))
        yield page_target("not-found", not_found_view(settings, words))
        if settings.search:
            yield page_target("search", search_view(settings, words))
            yield page_target("topics", topics_view(settings, words, archive))
        latest = newest(archive.entries, LENGTH)
        yield file_target("feed.xml", atom(settings, settings.title, "feed.xml", latest))
        yield file_target("feed.json", json_feed(settings, settings.title, "feed.json", latest))
        withdrawn = (entry for entry in archive.entries if entry.withdrawn)
        yield file_target("robots.txt", sitemaps.robots(settings.base_url, withdrawn))
        for old, new in settings.aliases:
            yield page_target("moved", moved_view(settings, words, old, new))
        yield from self._data()

    # Exports

    def _data_sets(self) -> tuple[DataSet, ...]:
        """What the data page offers."""
        years = (
            DataSet(str(year), len(entries), self._links(f"data/{year}"))
            for year, entries in reversed(self._archive.years.items())
        )
        count = len(self._archive.entries)
        if count > WHOLE:
            return tuple(years)
        return (DataSet("", count, self._links("data/all")), *years)

    def _links(self, folder: str) -> tuple[Link, ...]:
        outputs = set_outputs(folder, self._settings.parquet)
        return tuple(Link(output.rpartition("/")[2], output) for output in outputs)

    def _data(self) -> Iterator[Target]:
        """The whole archive's data while it is small, and the package that names every set."""
        entries = self._archive.entries
        folders = [(f"-{year}", f"{year}/") for year in self._archive.years]
        if len(entries) <= WHOLE:
            folders.insert(0, ("", "all/"))
            yield self._data_target("data/all", entries)
        package = datapackage(self._settings, self._words, folders)
        yield file_target("data/datapackage.json", package)

    def _data_target(self, folder: str, entries: Sequence[Entry]) -> Target:
        outputs = set_outputs(folder, self._settings.parquet)
        job = Later(_data_job, (folder, False, entries))
        return Target(outputs, "data-set", digest_of(entries), job)

    def _assets(self) -> Iterator[Target]:
        for output in self._theme.assets:
            yield file_target(output, self._theme.asset(output))
        if self._settings.base_url and cover.OUTPUT not in self._theme.assets:
            picture = cover.cover(tiles(self._settings, self._archive))
            yield file_target(cover.OUTPUT, picture)

    def _sitemaps(self, base_url: str) -> Iterator[Target | Group]:
        outputs = list(sitemaps.parts("site", 1))
        yield file_target(
            outputs[0], sitemaps.sitemap(base_url, sitemaps.site_lines(self._archive))
        )
        for folder in self._archive.top:
            names = sitemaps.parts(folder.slug, sitemaps.count_of(folder))
            outputs.extend(names)
            yield Group(
                f"sitemap {folder.path}",
                fingerprint(self._digest(folder), base_url.encode()),
                partial(_maps, base_url, names, folder),
                frozenset({"file"}),
            )
        yield file_target("sitemap.xml", sitemaps.index(base_url, outputs))

    # Years

    def _year_group(self, year: int) -> Group:
        entries = self._archive.years[year]
        years = list(self._archive.years)
        at = years.index(year)
        others = repr(years[max(0, at - 1) : at + 2]).encode()
        tops = "\n".join(f.path + f.name + str(bool(f.children)) for f in self._archive.top)
        inputs = fingerprint(digest_of(entries), others, tops.encode())
        return Group(f"years/{year}", inputs, partial(self._year, year), YEAR_KINDS)

    def _year(self, year: int) -> Iterator[Target]:
        view = year_view(self._settings, self._words, self._archive, year)
        yield page_target("year", view)
        up = Link(view.page.title, urls.href(urls.year(year)))
        entries = self._archive.years[year]
        for one in list_views(
            self._settings, view.page.title, up, urls.year(year), entries, "years"
        ):
            yield page_target("list", one)
        yield self._data_target(f"data/{year}", entries)

    # Places, bodies and reports

    def _groups(self, folder: Folder, depth: int) -> Iterator[Group]:
        whole = depth >= DEPTH or folder.kind == "unplaced"
        trail = "\n".join(f.name for f in self._archive.trail(folder.path)).encode()
        beside = b"".join(
            encode(nearby) for _, nearby in surroundings(self._archive, folder, self._lost)
        )
        elsewhere = (self._digest(other) for other in apart(folder, self._archive, whole))
        inputs = fingerprint(self._digest(folder), trail, beside, *elsewhere)
        yield Group(folder.path, inputs, partial(self._expand, folder, whole))
        if not whole:
            for child in folder.children:
                yield from self._groups(child, depth + 1)

    def _digest(self, folder: Folder) -> bytes:
        """Digest of every report here and below."""
        found = self._digests.get(folder.path)
        if found is None:
            parts = (self._digest(child) for child in folder.children)
            found = fingerprint(folder.path.encode(), digest_of(folder.reports), *parts)
            self._digests[folder.path] = found
        return found

    def _expand(self, folder: Folder, whole: bool) -> Iterator[Target]:
        if folder.kind == "unplaced":
            yield from self._unplaced(folder)
        else:
            yield from self._place(folder)
        for entry, nearby in surroundings(self._archive, folder, self._lost):
            yield self._report(entry, encode(nearby))
            if nearby.changes is not None:
                yield self._changes(entry, nearby)
        if whole:
            for child in folder.children:
                yield from self._expand(child, whole)

    def _place(self, folder: Folder) -> Iterator[Target]:
        settings, words, archive = self._settings, self._words, self._archive
        depth = folder.path.count("/") + 1
        one = next(folder.below())
        history = self._history(one, depth) if folder.kind == "place" else ()
        yield page_target("place", place_view(settings, words, archive, folder, history))
        for more in coverage_views(settings, words, archive, folder):
            yield page_target("coverage", more)
        below = list(folder.below())
        latest = newest(below, LENGTH)
        output = f"{folder.path}/feed.xml"
        yield file_target(output, atom(settings, folder.name, output, latest))
        job = Later(_data_job, (folder.path, True, below))
        yield Target(place_outputs(folder.path), "data-set", self._digest(folder), job)
        if folder.children:
            for year in folder.years:
                view = place_year_view(settings, words, archive, folder, year)
                yield page_target("place-year", view)

    def _unplaced(self, folder: Folder) -> Iterator[Target]:
        if folder.path != UNPLACED:
            return
        view = unplaced_view(self._settings, self._words, self._archive)
        yield page_target("unplaced", view)
        up = Link(view.page.title, urls.href(urls.folder(UNPLACED)))
        first, entries = urls.folder(UNPLACED), self._archive.unplaced
        for one in list_views(self._settings, view.page.title, up, first, entries, "places"):
            yield page_target("list", one)

    def _changes(self, entry: Entry, nearby: Nearby) -> Target:
        assert nearby.older is not None
        older = self._archive.by_path[nearby.older.path]
        trail = encode(nearby.trail)
        inputs = fingerprint(digest_of((older, entry)), trail)
        job = ChangesJob(encode(older), encode(entry), trail)
        return Target((output_of(entry.path),), "changes", inputs, job)

    def _report(self, entry: Entry, nearby: bytes) -> Target:
        own = bytes.fromhex(entry.digest)[:16]
        return Target(
            paths=report_outputs(self._settings, entry),
            kind="report",
            inputs=own + fingerprint(nearby, entry.seal),
            job=ReportJob(encode(entry), nearby),
        )


def site_plan(archive: Archive, theme: Theme, history: History = names_of) -> Plan:
    """Every target of the site. Nothing is computed before it is iterated."""
    return SitePlan(archive, theme, history)


def _data_job(folder: str, place: bool, entries: Sequence[Entry]) -> DataJob:
    parts = (encode(entries[at : at + SOME]) for at in range(0, len(entries), SOME))
    return DataJob(folder, place, tuple(parts))


def _maps(base_url: str, names: tuple[str, ...], folder: Folder) -> Iterator[Target]:
    lines = sitemaps.lines_of(folder)
    for n, name in enumerate(names):
        some = lines[n * sitemaps.LIMIT : (n + 1) * sitemaps.LIMIT]
        yield file_target(name, sitemaps.sitemap(base_url, some))
