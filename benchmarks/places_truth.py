"""Names of bodies whose place is known, rendered from the lists the gazetteer is built of."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gazetteer.divisions import PLACEHOLDERS, Version, extend, yearly
from gazetteer.inputs import Input, load_inputs, read_mca, read_rows

HERE = Path(__file__).parents[1] / "tools/gazetteer"
Chain = tuple[str | None, str | None, str | None, str | None]

DEPARTMENTS = (
    "教育局",
    "市场监督管理局",
    "医疗保障局",
    "卫生健康委员会",
    "住房和城乡建设局",
    "城市管理局",
    "发展和改革委员会",
    "民政局",
    "公安局",
    "人力资源和社会保障局",
    "乡村振兴局",
    "水利局",
    "农业农村局",
    "财政局",
    "统计局",
    "自然资源局",
    "文化和旅游局",
    "行政审批局",
    "审计局",
    "退役军人事务局",
    "应急管理局",
    "生态环境局",
    "税务局",
    "气象局",
    "司法局",
    "交通运输局",
    "民族宗教事务局",
    "商务局",
    "林业局",
    "信访局",
    "科学技术局",
    "扶贫开发办公室",
    "城乡规划局",
    "工商行政管理局",
    "安全生产监督管理局",
    "政务服务管理局",
    "供销合作社联合社",
)
OFFICES = ("人民政府", "人民政府办公室", "", "政府办", "政府办公室")
STREET_OFFICES = ("办事处", "", "办事处党政办公室", "党政综合办公室", "办", "党工委")
TOWN_OFFICES = ("人民政府", "", "政府", "人民政府办公室", "便民服务中心", "党政办")
VILLAGES = (
    "新村社区居委会",
    "张庄村村民委员会",
    "和平社区居民委员会",
    "东风村委会",
    "财政所",
    "司法所",
)
TITLES = (
    "{name}", "{name}", "{name}{year}年政府信息公开工作年度报告", "{year}年{name}政府信息公开年报",
    "关于{name}{year}年度政府信息公开工作年度报告的公示", "  {name} {year} 年政府信息公开工作报告",
    "《{name}政府信息公开工作年度报告（{year}年）》",
)  # fmt: skip


class Case(NamedTuple):
    """A name, the year of its report, and where the body is."""

    name: str
    year: int
    chain: Chain


def _vintage(inputs: Path, year: int) -> tuple[Input, Input]:
    found = [i for i in load_inputs(HERE / "inputs.tsv") if i.year == year]
    return found[0], found[1]


@cache
def _versions(inputs: Path) -> tuple[Version, ...]:
    names, ministry, *_ = load_inputs(HERE / "inputs.tsv")
    return tuple(extend(yearly(read_rows(names, inputs)), read_mca(ministry, inputs)))


@cache
def townships(inputs: Path, year: int) -> list[Chain]:
    """Chains of the townships of one vintage: 镇, 乡, 街道 and 苏木 of real counties.

    Rows of development zones, and of the few counties that the Bureau and the yearly lists place
    under different prefectures in that year, are left out.
    """
    areas, streets = _vintage(inputs, year)
    names = {row["code"][:6]: row["name"] for row in read_rows(areas, inputs)}
    above: dict[tuple[int, str], Version] = {}
    for v in _versions(inputs):
        if v.first <= year <= v.last or v.first <= year - 1 <= v.last:
            above[v.code, v.name] = v
    out = []
    for row in read_rows(streets, inputs):
        area = row.get("areaCode", row["code"][:6])
        version = above.get((int(area), names.get(area, "")))
        name = _clean(row["name"], version)
        if version is not None and re.search(r"(?:街道|镇|乡|苏木)$", name) and len(name) > 2:
            county = version.name if version.level == 3 else None
            out.append((version.province, version.prefecture, county, name))
    return out


def _clean(name: str, version: Version | None) -> str:
    name = "".join(unicodedata.normalize("NFKC", name).split())
    name = re.sub(r"街道?办事处$", "街道", re.sub(r"\(.*?\)", "", name))
    for up in (version.province, version.prefecture, version.name) if version else ():
        if up and len(name.removeprefix(up)) >= 3:
            name = name.removeprefix(up)
    return name


def _uppers(inputs: Path, year: int) -> list[Chain]:
    out: list[Chain] = []
    for v in _versions(inputs):
        if v.first <= year <= v.last and v.name not in PLACEHOLDERS and v.code < 710000:
            pair = (v.province, v.prefecture if v.level > 1 else None)
            out.append((*pair, v.name if v.level == 3 else None, None))
    return out


def _parts(chain: Chain, style: int) -> str:
    """0 all, 1 without the prefecture, 2 without the province, 3 the shortest that is used."""
    province, prefecture, county, township = chain
    if township:
        county = county or prefecture
        prefecture = prefecture if prefecture != county else None
        kept = ((province, prefecture), (province,), (prefecture,), ())[style]
        return "".join(filter(None, (*kept, county, township)))
    if county:
        kept = ((province, prefecture), (province,), (prefecture,), ())[style]
        return "".join(filter(None, (*kept, county)))
    return "".join(filter(None, (province if style < 2 or not prefecture else None, prefecture)))


def _office(chain: Chain, pick: random.Random) -> str:
    if chain[3]:
        if pick.random() < 0.15:
            return pick.choice(VILLAGES)
        return pick.choice(STREET_OFFICES if chain[3].endswith("街道") else TOWN_OFFICES)
    if chain[1] or chain[2]:
        return pick.choice(DEPARTMENTS) if pick.random() < 0.4 else pick.choice(OFFICES)
    return pick.choice(OFFICES[:2])


def _rendered(chains: dict[int, list[Chain]], count: int, pick: random.Random) -> Iterator[Case]:
    years = sorted(chains)
    for _ in range(count):
        year = pick.choice(years)
        chain = pick.choice(chains[year])
        name = _parts(chain, pick.randrange(4)) + _office(chain, pick)
        yield Case(pick.choice(TITLES).format(name=name, year=year), year, chain)


def cases(inputs: Path, vintages: list[int], count: int, seed: int) -> list[Case]:
    """Half of the names of provinces to counties 2008–2023, half of townships of the vintages."""
    pick = random.Random(seed)
    upper: dict[int, list[Chain]] = defaultdict(list)
    for year in range(2008, 2024):
        upper[year] = _uppers(inputs, year)
    lower = {year: townships(inputs, year) for year in vintages}
    found = [*_rendered(upper, count // 2, pick), *_rendered(lower, count - count // 2, pick)]
    pick.shuffle(found)
    return found
