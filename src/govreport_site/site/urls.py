"""Addresses: where every page stands below the root, and how one page points at another.

Links are relative and name their file (`../index.html`), so that a site works under any base
path and from the file system. The table of addresses is docs/urls.md.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
RESERVED = frozenset(
    {
        *("404.html", "about", "assets", "compare", "data", "feed.json", "feed.xml", "index.html"),
        *("places", "robots.txt", "search", "sitemap.xml", "sitemaps", "years"),
    }
)
"""First segments that belong to the site itself; no place may use one."""

HOME = "index.html"
ABOUT = "about/index.html"
COMPARE = "compare/index.html"
DATA = "data/index.html"
NOT_FOUND = "404.html"
PLACES = "places/index.html"
SEARCH = "search/index.html"
TOPICS = "search/topics/index.html"
YEARS = "years/index.html"


def folder(path: str) -> str:
    """Page of a place, a body or a report: `fujian/xiamen` → `fujian/xiamen/index.html`."""
    return f"{path}/index.html"


def numbered(first: str, number: int) -> str:
    """Page `number` of a list, 1 being the oldest: `years/2016/index.html` → `…/page-3/…`."""
    return f"{first.removesuffix('index.html')}page-{number}/index.html"


def year(number: int) -> str:
    """Page of a year: `years/2016/index.html`."""
    return f"years/{number}/index.html"


def place_year(path: str, number: int) -> str:
    """Page of a place in a year: `fujian/xiamen/2016/index.html`."""
    return f"{path}/{number}/index.html"


def part(path: str, number: int) -> str:
    """Page of a long coverage matrix; the first is the place's own page."""
    return folder(path) if number == 1 else f"{path}/bodies/page-{number}/index.html"


def root(output: str) -> str:
    """Prefix that leads from an output file back to the root: `a/b/index.html` → `../../`."""
    return "../" * output.count("/")


def href(path: str) -> str:
    """Path below the root, percent-encoded for an attribute: names in folders may be any text."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/-._~")


def absolute(base_url: str, output: str) -> str:
    """Canonical address; an index.html is named by its folder."""
    return f"{base_url.rstrip('/')}/{href(output.removesuffix('index.html'))}"


def base_path(base_url: str | None) -> str:
    """Path that the site hangs under, `/` when not configured: for the page that is served at
    any depth (404)."""
    path = urlsplit(base_url).path if base_url else "/"
    return path if path.endswith("/") else f"{path}/"


def external(url: str | None) -> str | None:
    """The address when it may be linked: http or https with a host and no blanks; else None."""
    if not url or len(url) > 2000 or any(c <= " " or c in '"<>\\^`{|}' for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
