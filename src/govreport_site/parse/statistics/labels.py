"""The words that name rows and columns, folded so that two printings of one label meet.

A *family* is what one printed table can be: `proactive`, `requests` and `review` of both national
forms together (which of the two it is shows in the rows), and the tables of the older forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from govreport_site.parse.fold import fold
from govreport_site.reference.forms import FORMS, FormRow
from govreport_site.reference.sections import official_headings

Family = Literal["proactive", "requests", "review", "2014", "provincial"]

_NOT_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_LEADING = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:其中|全年)?(?:[0-9]{1,2}(?![0-9]))?"
)
_NUMBER = re.compile(
    r"[\s(（]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*[)）]?\s*[、.．,，:：]?"
)


@lru_cache(maxsize=16384)
def core(text: str) -> str:
    """The words of a label: without spaces, punctuation, its number, and 其中."""
    return _LEADING.sub("", _NOT_WORD.sub("", fold(text)), count=1)


class Label(Struct, frozen=True):
    """One row of a family."""

    key: str
    order: int
    cores: tuple[str, ...]
    """The official wording first, then others seen in print."""
    heading: bool
    """True for a row without values in every form of the family."""
    group: bool = False
    """True when other rows stand under it: its label may be printed beside each of them."""


FAMILIES: Mapping[Family, tuple[tuple[str, str], ...]] = {
    "proactive": (("2019", "proactive"), ("2021", "proactive")),
    "requests": (("2021", "requests"), ("2019", "requests")),
    "review": (("2021", "review"),),
    "2014": (("2014", "report"),),
    "provincial": (("provincial", "report"),),
}
"""(form, table) pairs of each family; the first one has all its rows in order."""

HEADERS: Mapping[Family, tuple[str, ...]] = {
    "proactive": (
        "第二十条第一项", "第二十条第五项", "第二十条第六项", "第二十条第八项", "第二十条第九项",
        "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量",
        "单位万元", "本年收费金额单位万元", "本年收费金额", "本年新制作数量", "本年新公开数量",
        "对外公开总数量", "上一年项目数量", "本年增减", "处理决定数量", "采购项目数量",
        "采购总金额",
    ),
    "requests": (
        "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和", "申请人情况", "自然人",
        "法人或其他组织", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
        "合计", "本列数据的勾稽关系为", "勾稽关系", "项目", "单位件",
    ),
    "review": (
        "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", "结果维持", "结果纠正",
        "其他结果", "尚未审结", "总计",
    ),
    "2014": (
        "政府信息公开情况统计表", "统计指标", "指标", "单位", "统计数", "数量", "序号", "指标名称",
        "计量单位", "年度",
    ),
    "provincial": (
        "政府信息公开情况统计报表", "指标名称", "计量单位", "代码", "本期实际", "本年累计", "甲",
        "乙", "丙", "统计指标", "单位", "历年累计", "本年实际", "统计数", "序号",
    ),
}  # fmt: skip
"""Folded words of the header cells of each family, for telling a header from a sentence."""


@cache
def labels(family: Family) -> tuple[Label, ...]:
    """The rows of a family in order, those of all its forms."""
    rows: dict[str, FormRow] = {}
    headings: dict[str, bool] = {}
    for form, table in FAMILIES[family]:
        for block in FORMS[form].table(table).blocks:  # type: ignore[index]
            for row in block.rows:
                rows.setdefault(row.key, row)
                headings[row.key] = headings.get(row.key, True) and row.heading
    return tuple(
        Label(key, order, tuple(_cores(family, row, rows)), headings[key], _has_rows(key, rows))
        for order, (key, row) in enumerate(rows.items())
    )


def _has_rows(key: str, rows: Mapping[str, FormRow]) -> bool:
    return any(other != key and other.startswith(key) for other in rows)


def _cores(family: Family, row: FormRow, rows: Mapping[str, FormRow]) -> Iterator[str]:
    seen = {""}
    table = FAMILIES[family][0][1]
    known = _wordings().get(table, {}).get(row.key, ())
    for words in (row.label, *known, *_with_groups(row, rows)):
        if (folded := core(words)) not in seen:
            seen.add(folded)
            yield folded


def _with_groups(row: FormRow, rows: Mapping[str, FormRow]) -> Iterator[str]:
    """The label behind those of the rows it stands under, as cells that were merged print it."""
    if not row.key.startswith("r") or not row.depth:
        return
    inner = [rows[key] for key in ("r", row.key.partition(".")[0]) if key != row.key]
    for start in range(len(inner)):
        yield "".join(r.label for r in inner[start:]) + row.label
        yield "".join(core(r.label) for r in inner[start:]) + core(row.label)


@cache
def _wordings() -> Mapping[str, Mapping[str, list[str]]]:
    path = files("govreport_site.reference.forms").joinpath("wordings.json")
    data: Mapping[str, Mapping[str, list[str]]] = json.loads(path.read_bytes())
    return data


@cache
def index(family: Family) -> Mapping[str, tuple[Label, ...]]:
    """Folded wording → the rows it names (被依法纠错数 names two of the 2014 form)."""
    found: dict[str, tuple[Label, ...]] = {}
    for label in labels(family):
        for words in label.cores:
            found[words] = (*found.get(words, ()), label)
    return found


@cache
def titles() -> frozenset[str]:
    """Folded headings of the national forms from the first table on: none is part of a table."""
    headings = [heading for _, _, heading in official_headings()]
    return frozenset(core(heading) for heading in headings[1:])


def is_label(text: str) -> bool:
    """True for a known wording of a row or a header cell of any table."""
    words = core(text)
    return any(words in index(family) or words in headers(family) for family in FAMILIES)


@cache
def endings(family: Family) -> frozenset[str]:
    """Wordings that end a longer wording of another row, as 主动公开信息数 does."""
    known = index(family)
    return frozenset(
        words
        for words, found in known.items()
        if any(
            other.endswith(words) and other != words and rows != found
            for other, rows in known.items()
        )
    )


@cache
def headers(family: Family) -> frozenset[str]:
    """Folded header words of a family."""
    return frozenset(core(words) for words in HEADERS[family])
