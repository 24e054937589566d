"""robots.txt and sitemaps: one map a province, an index above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from govreport_site.archive import Archive, Entry, Folder
from govreport_site.site import urls
from govreport_site.site.escape import xml

LIMIT = 40_000
"""Addresses in one map; the protocol allows 50,000 and 50 MB."""
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Line = tuple[str, str | None]
"""An output and the day of its content."""


def robots(base_url: str | None, withdrawn: Iterable[Entry] = ()) -> bytes:
    """robots.txt: everything may be read but the tombstones of withdrawn reports."""
    path = urlsplit(base_url or "").path.rstrip("/")
    lines = ["User-agent: *", "Allow: /"]
    lines.extend(f"Disallow: {path}/{quote(entry.path)}/" for entry in withdrawn)
    if base_url:
        lines.append(f"Sitemap: {urls.absolute(base_url, 'sitemap.xml')}")
    return ("\n".join(lines) + "\n").encode()


def count_of(folder: Folder) -> int:
    """How many lines `lines_of` gives, without making them."""
    years = len(folder.years) if folder.children and folder.kind != "unplaced" else 0
    reports = sum(not entry.withdrawn for entry in folder.reports)
    return 1 + years + reports + sum(count_of(child) for child in folder.children)


def lines_of(folder: Folder) -> list[Line]:
    """Pages of a place and of all that is below it."""
    lines: list[Line] = []
    left = [folder]
    while left:
        here = left.pop()
        lines.append((urls.folder(here.path), None))
        if here.children and here.kind != "unplaced":
            lines.extend((urls.place_year(here.path, year), None) for year in here.years)
        lines.extend((urls.folder(e.path), _day(e)) for e in here.reports if not e.withdrawn)
        left.extend(reversed(here.children))
    return lines


def _day(entry: Entry) -> str | None:
    """When the page's content was last known to change: retrieval, else publication."""
    return (entry.retrieved or "")[:10] or entry.date


def site_lines(archive: Archive) -> list[Line]:
    """Pages that belong to no place."""
    plain = [urls.HOME, urls.PLACES, urls.YEARS, urls.DATA, urls.ABOUT]
    return [(output, None) for output in (*plain, *(urls.year(year) for year in archive.years))]


def parts(name: str, count: int) -> tuple[str, ...]:
    """Outputs of a map of so many addresses: `sitemaps/fujian.xml`, `sitemaps/fujian-2.xml`."""
    pieces = max(-(-count // LIMIT), 1)
    return tuple(f"sitemaps/{name}{f'-{n}' if n > 1 else ''}.xml" for n in range(1, pieces + 1))


def sitemap(base_url: str, lines: Sequence[Line]) -> bytes:
    """One map."""
    body = "".join(
        f"<url><loc>{xml(urls.absolute(base_url, output))}</loc>"
        + (f"<lastmod>{xml(day)}</lastmod>" if day else "")
        + "</url>\n"
        for output, day in lines
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset {_NS}>\n{body}</urlset>\n'.encode()


def index(base_url: str, outputs: Iterable[str]) -> bytes:
    """The index of all maps."""
    body = "".join(
        f"<sitemap><loc>{xml(urls.absolute(base_url, output))}</loc></sitemap>\n"
        for output in outputs
    )
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex {_NS}>\n'
    return f"{head}{body}</sitemapindex>\n".encode()
