"""What every page carries besides its own content, and the small views that pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from govreport_site.archive import Entry, Folder, State
from govreport_site.model import Kind
from govreport_site.site import urls
from govreport_site.site.escape import script_json
from govreport_site.site.settings import Settings


class Link(Struct, frozen=True):
    """Words and where they lead."""

    text: str
    href: str
    """Below the root, percent-encoded; templates put the page's `root` before it."""


class Page(Struct, frozen=True):
    """The frame around the content."""

    title: str
    description: str
    output: str
    """The file itself, below the root."""
    root: str
    """`../` as often as the file is deep; for 404 the site's own base path."""
    tab: str
    """Which entry of the navigation it belongs to: home, places, years, data, about, search."""
    trail: tuple[Link, ...]
    """The places above it, outermost first; without the home page and itself."""
    canonical: str | None
    """Absolute address, or None without a base_url."""
    json_ld: str
    """JSON-LD, escaped for a script element."""
    feed: str | None
    """Atom feed of what the page is about, below the root."""
    listed: bool = True
    """False keeps it out of search engines."""


class Row(Struct, frozen=True):
    """A report in a list."""

    title: str
    href: str
    year: int | None
    kind: Kind
    issuer: str | None
    date: str | None
    state: State
    place: str
    """Names of the places above, joined."""


class Pager(Struct, frozen=True):
    """The numbered pages of a long list; page 1 is the oldest and never changes its number."""

    current: int
    pages: tuple[Link, ...]


def page(
    settings: Settings,
    output: str,
    title: str,
    description: str,
    *,
    tab: str = "",
    trail: tuple[Link, ...] = (),
    feed: str | None = None,
    things: Sequence[Mapping[str, object]] = (),
    listed: bool = True,
) -> Page:
    """The frame of the page that is written to `output`."""
    base = settings.base_url
    graph = [*things, *([_breadcrumbs(base, trail, title, output)] if base and trail else [])]
    return Page(
        title=title,
        description=description,
        output=output,
        root=urls.base_path(base) if output == urls.NOT_FOUND else urls.root(output),
        tab=tab,
        trail=trail,
        canonical=urls.absolute(base, output) if base and listed else None,
        json_ld=script_json({"@context": "https://schema.org", "@graph": graph}) if graph else "",
        feed=feed,
        listed=listed,
    )


def _breadcrumbs(base: str, trail: tuple[Link, ...], title: str, output: str) -> dict[str, object]:
    steps = [
        (link.text, f"{base.rstrip('/')}/{link.href.removesuffix('index.html')}") for link in trail
    ]
    steps.append((title, urls.absolute(base, output)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": item}
            for n, (name, item) in enumerate(steps, 1)
        ],
    }


def trail_of(folders: Iterable[Folder]) -> tuple[Link, ...]:
    """Breadcrumbs down to the last of `folders`."""
    return tuple(Link(f.name, urls.href(urls.folder(f.path))) for f in folders)


def row_of(entry: Entry) -> Row:
    """A report as a line of a list."""
    return Row(
        title=entry.title,
        href=urls.href(urls.folder(entry.path)),
        year=entry.year,
        kind=entry.kind,
        issuer=entry.issuer,
        date=entry.date,
        state=entry.state,
        place=" · ".join(entry.names),
    )
