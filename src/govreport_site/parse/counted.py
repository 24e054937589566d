"""Numbers with a measure word: the counts of a sentence, without dates, ordinals and idioms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from govreport_site.parse.numerals import MYRIADS, Number, number_at
from govreport_site.reference.claims import ClaimWords

_START = re.compile(r"(?<![0-9A-Za-z.．/_\-—–～~])(?:[0-9]|[一二三四五六七八九两十百千])")
_BEFORE = re.compile(
    r"(?P<word>不超过|不低于|不少于|不高于|超过|至少|最多|大约|将近|接近|约|近|逾|超)\s*$"
)
_AFTER_UNIT = re.compile(r"(?P<word>余|多|左右|以上|以下|以内)")
_RANGE = re.compile(r"[0-9一二三四五六七八九十]\s*[%％]?\s*(?:[-~—–～]|至|到)\s*$")
_NAMED_COUNT = re.compile(
    r"(?:数|数量|总量|金额|总额|费用|案件|申请|复议|诉讼)(?:均|都)?(?:为|是|共|达|[:：])\s{0,2}$"
)
_COUNTER = re.compile(r"点击|浏览|访问|阅读")
"""Words of a page's own counter."""
_ONCE = re.compile(r"每|第|至少|任何|再|逐|一一|进一步|统一")
_ONE_DONE = re.compile(r"(?:召开|开展|举办|组织|收到|受理|接到|发布|共|仅|参加|进行)了?$")
_ONE_COUNTED = re.compile(r"(?:申请|公开|复议|诉讼|投诉|会议|培训|信息)$")


class Counted(Struct, frozen=True):
    """One number with a measure word, by offsets in its sentence."""

    start: int
    end: int
    number: Number
    unit: str
    """Empty after 数, 数量, 额: 行政复议数为0."""
    qualifier: str | None

    @property
    def value(self) -> int | Decimal:
        """The count: 1.2万条 is 12000 条, but 万元 and 亿元 are units of account and stay."""
        in_account = self.number.scale and self.unit == "元"
        scaled = self.number.scale in MYRIADS and not in_account
        return self.number.total if scaled else self.number.value

    @property
    def measure(self) -> str | None:
        """The measure word of `value`, or None when none is printed."""
        return ((self.number.scale if self.unit == "元" else "") + self.unit) or None


def counted_numbers(text: str, words: ClaimWords) -> Iterator[Counted]:
    """The counts of a width-folded sentence, in order."""
    position = 0
    while match := _START.search(text, position):
        number = number_at(text, match.start())
        if number is None:
            position = match.end()
            continue
        position = max(number.end, match.end())
        if (found := _measured(text, match.start(), number, words)) is not None:
            position = found.end
            yield found


def _measured(text: str, start: int, number: Number, words: ClaimWords) -> Counted | None:
    after = number.end
    while after < len(text) and text[after] in " \u3000" and after < number.end + 3:
        after += 1
    if text.startswith(words.not_after, after) or _is_ordinal(text, start):
        return None
    unit = next((u for u in words.units if text.startswith(u, after)), None)
    if unit is None and _is_bare_count(text, start, number.end):
        unit = ""
    if unit is None:
        return None
    if number.chinese and not _counts_in_words(text, start, after, number, unit, words):
        return None
    end = after + len(unit)
    before = _BEFORE.search(text, max(0, start - 6), start)
    suffix = _AFTER_UNIT.match(text, end)
    if suffix:
        end = suffix.end()
    qualifier = number.qualifier or (suffix and suffix["word"]) or (before and before["word"])
    return Counted(start, end, number, unit, qualifier or None)


def _is_bare_count(text: str, start: int, end: int) -> bool:
    """A number without a measure word counts after 数, 量 or 额 and before a mark."""
    named = _NAMED_COUNT.search(text, max(0, start - 12), start) is not None
    counter = _COUNTER.search(text, max(0, start - 12), start) is not None
    return named and not counter and (end == len(text) or text[end] in "，,。；;、）)\n ")


def _is_ordinal(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip()
    return before.endswith(("第", "〔", "NO.", "No.", "编号", "№")) or bool(_RANGE.search(before))


def _counts_in_words(
    text: str, start: int, unit_start: int, number: Number, unit: str, words: ClaimWords
) -> bool:
    """Chinese numerals count only with plain counters, and 一 only after a verb of doing."""
    before = text[max(0, start - 8) : start]
    if unit not in words.chinese_units or text.startswith(
        ("性", "办", "事"), unit_start + len(unit)
    ):
        return False
    if start > 0 and (text[start - 1] in "零百千万亿〇“、" or _ONCE.search(before)):
        return False
    end = unit_start + len(unit)
    closes = end == len(text) or text[end] in "，,。；;、"
    if closes and _ONE_COUNTED.search(before):
        return True
    return bool(_ONE_DONE.search(before)) or (number.value >= 2 and before[-1:] not in {"", "的"})
