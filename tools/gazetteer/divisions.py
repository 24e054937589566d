"""Provinces, prefectures and counties year by year, and which of them are one place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from gazetteer.inputs import MCA_YEAR

PLACEHOLDERS = {
    "市辖区",
    "市",
    "县",
    "直辖县",
    "海南行政区",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
}
"""Rows of the sources that stand for no place; what hangs below them hangs from the province."""

_LONG = (
    "蒙古 维吾尔 布依 朝鲜 土家 哈尼 哈萨克 傈僳 高山 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 "
    "仡佬 锡伯 阿昌 普米 塔吉克 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
).replace(" ", "|")
_SHORT = "汉回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京各"
"""Peoples with a name of one character, which official names never print without 族."""
_PEOPLES = rf"(?:(?:{_LONG})族?|[{_SHORT}]族)"
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES}{{1,5}}自治(?:州|县|旗|区)|{_PEOPLES}(?<=族)区)$")
_SUFFIX = re.compile(
    r"(特别行政区|自治区|自治州|自治县|自治旗|地区|新区|(?<=神农架)林区|特区|省|市|县|区|旗|盟|州)$"
)


def core(name: str) -> str:
    """The name without the words for what kind of place it is: 长乐市 → 长乐, 恩施…自治州 → 恩施."""
    bare = _AUTONOMOUS.sub("", name)
    if bare != name and len(bare) >= 2:
        return bare
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


class Version(Struct, frozen=True):
    """One place under one name, parent and code, for a run of years."""

    level: int
    """1 province, 2 prefecture, 3 county, 4 functional zone in place of a county."""
    name: str
    province: str
    prefecture: str | None
    code: int
    first: int
    last: int
    hint: str
    """The identity that the source gives; reliable for prefectures only."""


class Divisions(Struct):
    """Every version of every unit above the township, with identities."""

    versions: list[Version]
    identity: list[int] = field(default_factory=list)
    """Identity of each version: versions that share one are one place through time."""
    successors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Identity that ended → the identities it went to."""


def runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Unbroken runs of years as (first, last)."""
    ordered = sorted(set(years))
    start = previous = ordered[0]
    for year in ordered[1:]:
        if year != previous + 1:
            yield start, previous
            start = year
        previous = year
    yield start, previous


def _key(row: dict[str, str]) -> tuple[int, str, str, str | None, int, str]:
    level = int(row["rank"])
    province, city, county = row["province_name"], row["city_name"], row["county_name"]
    prefecture = None if city in PLACEHOLDERS or not city else city
    name = (province, city, county)[level - 1]
    kind = ("province", "city", "county")[level - 1]
    hint = row[f"{kind}_id"]
    return level, name, province, prefecture, int(row[f"{kind}_adcode"]), hint


def yearly(rows: Iterable[dict[str, str]]) -> list[Version]:
    """Versions 1980–2024 from the yearly list of names."""
    years: dict[tuple[int, str, str, str | None, int, str], list[int]] = defaultdict(list)
    for row in rows:
        key = _key(row)
        if key[1] not in PLACEHOLDERS:
            years[key].append(int(row["year"]))
    return [
        Version(level, name, province, prefecture, code, first, last, hint)
        for (level, name, province, prefecture, code, hint), found in years.items()
        for first, last in runs(found)
    ]


def extend(versions: list[Version], mca: list[tuple[int, str, str, str]]) -> list[Version]:
    """`versions` carried on to the year of the Ministry's list."""
    names = {code: (level, name, parent) for level, code, parent, name in mca}
    out = {(v.level, v.name, v.province, v.prefecture, v.code): i
           for i, v in enumerate(versions) if v.last == MCA_YEAR - 1}  # fmt: skip
    done = list(versions)
    for level, code, parent, name in mca:
        if level > 3:
            continue
        above = names.get(parent)
        province = names[code[:2] + "0000"][1]
        prefecture = above[1] if above and above[0] == 2 else name if level == 2 else None
        key = (level, name, province, prefecture, int(code))
        if key in out:
            done[out[key]] = replace(done[out[key]], last=MCA_YEAR)
        else:
            done.append(Version(*key, MCA_YEAR, MCA_YEAR, ""))
    # The list leaves out Taiwan, whose row has no numeric code; it stands as the yearly list has it.
    for key, index in out.items():
        if key[0] == 1 and done[index].last < MCA_YEAR:
            done[index] = replace(done[index], last=MCA_YEAR)
    return done


