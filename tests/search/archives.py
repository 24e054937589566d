"""Small made-up archives for the tests of the search."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from govreport_site.search.folding import fold
from govreport_site.search.records import SearchRecord, SearchSource
from govreport_site.search.texts import lines, packed

PLACES = (
    (
        ("福建省", "厦门市", "翔安区", "大嶝街道"),
        ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"),
    ),
    (("福建省", "厦门市", "翔安区"), ("fujian", "xiamen", "xiangan-qu")),
    (("福建省", "厦门市"), ("fujian", "xiamen")),
    (("湖北省", "恩施土家族苗族自治州"), ("hubei", "enshi")),
    (("湖北省", "恩施土家族苗族自治州", "宣恩县"), ("hubei", "enshi", "xuanen-xian")),
    (("广西壮族自治区",), ("guangxi",)),
    ((), ()),
)
WORDS = [
    "依申请公开",
    "政务公开",
    "主动公开",
    "行政复议",
    "行政诉讼",
    "厦门市",
    "廈門",
    "闽政办网传〔2016〕33号",
    "PN-LSD",
    "1,234件",
    "垃圾分类",
    "营商环境",
    "ＡＢＣ",
    "第十二条",
    "群众满意度",
    "㎡",
    "一件事",
    "双随机",
    "规范性文件",
    "2016年",
    "重点领域",
    "丁",
    "𠮷",
]


def record(number: int, seed: int = 1) -> SearchRecord:
    """One report; the same number and seed give the same one."""
    dice = random.Random(f"{seed}/{number}")
    names, slugs = PLACES[number % len(PLACES)]
    year = 2008 + number // len(PLACES) % 17
    where = "".join(names[-2:]) or "某单位"
    sections = tuple(
        (f"s{n}", f"{'一二三四五'[n]}、{dice.choice(WORDS)}", "\n".join(_paragraphs(dice)))
        for n in range(dice.randint(1, 4))
    )
    return SearchRecord(
        url="/".join((*slugs, f"{year}-annual-{number}")) + "/",
        title=f"{where}{year}年政府信息公开工作年度报告",
        place=names,
        place_slugs=slugs,
        year=year if number % 11 else None,
        kind="annual" if number % 5 else "self-check",
        form="2021" if year > 2020 else None,
        level="county" if len(slugs) > 2 else None,
        has_findings=number % 3 == 0,
        date=None,
        sections=sections,
    )


def _paragraphs(dice: random.Random) -> Iterable[str]:
    for _ in range(dice.randint(1, 4)):
        rare = "".join(chr(dice.randint(0x4E00, 0x9FFF)) for _ in range(dice.randint(0, 4)))
        yield "，".join(dice.choices(WORDS, k=dice.randint(2, 12))) + rare + "。"


@cache
def records(count: int, seed: int = 1) -> tuple[SearchRecord, ...]:
    return tuple(record(number, seed) for number in range(count))


def source(of: SearchRecord) -> SearchSource:
    data = packed(of)
    digest = hashlib.sha256(data).hexdigest()
    return SearchSource(of.url, digest, of.place_slugs, of.year, partial(_itself, of))


def _itself(of: SearchRecord) -> SearchRecord:
    return of


def scan(all_records: Iterable[SearchRecord], terms: Iterable[str]) -> set[str]:
    """Addresses of the reports that hold every term: the truth that the index must tell."""
    wanted = [fold(term).replace("\n", "") for term in terms]
    return {r.url for r in all_records if all(term in folded(r) for term in wanted)}


@cache
def folded(of: SearchRecord) -> str:
    return fold(f"{of.title}\n{lines(of)}")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
