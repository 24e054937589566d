"""Townships of the vintages: cleaned names, their county in that year, and both codes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from gazetteer.divisions import Divisions, Version
from gazetteer.inputs import MCA_YEAR

STANDARD = re.compile(r"(?:街道|镇|乡|苏木|地区)$")
_PLACEHOLDER = re.compile(r"级区划|级单位|类似乡|^县直|局直$|^市辖|虚拟|直辖村")
_OFFICE = re.compile(r"街(?:道)?(?:办事处|办事|办)$")
_GOVERNMENT = re.compile(r"(?<=.[镇乡])(?:人民政府|政府)$")
_COMMITTEE = re.compile(r"(?<=[区园城])(?:管理委员会|管委会|委员会)$")
_BRACKET = re.compile(r"^(.*?)\(([^()]*)\)(.*)$")


class Township(Struct):
    """One township-level name under one county identity (or zone) through the vintages."""

    name: str
    parent: int
    """Identity of the county, of the prefecture where there is none, or of the zone."""
    zone: int = -1
    """Identity of the functional zone that runs it, or -1."""
    years: set[int] = field(default_factory=set)
    nbs: dict[int, int] = field(default_factory=dict)
    """Vintage → Bureau of Statistics code, 9 digits."""
    mca: int = 0
    """Ministry of Civil Affairs code, 9 digits, or 0."""


def clean(name: str, code: int, above: Iterable[str]) -> str:
    """The official name in a source's row, or "" for a row that stands for no township.

    The Bureau's lists before 2019 end in 街道办事处, some rows repeat the county's name, and some
    add in brackets who runs the place.
    """
    name = "".join(unicodedata.normalize("NFKC", name).split())
    if _PLACEHOLDER.search(name) or "?" in name:  # ? stands for a character the source lost
        return ""
    name = _unbracket(name)
    for parent in above:
        rest = name.removeprefix(parent)
        if rest != name and len(rest) >= 3:
            name = rest
    name = _COMMITTEE.sub("", _GOVERNMENT.sub("", _OFFICE.sub("街道", name)))
    if name.endswith("地区办事处"):
        return name.removesuffix("办事处")
    if name.endswith("办事处") and code % 1000 < 100 and len(name) > 4:
        return name.removesuffix("办事处").removesuffix("街道") + "街道"
    return name


def _unbracket(name: str) -> str:
    if not (found := _BRACKET.match(name)):
        return name
    before, inner, after = found.groups()
    outer = before + after
    if STANDARD.search(outer) or not STANDARD.search(inner) or len(inner) < 3:
        return outer
    return inner


class Parents:
    """Finds the unit that a vintage's area code meant."""

    def __init__(self, divisions: Divisions) -> None:
        self.divisions = divisions
        self.by_code: dict[int, list[int]] = defaultdict(list)
        for i, v in enumerate(divisions.versions):
            self.by_code[v.code].append(i)

    def find(self, area: int, name: str, year: int) -> int | None:
        """Index of the version with that code whose years are nearest, names agreeing first."""
        best = None
        for i in self.by_code.get(area, ()):
            v = self.divisions.versions[i]
            distance = max(v.first - year, year - v.last, 0)
            rank = (v.name != name, distance)
            if distance <= (4 if v.name == name else 2) and (best is None or rank < best[0]):
                best = (rank, i)
        return best[1] if best else self._named(area, name, year)

    def _named(self, area: int, name: str, year: int) -> int | None:
        """By name within the province: the Bureau kept 139001 定州 and its like out of step."""
        for i, v in enumerate(self.divisions.versions):
            same = v.level == 3 and v.name == name and v.code // 10000 == area // 10000
            if same and v.first <= year <= v.last:
                return i
        return None

    def chain(self, index: int) -> tuple[str, ...]:
        """Names from the county up, for stripping them off township names."""
        v = self.divisions.versions[index]
        return tuple(n for n in (v.province, v.prefecture, v.name) if n)


class Collector:
    """Gathers townships by (parent identity, name) over all vintages."""

    def __init__(self, divisions: Divisions) -> None:
        self.divisions = divisions
        self.parents = Parents(divisions)
        self.found: dict[tuple[int, str], Township] = {}
        self.zones: dict[tuple[str, str, str], int] = {}
        self.unknown: list[str] = []

    def add_vintage(
        self, year: int, areas: list[dict[str, str]], streets: list[dict[str, str]]
    ) -> None:
        """Adds one vintage of the Bureau of Statistics."""
        names = {row["code"][:6]: row["name"] for row in areas}
        for row in streets:
            area = row.get("areaCode", row["code"][:6])
            self._add(year, area, names.get(area, ""), int(row["code"][:9]), row["name"])

    def _add(self, year: int, area: str, area_name: str, code: int, name: str) -> None:
        index = self._parent(year, area, area_name)
        if index is None:
            self.unknown.append(f"{year} {area} {area_name} {name}")
            return
        clear = clean(name, code, self.parents.chain(index))
        if len(clear) < 2:
            return
        identity = self.divisions.identity[index]
        township = self.found.setdefault((identity, clear), Township(clear, identity))
        township.years.add(year)
        township.nbs[year] = code

    def _parent(self, year: int, area: str, name: str) -> int | None:
        prefecture = self.parents.find(int(area[:4] + "00"), name, year)
        if area.endswith("00") or name in {"市辖区", "县"}:
            return prefecture
        if prefecture is not None and self.divisions.versions[prefecture].name == name:
            return prefecture  # 嘉峪关: the Bureau lists the city as its own only county
        if 71 <= int(area[4:6]) <= 79 and not area.startswith(("4290", "4690", "6590", "4190")):
            return self._zone(area, name, year)
        found = self.parents.find(int(area), name, year)
        # 大兴安岭's 新林区 and 海西's 大柴旦 have townships and no place in the Ministry's list.
        return self._zone(area, name, year) if found is None and name else found

    def _zone(self, area: str, name: str, year: int) -> int | None:
        """A unit that only the Bureau lists in place of a county; made when first met."""
        above = self.parents.find(int(area[:4] + "00"), "", year)
        if above is None:
            above = self.parents.find(int(area[:2] + "0000"), "", year)
        if above is None:
            return None
        v = self.divisions.versions[above]
        prefecture = v.prefecture if v.level == 2 else None
        key = (v.province, prefecture or "", name)
        if key not in self.zones:
            self.zones[key] = len(self.divisions.versions)
            level = 3 if name.endswith("区") and not 71 <= int(area[4:6]) <= 79 else 4
            self.divisions.versions.append(
                Version(level, name, v.province, prefecture, int(area), year, year, "")
            )
            self.divisions.identity.append(self.zones[key])
        index = self.zones[key]
        old = self.divisions.versions[index]
        last = MCA_YEAR if old.level == 3 and year >= 2023 else max(year, old.last)
        self.divisions.versions[index] = replace(old, code=int(area), last=last)
        return index

    def add_mca(self, year: int, rows: list[tuple[int, str, str, str]]) -> None:
        """Adds the Ministry's townships."""
        for level, code, parent, name in rows:
            if level != 4:
                continue
            index = self.parents.find(int(parent[:6]), "", year)
            if index is None:
                self.unknown.append(f"{year} {parent} {name}")
                continue
            clear = clean(name, int(code[:9]), self.parents.chain(index))
            identity = self.divisions.identity[index]
            township = self.found.setdefault((identity, clear), Township(clear, identity))
            township.years.add(year)
            township.mca = int(code[:9])