class _Union:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        self.parent[b] = a


def _province(name: str) -> str:
    # Chongqing left Sichuan in 1997 and Hainan left Guangdong in 1988; their counties went along.
    return {"重庆市": "四川省", "海南省": "广东省"}.get(name, name)


Rule = Callable[[Version, Version, bool], bool]

CONTINUATIONS: tuple[Rule, ...] = (
    lambda a, b, near: near and a.name == b.name,
    lambda a, b, _: a.name == b.name,
    lambda a, b, near: near and core(a.name) == core(b.name),
    lambda a, b, _: core(a.name) == core(b.name),
    lambda a, b, _: bool(a.hint) and a.hint == b.hint and a.first >= 1983 and a.code == b.code,
    lambda a, b, near: near and bool(a.hint) and a.hint == b.hint and b.first >= 1990,
)
"""What makes a county that begins the continuation of one that ends in the same province, surest
first; `near` says that both are of the same prefecture."""


def _join_upper(versions: list[Version], union: _Union) -> None:
    """Provinces and prefectures: the source's own identities, which its authors checked."""
    known = {(v.level, v.province, v.name): v.hint for v in versions if v.level <= 2 and v.hint}
    first: dict[tuple[int, str], int] = {}
    for i, v in enumerate(versions):
        if v.level <= 2:
            hint = known.get((v.level, v.province, v.name), v.name)
            union.join(first.setdefault((v.level, hint), i), i)


def _same_place(versions: list[Version]) -> _Union:
    union = _Union(len(versions))
    _join_upper(versions, union)
    seat = {(v.province, v.name): union.find(i) for i, v in enumerate(versions) if v.level == 2}
    starts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, v in enumerate(versions):
        if v.level == 3:
            starts[_province(v.province), v.first].append(i)
    claimed: set[int] = set()
    ended = [i for i, v in enumerate(versions) if v.level == 3 and v.last < MCA_YEAR]

    def near(a: Version, b: Version) -> bool:
        if a.prefecture is None or b.prefecture is None:
            return a.prefecture == b.prefecture and a.province == b.province
        return seat.get((a.province, a.prefecture)) == seat.get((b.province, b.prefecture))

    for fits in CONTINUATIONS:
        left = []
        for i in ended:
            a = versions[i]
            begun = [j for j in starts[_province(a.province), a.last + 1] if j not in claimed]
            found = [j for j in begun if fits(a, versions[j], near(a, versions[j]))]
            if len(found) == 1:
                union.join(i, found[0])
                claimed.add(found[0])
            else:
                left.append(i)
        ended = left
    return union


Name = tuple[str, str, str]
"""Province, prefecture or "", name; a prefecture stands as its own prefecture."""


def identify(versions: list[Version], merges: list[tuple[Name, Name]]) -> Divisions:
    """Versions with identities; `merges` says which places took over a place that ended."""
    versions = sorted(versions, key=lambda v: (v.code // 10000, v.level, v.code, v.first, v.name))
    union = _same_place(versions)
    last: dict[Name, int] = {}
    for i, v in sorted(enumerate(versions), key=lambda item: item[1].last):
        last[v.province, v.prefecture or "", v.name] = i
    successors: dict[int, list[int]] = defaultdict(list)
    for old, new in merges:
        if old not in last or new not in last:
            raise ValueError(f"merges.tsv: {old} → {new}: no such unit")
        successors[union.find(last[old])].append(union.find(last[new]))
    identity = [union.find(i) for i in range(len(versions))]
    return Divisions(versions, identity, {k: tuple(v) for k, v in successors.items()})
