"""Pages that hold words more than reports: about, data, search, not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from govreport_site.archive import Archive
from govreport_site.reference.sentences import rule_words
from govreport_site.site import urls
from govreport_site.site.datapackage import field_label
from govreport_site.site.dictionary import TableOf, tables
from govreport_site.site.page import Link, Page, page
from govreport_site.site.settings import Privacy, Settings
from govreport_site.site.words import Words


class RuleRow(Struct, frozen=True):
    """A rule of the checks in words of the theme's language."""

    code: str
    title: str
    meaning: str
    reports: int
    """Number of reports in which it found something."""


class AboutView(Struct, frozen=True):
    """All that templates/about.html may say."""

    page: Page
    reports: int
    provinces: int
    first: int | None
    last: int | None
    flagged: int
    unreadable: int
    unplaced: int
    privacy: Privacy
    contact: str | None
    """Where to write, as given."""
    contact_href: str | None
    rules: tuple[RuleRow, ...]
    """The rules of the checks, in the order in which reports are checked."""


class DataSet(Struct, frozen=True):
    """The files of a year, or of the whole archive."""

    name: str
    count: int
    files: tuple[Link, ...]


class DataRow(Struct, frozen=True):
    """The files of a set, table by table."""

    name: str
    count: int
    files: tuple[tuple[Link, ...], ...]
    """For each table of the dictionary its files by format; last those that hold all tables."""


class FieldWords(Struct, frozen=True):
    """A column of an export, explained."""

    name: str
    type: str
    text: str


class TableWords(Struct, frozen=True):
    """A table of the exports, explained."""

    name: str
    fields: tuple[FieldWords, ...]


class DataView(Struct, frozen=True):
    """All that templates/data.html may say."""

    page: Page
    reports: int
    sets: tuple[DataRow, ...]
    """The whole archive first where it is offered, then the years, newest first."""
    tables: tuple[TableWords, ...]
    """The data dictionary."""
    parquet: bool


class PlainView(Struct, frozen=True):
    """A page without content of its own: search, not found."""

    page: Page


class MovedView(Struct, frozen=True):
    """All that templates/moved.html may say: an address that was published before."""

    page: Page
    target: str
    """The page that stands for it now, relative to this one."""


def moved_view(settings: Settings, words: Words, old: str, new: str) -> MovedView:
    """The page at an old address that leads to the new one."""
    output = f"{old}index.html"
    frame = _page(settings, words, output, "moved", listed=False)
    return MovedView(frame, f"{frame.root}{urls.href(f'{new}index.html')}")


def about_view(settings: Settings, words: Words, archive: Archive) -> AboutView:
    """What the archive is, how it is made, and whom to ask."""
    years = list(archive.years)
    states = [entry.state for entry in archive.entries]
    found = Counter(code for entry in archive.entries for code in entry.codes.split())
    return AboutView(
        page=_page(settings, words, urls.ABOUT, "about"),
        reports=len(archive.entries),
        provinces=sum(folder.kind == "place" for folder in archive.top),
        first=years[0] if years else None,
        last=years[-1] if years else None,
        flagged=states.count("flagged"),
        unreadable=states.count("unreadable"),
        unplaced=len(archive.unplaced),
        privacy=settings.privacy,
        contact=settings.contact,
        contact_href=_contact(settings.contact),
        rules=tuple(
            RuleRow(rule.code, rule.title, rule.meaning, found.get(rule.code, 0))
            for rule in rule_words(settings.language).values()
        ),
    )


def _contact(contact: str | None) -> str | None:
    """A link for an e-mail or web address; None for other words."""
    if contact and "@" in contact and not set(contact) & set(" <>\"'/\\:?&"):
        return f"mailto:{contact}"
    return urls.external(contact)


def _page(settings: Settings, words: Words, output: str, key: str, listed: bool = True) -> Page:
    title, description = words.say(f"sentences.{key}"), words.say(f"sentences.{key}_description")
    return page(settings, output, title, description, tab=key, listed=listed)


def data_view(
    settings: Settings, words: Words, archive: Archive, sets: tuple[DataSet, ...]
) -> DataView:
    """What may be downloaded, and what its columns mean."""
    return DataView(
        page=_page(settings, words, urls.DATA, "data"),
        reports=len(archive.entries),
        sets=tuple(DataRow(one.name, one.count, tuple(_files(one))) for one in sets),
        tables=tuple(_table_words(settings, words, table) for table in tables()),
        parquet=settings.parquet,
    )


_FORMATS = {"csv": "CSV", "jsonl": "JSON Lines", "sqlite": "SQLite", "parquet": "Parquet"}


def _files(one: DataSet) -> Iterator[tuple[Link, ...]]:
    """The files of a set, by table; those that hold every table come last."""
    found: dict[str, list[Link]] = {}
    for link in one.files:
        stem, _, ending = link.text.rpartition(".")
        whole = ending in ("jsonl", "sqlite")
        excel = stem.endswith("-excel")
        table = "" if whole else stem.removesuffix("-excel")
        name = "Excel" if excel else _FORMATS[ending]
        found.setdefault(table, []).append(Link(name, link.href))
    for name in (*(table.name for table in tables()), ""):
        yield tuple(found.get(name, ()))


def _table_words(settings: Settings, words: Words, table: TableOf) -> TableWords:
    return TableWords(
        table.name,
        tuple(
            FieldWords(
                field.name, field.type, field_label(words, settings.language, table, field.name)
            )
            for field in table.fields
        ),
    )


def search_view(settings: Settings, words: Words) -> PlainView:
    """The frame of the search page; its script fills it."""
    return PlainView(_page(settings, words, urls.SEARCH, "search"))


def compare_view(settings: Settings, words: Words) -> PlainView:
    """The frame of the page that compares any two reports; its script fills it."""
    return PlainView(_page(settings, words, urls.COMPARE, "compare"))


def not_found_view(settings: Settings, words: Words) -> PlainView:
    """The page for addresses that lead nowhere."""
    return PlainView(_page(settings, words, urls.NOT_FOUND, "not_found", listed=False))
