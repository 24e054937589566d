"""What holds on every page of every archive: links resolve, nothing is loaded from elsewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from msgspec.structs import replace

from tests.site.making import SETTINGS, Made, findings, path_of, report, small

ARCHIVES = {
    "small": small,
    "empty": lambda: Made([]),
    "english": lambda: replace_settings(small(), language="en"),
    "published": lambda: replace_settings(
        small(), base_url="https://example.org/a/", contact="a@example.org", licence="CC BY 4.0"
    ),
    "without search": lambda: replace_settings(small(), search=False),
}


def replace_settings(made: Made, **changes: object) -> Made:
    made.settings = replace(SETTINGS, **changes)
    return made


@pytest.fixture(scope="module", params=ARCHIVES)
def site(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return ARCHIVES[request.param]().build()


def pages(site: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for name, data in site.items():
        if name.endswith(".html"):
            yield name, html.document_fromstring(data.decode())


def resolved(page: str, link: str) -> tuple[str, str]:
    parts = urlsplit(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return (target if parts.path else page), parts.fragment


def test_links_and_anchors_resolve(site: dict[str, bytes]) -> None:
    ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in pages(site)}
    index = ("search/data/", "assets/search.")
    for name, tree in pages(site):
        if name == "404.html":
            continue
        for element in tree.iter("a", "link", "script", "form"):
            link = element.get("href") or element.get("src") or element.get("action")
            if link is None or urlsplit(link).scheme:
                continue
            target, fragment = resolved(name, link)
            assert target in site or target.startswith(index), f"{name} → {link}"
            if fragment and target in ids:
                assert fragment in ids[target], f"{name} → {link}"


def test_ids_stand_once(site: dict[str, bytes]) -> None:
    for name, tree in pages(site):
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), f"{name}: {sorted(i for i in ids if ids.count(i) > 1)}"


def test_nothing_runs_inline_and_nothing_is_loaded_from_elsewhere(site: dict[str, bytes]) -> None:
    for name, tree in pages(site):
        assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]
        assert not tree.xpath("//*[@style]") and not tree.xpath("//style"), name
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), name
        for script in tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", name
        for link in tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href"):
            assert not urlsplit(link).netloc, f"{name} loads {link}"
        assert not list(tree.iter("img", "iframe", "object", "embed", "base")), name


def test_every_page_says_what_it_is(site: dict[str, bytes]) -> None:
    for name, tree in pages(site):
        assert len(list(tree.iter("h1"))) == 1, name
        assert tree.get("lang") in ("zh-Hans", "en")
        assert tree.findtext("head/title").strip()
        assert tree.xpath("//meta[@name='description']/@content")[0].strip(), name


def test_headings_never_skip_a_level(site: dict[str, bytes]) -> None:
    for name, tree in pages(site):
        levels = [int(e.tag[1]) for e in tree.find("body").iter("h1", "h2", "h3", "h4", "h5", "h6")]
        steps = pairwise(levels)
        first = levels.index(1)
        assert all(b - a <= 1 for n, (a, b) in enumerate(steps) if n >= first), f"{name}: {levels}"


def test_outbound_links_are_marked(site: dict[str, bytes]) -> None:
    for _, tree in pages(site):
        for link in tree.xpath("//body//a[starts-with(@href, 'http')]"):
            assert link.get("rel") == "nofollow noopener noreferrer"


def test_feeds_and_maps_are_xml(site: dict[str, bytes]) -> None:
    for name, data in site.items():
        if name.endswith((".xml", ".svg")):
            etree.fromstring(data)


def test_pages_below_a_report_never_name_totals() -> None:
    """One added report must not change the pages of the others."""
    made = small()
    before = made.build()
    more = report(2021, "另一处的报告", replace(path_unit(), slugs=("gansu", "x")), "另一处")
    after = Made([*made.reports.items(), (path_of(more), more)], findings=findings).build()
    changed = [name for name in before if after[name] != before[name]]
    assert not [name for name in changed if "-annual/" in name or "-self-check/" in name]


def path_unit() -> object:
    unit = report().place.unit
    assert unit is not None
    return replace(unit, province="甘肃省", prefecture="某市", county=None, township=None)


def test_a_page_is_small() -> None:
    files = small().build()
    css = len(files["assets/style.css"])
    for name, data in files.items():
        if name.endswith("-annual/index.html"):
            assert len(data) + css < 60_000
