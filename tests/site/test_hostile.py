"""Report content is an attack until it is escaped: every sink is tried with every payload."""

from __future__ import annotations

import json

import pytest
from lxml import etree, html
from msgspec import Struct
from msgspec.structs import fields, replace

from tests.site.making import SETTINGS, TOWN, Made, path_of, report

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title></script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}{# x #}",
    "</script><!-- <script>",
    "]]></title><x>",
    "a\x00b\x08c\u2028d\u2029e\ufffe",
    "\u202egnp.exe\u2066",
    "&lt;script&gt;&#60;b&#62;",
    "<svg/onload=alert(1)>",
    '\\"};alert(1)//',
    "${7*7}`",
)


def poisoned(value: object, payload: str) -> object:
    """The same value with the payload at the end of every text in it."""
    if isinstance(value, str):
        return value + payload
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    return value


def hostile(payload: str) -> Made:
    made = report(text="本年共发布新闻动态73条。")
    changes = {}
    for field in fields(made):
        value = getattr(made, field.name)
        if field.name in {"kind", "level", "year", "place", "period", "statistics"}:
            continue
        changes[field.name] = deep(value, payload)
    bad = replace(made, **changes)
    unit = replace(TOWN, township=TOWN.township + payload)
    bad = replace(bad, place=replace(bad.place, unit=unit))
    own = dict.fromkeys(("description", "contact", "publisher", "licence"), payload)
    settings = replace(SETTINGS, title=payload, base_url="https://example.org/", **own)
    lost = ("unplaced/b/2020-other", replace(bad, kind="other"))
    return Made([(path_of(made), bad), lost], settings)


KEPT = {
    *("line", "level", "key", "kind", "rule", "value", "sha256", "size", "confidence", "time"),
    "severity",
}


def deep(value: object, payload: str) -> object:
    if isinstance(value, str):
        return value + payload
    if isinstance(value, tuple):
        return tuple(deep(item, payload) for item in value)
    if isinstance(value, Struct):
        changes = {
            f.name: deep(getattr(value, f.name), payload)
            for f in fields(value)
            if f.name not in KEPT
        }
        return replace(value, **changes)
    return value


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_leaves_its_sink(payload: str) -> None:
    for name, data in hostile(payload).build().items():
        if name.endswith(".html"):
            assert_page_is_inert(name, data.decode())
        elif name.endswith((".xml",)):
            etree.fromstring(data)
        elif name.endswith(".json") and not name.startswith("assets/"):
            json.loads(data)


def assert_page_is_inert(name: str, text: str) -> None:
    tree = html.document_fromstring(text)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert "alert" not in (element.text or ""), name
            continue
        assert element.tag not in {"img", "x", "b1", "iframe", "object", "embed", "base"}, name
        for key, value in element.attrib.items():
            assert not key.startswith("on"), f"{name}: {key}"
            if key in {"href", "src", "action"}:
                assert value.split(":")[0].strip().lower() != "javascript", name
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            json.loads(script.text)
        else:
            assert script.get("src"), name
    assert "49" not in tree.findtext("head/title").replace("2049", "")


def test_addresses_of_sources_are_linked_only_when_http() -> None:
    for url, linked in (
        ("http://example.gov.cn/a.htm", True),
        ("https://例子.cn/a?b=1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://", False),
        ("http://a b/", False),
        ('http://a/"onx="', False),
        ("//example.com/", False),
        ("ftp://example.com/", False),
    ):
        made = report()
        made = replace(made, origin=replace(made.origin, url=url))
        page = Made([(path_of(made), made)]).build()[f"{path_of(made)}/index.html"].decode()
        tree = html.document_fromstring(page)
        assert (url in tree.xpath("//a/@href")) == linked, url


def test_folder_names_are_encoded_in_links() -> None:
    made = report(unit=None)
    path = "unplaced/甲 乙%20<b>&#x/2021-annual"
    files = Made([(path, made)]).build()
    links = html.document_fromstring(files["index.html"].decode()).xpath(
        "//ul[@class='rows']//a/@href"
    )
    assert links == ["unplaced/%E7%94%B2%20%E4%B9%99%2520%3Cb%3E%26%23x/2021-annual/index.html"]


def test_control_characters_never_reach_a_page() -> None:
    made = report(text="甲\x00乙\x08丙\x7f丁\x85戊\ufffe己。", with_statistics=False)
    page = Made([(path_of(made), made)]).build()[f"{path_of(made)}/index.html"].decode()
    assert "甲乙丙丁戊己。" in page
    assert not [c for c in page if (ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160]
