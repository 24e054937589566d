"""Archives of made-up reports, as many as asked for, the same every time.

The turns of phrase are those of real reports; names of places, projects, firms and people are
drawn from 3,755 characters by rank, so that frequent and rare pairs of characters occur in about
the proportion that real text has. A report is near 9 KB of UTF-8.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

YEARS = range(2008, 2025)
NUMERALS = "一二三四五六七八九十"
OWNED = ("项目", "公司", "村", "社区", "小学", "平台")
TEXT_CHARACTERS = 2_300


class Body(Struct, frozen=True):
    """A government: names and slugs from the province down."""

    names: tuple[str, ...]
    slugs: tuple[str, ...]

    @property
    def level(self) -> str:
        return ("province", "prefecture", "county", "township")[len(self.names) - 1]


class MadeReport(Struct, frozen=True):
    """A report without a file: whoever measures writes it in the form that is measured."""

    body: Body
    year: int
    kind: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, paragraphs)."""
    cells: tuple[int, ...]
    """Sixty counts for the national form's tables."""
    date: str


@cache
def words() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("corpus_words.toml").read_text("utf-8"))


@cache
def characters() -> tuple[list[str], list[float]]:
    """The level-1 characters of GB 2312 in an arbitrary fixed order, and weights 1/(rank + 20)."""
    found = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
    ]
    found = [c for c in found if c]
    random.Random(3755).shuffle(found)
    return found, list(accumulate(1 / (rank + 20) for rank in range(len(found))))


def reports(count: int, seed: int = 1) -> Iterator[MadeReport]:
    """That many reports; an archive of more holds the bodies of a smaller one with more years."""
    made = 0
    seen: set[tuple[str, ...]] = set()
    for number, body in enumerate(bodies(count, seed)):
        if body.slugs in seen:
            continue
        seen.add(body.slugs)
        dice = random.Random(f"{seed}/{number}")
        for year in sorted(dice.sample(YEARS, dice.randint(4, 12))):
            if made == count:
                return
            yield report(body, year, random.Random(f"{seed}/{number}/{year}"))
            made += 1


def bodies(count: int, seed: int) -> Iterator[Body]:
    """Governments without end, few of them twice: more of each province where more are needed."""
    dice = random.Random(seed)
    provinces = [tuple(p.split()) for p in words()["provinces"]]
    deep = max(1, count // 2_500)
    for _ in range(1_000):
        for name, slug in provinces:
            city, city_slug = _place(dice, "市", "")
            yield Body((name, city), (slug, city_slug))
            for _ in range(2 + deep):
                county, county_slug = _place(dice, *dice.choice((("县", "xian"), ("区", "qu"))))
                yield Body((name, city, county), (slug, city_slug, county_slug))
                for _ in range(2 + deep):
                    kind = dice.choice((("镇", "zhen"), ("乡", "xiang"), ("街道", "jiedao")))
                    town, town_slug = _place(dice, *kind)
                    slugs = (slug, city_slug, county_slug, town_slug)
                    yield Body((name, city, county, town), slugs)


def _place(dice: random.Random, suffix: str, slug: str) -> tuple[str, str]:
    first, last = words()["name_first"], words()["name_last"]
    a, b = _pairs(first), _pairs(last)
    (x, px), (y, py) = dice.choice(a), dice.choice(b)
    middle, pm = dice.choice(a) if dice.random() < 0.3 else ("", "")
    return x + middle + y + suffix, px + pm + py + (f"-{slug}" if slug else "")


@cache
def _pairs(text: str) -> list[tuple[str, str]]:
    parts = text.split()
    return list(zip(parts[::2], parts[1::2], strict=True))


def report(body: Body, year: int, dice: random.Random) -> MadeReport:
    kind = "annual" if dice.random() < 0.8 else "self-check"
    what = "年度报告" if kind == "annual" else "自查报告"
    whole = "".join(body.names[-2:])
    title = f"{whole}人民政府{year}年政府信息公开工作{what}"
    headings = dice.sample(words()["headings"], dice.randint(5, 8))
    share = TEXT_CHARACTERS * dice.uniform(0.6, 1.4) / len(headings)
    sections = tuple(
        (f"{NUMERALS[i]}、{heading}", tuple(_paragraphs(body, year, share, dice)))
        for i, heading in enumerate(headings)
    )
    cells = tuple(int(dice.paretovariate(0.6)) - 1 for _ in range(60))
    date = f"{year + 1}-{dice.randint(1, 3):02}-{dice.randint(1, 28):02}"
    return MadeReport(body, year, kind, title, sections, cells, date)


def _paragraphs(body: Body, year: int, share: float, dice: random.Random) -> Iterator[str]:
    done = 0
    while done < share:
        text = "".join(_sentence(body, year, dice) for _ in range(dice.randint(2, 6)))
        done += len(text)
        yield text


def _sentence(body: Body, year: int, dice: random.Random) -> str:
    clauses = [dice.choice(words()["openers"])]
    clauses += [_clause(body, year, dice) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.5:
        clauses.append(dice.choice(words()["results"]))
    return "，".join(clauses) + "。"


def _clause(body: Body, year: int, dice: random.Random) -> str:
    def pick(kind: str) -> str:
        return dice.choice(words()[kind])

    act = pick("adverbs") + pick("verbs") + pick("objects")
    share = dice.random()
    if share < 0.35:
        return act
    if share < 0.5:
        number = int(dice.paretovariate(0.5)) % 20_000
        return f"共{pick('verbs')}{pick('objects')}{number}{pick('units')}"
    if share < 0.62:
        return f"{body.names[-1]}{pick('departments')}{act}"
    if share < 0.72:
        paper = f"{pick('agencies')}〔{year - dice.randint(0, 2)}〕{dice.randint(1, 160)}号"
        return f"落实《关于{pick('verbs')}{pick('objects')}的通知》({paper})"
    if share < 0.9:
        return f"{pick('verbs')}{_name(dice)}{dice.choice(OWNED)}{pick('objects')}"
    return f"{pick('departments')}{_name(dice)}等{dice.randint(2, 90)}人参加{_name(dice)}培训"


def _name(dice: random.Random) -> str:
    found, weights = characters()
    return "".join(dice.choices(found, cum_weights=weights, k=dice.randint(2, 3)))
