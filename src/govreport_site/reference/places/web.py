"""Places that a web address speaks of: known government hosts, and hosts that spell a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from govreport_site.reference.places.chains import above
from govreport_site.reference.places.slugs import syllables_of
from govreport_site.reference.places.table import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    Version,
    open_gazetteer,
)
from govreport_site.reference.places.units import pick

_CNNIC = (
    "bj tj sh cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn xz sn gs qh nx xj"
)
_PROVINCES = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 "
    "江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 四川省 贵州省 云南省 西藏自治区 陕西省 "
    "甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区"
)
PROVINCE_LABELS = dict(
    zip(
        _CNNIC.split(),
        _PROVINCES.split(),
        strict=True,
    )
)
"""Second-level domains of the provinces under .cn, as CNNIC assigns them."""
_OFFICE = re.compile(r"(?:zf|gov|zwgk|xxgk|rmzf)$")
_SHORT_SPELLING = 4
"""Letters below which a host label spells too many places to be asked."""

Said = tuple[frozenset[int], bool]
"""Places, and whether they may only break a tie."""


def host_of(url: str) -> str:
    """The host of an address in small letters, or ""."""
    text = re.sub(r"^[a-z]{2,10}://", "", url.strip().lower()[:2000])
    text = re.split(r"[/?#]", text)[0].rpartition("@")[2]
    return text.split(":")[0][:253]


def places_of(host: str) -> Iterator[Said]:
    """What a host says, surest first."""
    labels = host.removeprefix("www.").split(".")
    if len(labels) < 2:
        return
    known = hosts()
    for at in range(len(labels) - 1):
        if place := known.get(".".join(labels[at:])):
            yield frozenset({place}), False
            break
    else:
        yield from _spelt(labels)
    if labels[-1] == "cn":
        for label in labels[-3:-1]:
            if label in PROVINCE_LABELS:
                yield province_places(PROVINCE_LABELS[label]), False


def _spelt(labels: list[str]) -> Iterator[Said]:
    """Labels that spell a place: liuyang.gov.cn in full, syyh.gov.cn by initials."""
    if labels[-1] != "cn":
        return
    for label in reversed(labels[:-1]):
        stem = _OFFICE.sub("", label)
        if len(stem) < _SHORT_SPELLING:
            continue
        if places := spellings().get(stem):
            yield places, len(places) > 1
            return
        if places := initials().get(stem):
            yield places, True
            return


@cache
def province_places(name: str) -> frozenset[int]:
    """The identity of a province by its official name."""
    table = open_gazetteer()
    return frozenset(table.identity_of(i) for i in table.units_named(name))


@cache
def hosts() -> dict[str, int]:
    """Government hosts that are known: host → identity."""
    text = resources.files(__package__).joinpath("data/hosts.tsv").read_text(encoding="utf-8")
    out: dict[str, int] = {}
    table = open_gazetteer()
    for line in text.splitlines()[1:]:
        host, province, name = line.split("\t")
        for index in table.units_named(name):
            identity = table.identity_of(index)
            if province == name or above(identity) & province_places(province):
                out[host] = identity
    return out


@cache
def _today() -> tuple[Version, ...]:
    """Provinces, prefectures and counties that exist."""
    table = open_gazetteer()
    found = (pick(identity, None) for identity in table.identities)
    return tuple(v for v in found if v.last == 0 and v.level in (PROVINCE, PREFECTURE, COUNTY))


@cache
def spellings() -> dict[str, frozenset[int]]:
    """Full letters of a place of today, with and without its type → identities."""
    out: dict[str, set[int]] = {}
    for version in _today():
        stem = re.sub(r"-(?:shi|xian|qu|qi)$", "", version.slug)
        for letters in {stem.replace("-", ""), version.slug.replace("-", "")}:
            out.setdefault(letters, set()).add(version.identity)
    return {letters: frozenset(found) for letters, found in out.items()}


@cache
def initials() -> dict[str, frozenset[int]]:
    """Initials of prefecture or province followed by a county's initials or letters → identities.

    njjy is 南京 建邺, gsgz 甘肃 甘州, bjtzh 北京 通州: they break ties and name nothing.
    """
    table = open_gazetteer()
    provinces = {name: label for label, name in PROVINCE_LABELS.items()}
    out: dict[str, set[int]] = {}
    for version in _today():
        if version.level != COUNTY:
            continue
        for parent in (version.parent, *table.parents_of(version.parent)):
            upper = pick(parent, None)
            heads = {*_initials(upper.name), provinces.get(upper.name, "")} - {""}
            tails = {*_initials(version.name), version.slug.partition("-")[0]}
            for letters in (head + tail for head in heads for tail in tails):
                out.setdefault(letters, set()).add(version.identity)
    return {letters: frozenset(found) for letters, found in out.items()}


def _initials(name: str) -> tuple[str, str]:
    """First letters of a name without its type: (tz, tzh) for 通州区."""
    syllables = syllables_of(name[:-1])
    long = "".join(s[:2] if s[:2] in ("zh", "ch", "sh") else s[:1] for s in syllables)
    return "".join(s[:1] for s in syllables), long
