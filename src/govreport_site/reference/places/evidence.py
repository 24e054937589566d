"""What else a document says of where its body sits, in the order in which it is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from govreport_site.reference.places import names, web
from govreport_site.reference.places.scoring import Candidate, candidates, tied
from govreport_site.reference.places.table import COUNTY, open_gazetteer
from govreport_site.reference.places.web import province_places

MOST = 64
"""Items of one kind of evidence that are looked at."""


class Evidence(Struct, frozen=True):
    """What surrounds a name. Everything may be absent."""

    publisher: str | None = None
    """Site or source name 来源: 翔安区, 浏阳市人民政府网."""
    url: str | None = None
    names: tuple[str, ...] = ()
    """Place names seen in the document's text, title and header."""
    filings: tuple[str, ...] = ()
    """Footer codes and document numbers: 湘公网安备 43018102000204号, 湘ICP备…, 闽政办网传…."""
    siblings: tuple[str, ...] = ()
    """Places of other reports from the same source."""
    title: str | None = None
    """The document's title, where the name looked up is the issuer's."""


class Context(Struct, frozen=True):
    """One thing that evidence says: the body is in, or is, one of these places."""

    label: str
    """How it is recorded: `publisher:翔安区`."""
    places: frozenset[int]
    """Identities of provinces, prefectures, counties or zones."""
    weak: bool = False
    """A hint that may only break a tie, never name a place by itself."""


def contexts(evidence: Evidence, year: int | None) -> Iterator[Context]:
    """What the evidence says, surest first."""
    for source in SOURCES:
        yield from source(evidence, year)


def _named(label: str, text: str, year: int | None) -> Iterator[Context]:
    found = tied(candidates(text, year))
    places = frozenset(_seat(c) for c in found if c.reading.rest.kind != "other")
    if places:
        yield Context(f"{label}:{text}", places)


def _seat(candidate: Candidate) -> int:
    if candidate.reading.town >= 0:
        return open_gazetteer().town_parent[candidate.reading.town]
    return candidate.reading.parts[-1].identity


def _title(evidence: Evidence, year: int | None) -> Iterator[Context]:
    if evidence.title and (text := names.body(evidence.title)):
        yield from _named("title", text, year)


def _publisher(evidence: Evidence, year: int | None) -> Iterator[Context]:
    if evidence.publisher and (text := names.publisher(evidence.publisher)):
        yield from _named("publisher", text, year)


def _names(evidence: Evidence, year: int | None) -> Iterator[Context]:
    """All names at once: the deepest level on which they point to one candidate decides."""
    by_level: dict[int, list[tuple[str, frozenset[int]]]] = {}
    table = open_gazetteer()
    for text in dict.fromkeys(evidence.names[:MOST]):
        for context in _named("text", names.flat(text), year):
            level = max(table.level_of(p) for p in context.places)
            by_level.setdefault(min(level, COUNTY), []).append((context.label, context.places))
    for level in sorted(by_level, reverse=True):
        labels = [label for label, _ in by_level[level]]
        yield Context(labels[0], frozenset().union(*(p for _, p in by_level[level])))


def _url(evidence: Evidence, year: int | None) -> Iterator[Context]:
    host = web.host_of(evidence.url or "")
    for places, weak in web.places_of(host):
        yield Context(f"url:{host}", places, weak)


_POLICE = re.compile(r"公网安备\s*:?\s*(\d{6})\d{5,8}")
_SITE = re.compile(r"(?<!\d)([1-8]\d{5})\d{4}(?!\d)")
_FILED = re.compile(r"([一-鿿])(?:ICP|公网|icp)")
_PREFIX = re.compile(r"^\s*([一-鿿])(?:政|府|人社|教|财|民|司|公通)")


def _filings(evidence: Evidence, year: int | None) -> Iterator[Context]:
    for text in evidence.filings[:MOST]:
        for pattern in (_POLICE, _SITE):
            for code in pattern.findall(text[:200]):
                if places := coded(int(code)):
                    yield Context(f"filing:{code}", places)
    for text in evidence.filings[:MOST]:
        for pattern in (_FILED, _PREFIX):
            for sign in pattern.findall(text[:200]):
                if sign in PROVINCE_SIGNS:
                    places = province_places(PROVINCE_SIGNS[sign])
                    yield Context(f"filing:{sign}", places)


def _siblings(evidence: Evidence, year: int | None) -> Iterator[Context]:
    places: set[int] = set()
    for text in dict.fromkeys(evidence.siblings[:MOST]):
        for context in _named("sibling", names.flat(text), year):
            places |= context.places if len(context.places) == 1 else set()
    if places:
        yield Context(f"siblings:{evidence.siblings[0]}", frozenset(places))


SOURCES: tuple[Callable[[Evidence, int | None], Iterator[Context]], ...] = (
    _title,
    _publisher,
    _names,
    _url,
    _filings,
    _siblings,
)
"""Kinds of evidence in the order in which they are asked."""

PROVINCE_SIGNS = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新",
        [
            "北京市",
            "天津市",
            "河北省",
            "山西省",
            "内蒙古自治区",
            "辽宁省",
            "吉林省",
            "黑龙江省",
            "上海市",
            "江苏省",
            "浙江省",
            "安徽省",
            "福建省",
            "江西省",
            "山东省",
            "河南省",
            "湖北省",
            "湖南省",
            "广东省",
            "广西壮族自治区",
            "海南省",
            "重庆市",
            "四川省",
            "四川省",
            "贵州省",
            "贵州省",
            "云南省",
            "云南省",
            "西藏自治区",
            "陕西省",
            "陕西省",
            "甘肃省",
            "甘肃省",
            "青海省",
            "宁夏回族自治区",
            "新疆维吾尔自治区",
        ],
        strict=True,
    )
)
"""The one-character names of provinces, as filings and document numbers use them."""


@cache
def coded(code: int) -> frozenset[int]:
    """Identities that ever had a division code of 6 digits, or of the prefecture it names."""
    table = open_gazetteer()
    found = frozenset(table.identity_of(i) for i, c in enumerate(table.unit_code) if c == code)
    # 市辖区 (…01) and county-level placeholders stand for the prefecture.
    if not found and code % 100 in (0, 1, 99):
        return coded(code // 100 * 100) if code % 100 else frozenset()
    return found
