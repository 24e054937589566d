"""Atom and JSON feeds of the newest reports."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from govreport_site.archive import Entry
from govreport_site.site import urls
from govreport_site.site.escape import xml
from govreport_site.site.settings import Settings

LENGTH = 50
"""Reports in a feed."""
EPOCH = "1970-01-01"
"""Stands for a day that is not known, since Atom requires one."""


def atom(settings: Settings, title: str, output: str, entries: Sequence[Entry]) -> bytes:
    """An Atom feed (RFC 4287) written to `output`; newest first."""
    base = settings.base_url
    own = urls.absolute(base, output) if base else output.rpartition("/")[2]
    up = output.rpartition("/")[0]
    home = urls.absolute(base, f"{up}/index.html" if up else urls.HOME) if base else "index.html"
    author = settings.publisher or settings.title
    updated = _stamp(entries[0].date if entries else None)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<title>{xml(title)}</title>",
        f"<id>{xml(_identity(settings, output))}</id>",
        f'<link rel="self" type="application/atom+xml" href="{xml(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml(home)}"/>',
        f"<updated>{updated}</updated>",
        f"<author><name>{xml(author)}</name></author>",
        *(_entry(settings, output, entry) for entry in entries),
        "</feed>\n",
    )
    return "\n".join(lines).encode()


def _identity(settings: Settings, output: str) -> str:
    """A lasting id: the address where there is one, else a tag that never leaves the archive."""
    if settings.base_url:
        return urls.absolute(settings.base_url, output)
    return f"tag:govreport.invalid,2008:{urls.href(output)}"


def _stamp(day: str | None) -> str:
    return f"{day or EPOCH}T00:00:00+08:00"


def _link(settings: Settings, output: str, entry: Entry) -> str:
    page = urls.folder(entry.path)
    if settings.base_url:
        return urls.absolute(settings.base_url, page)
    return urls.root(output) + urls.href(page)


def _entry(settings: Settings, output: str, entry: Entry) -> str:
    page = urls.folder(entry.path)
    summary = " · ".join(filter(None, (entry.issuer, str(entry.year or ""), *entry.names)))
    return (
        f"<entry><title>{xml(entry.title)}</title><id>{xml(_identity(settings, page))}</id>"
        f'<link href="{xml(_link(settings, output, entry))}"/>'
        f"<updated>{_stamp(entry.date)}</updated><summary>{xml(summary)}</summary></entry>"
    )


def json_feed(settings: Settings, title: str, output: str, entries: Sequence[Entry]) -> bytes:
    """A JSON feed, version 1.1, of the same reports."""
    base = settings.base_url
    feed: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": title}
    if base:
        feed["home_page_url"] = urls.absolute(base, urls.HOME)
        feed["feed_url"] = urls.absolute(base, output)
    feed["language"] = "zh-Hans"
    feed["items"] = [_item(settings, output, entry) for entry in entries]
    return msgspec.json.format(msgspec.json.encode(feed), indent=1) + b"\n"


def _item(settings: Settings, output: str, entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": _identity(settings, urls.folder(entry.path)),
        "url": _link(settings, output, entry),
        "title": entry.title,
        "content_text": " · ".join(filter(None, (entry.issuer, *entry.names))) or entry.title,
    }
    if entry.date:
        item["date_published"] = _stamp(entry.date)
    return item
