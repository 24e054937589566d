"""Figures claimed in prose: every count with its unit, scope and the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from govreport_site.model import DateReading, Figure, Heading, Paragraph, Section
from govreport_site.parse import sentences
from govreport_site.parse.numerals import MYRIADS, Number, fold_width, number_at
from govreport_site.parse.scope import scope_of
from govreport_site.reference.claims import ClaimWords, claim_words, key_of

LONGEST_LEFT = 60
"""Characters before a number that may name what it counts."""
LONGEST_RIGHT = 30
LONGEST_CLAUSE = 300
"""Clauses beyond this length are not searched for counts of none: no printed one is as long, and
it bounds the work on hostile text."""

_START = re.compile(r"(?<![0-9A-Za-z.．/_\-—–～~])(?:[0-9]|[一二三四五六七八九两十百千])")
_BOUNDARY = "，,；;。：:！!？?\n（）()【】[]"
_BEFORE = re.compile(
    r"(?P<word>不超过|不低于|不少于|不高于|超过|至少|最多|大约|将近|接近|约|近|逾|超)\s*$"
)
_AFTER_UNIT = re.compile(r"(?P<word>余|多|左右|以上|以下|以内)")
_RANGE = re.compile(r"[0-9一二三四五六七八九十]\s*[%％]?\s*(?:[-~—–～]|至|到)\s*$")
_LEAD = re.compile(
    r"^(?:[、和及与并且以的]|其中包?括?|截[至止]到?|目前|今年以?来|今年|本年度?|全年|去年|另外|另有"
    r"|此外|同时|累计|年内|[至到]|(?:19|20)[0-9]{2}年度?|[0-9]{1,2}月[份底末]?|[0-9]{1,2}日|以来"
    r"|[已共约达][计达]?|[：: 　]){1,8}"
)
_COUNTING = re.compile(r"(?:[总合共]计|一共|总共|累计|达到|分别|共|约|达|为|有|是|近|计|等)+$")
_VERB_END = re.compile(
    r"(?:公开|发布|处理|办理|召开|开展|举办|组织|受理|收到|接到|提供|建立|设立|设置|配备|安排|开设|完成|印发"
    r"|制定|出台|新增|公布|通过|进行|接待|接受|处置|办结|公示|报送|更新|建成|建有|参加|回复|答复|现有|拥有)了?$"
)
_REQUESTS = re.compile(r"申请(?!人)|依申请")
_TOPICS: tuple[Mapping[str, str], ...] = (
    {"reconsideration": "复议", "litigation": "诉讼"},
    {"normative_documents": "规范性文件", "regulations": "规章"},
)
_DENIED = re.compile(r"[没未无零]")
_ELLIPSIS = re.compile(r"(?:历年)?(?:累计|共计|共)+(?:达|为)?")
"""`…268条，历年累计1430条`: the words before say only that it is the same thing's total."""
_ONCE = re.compile(r"每|第|至少|任何|再|逐|一一|进一步|统一")
_ONE_DONE = re.compile(r"(?:召开|开展|举办|组织|收到|受理|接到|发布|共|仅|参加|进行)了?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """One number with a measure word, by offsets in its sentence."""

    start: int
    end: int
    number: Number
    unit: str
    qualifier: str | None


def read_figures(
    sections: Sequence[Section], *, year: int | None, published: DateReading
) -> tuple[Figure, ...]:
    """The figures of all prose, in order. Statistics tables are not read here.

    A count of none said in words (没有收到…申请) is a figure with value 0 and no unit, only where a
    clause denies it outright. `published` gives the year of a date printed without one when the
    report's year is not known.
    """
    known = year if year is not None else _year_of(published)
    return tuple(
        figure
        for section in sections
        for text, line in _prose(section)
        for figure in _of_text(text, line, section.key, known)
    )


def _year_of(published: DateReading) -> int | None:
    return int(published.value[:4]) if published.value else None


def _prose(section: Section) -> Iterator[tuple[str, int]]:
    if section.title and not section.run_in:
        yield section.title, section.line
    for block in section.blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text, block.line


def _of_text(text: str, line: int, key: str, year: int | None) -> Iterator[Figure]:
    for sentence in sentences.split(text):
        at = line + text.count("\n", 0, sentence.start)
        yield from _of_sentence(sentence.text, at, key, year)


def _of_sentence(sentence: str, line: int, section: str, year: int | None) -> Iterator[Figure]:
    folded = fold_width(sentence)
    words = claim_words()
    figures: list[Figure] = []
    previous = 0
    for found in _numbers(folded, words):
        left = _left(sentence, found.start, previous)
        right = _right(sentence, found.end)
        topics = _topics(folded[: found.start], section)
        key = key_of(left.strip(), right, found.unit, topics=topics)
        value, unit = _value(found)
        scope = scope_of(folded[: found.start], year)
        label = _label(left, right) or sentence[found.start : found.end]
        if _ELLIPSIS.fullmatch(left.strip()) and figures and figures[-1].unit == unit:
            key = figures[-1].key
        qualifier = found.qualifier
        figures.append(Figure(key, label, value, unit, sentence, line, qualifier, scope))
        previous = found.end
    yield from figures
    yield from _zeros(sentence, line, year, {f.key for f in figures}, words)


def _numbers(text: str, words: ClaimWords) -> Iterator[_Found]:
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


def _measured(text: str, start: int, number: Number, words: ClaimWords) -> _Found | None:
    after = number.end
    while after < len(text) and text[after] in " \u3000" and after < number.end + 3:
        after += 1
    if text.startswith(words.not_after, after) or _is_ordinal(text, start):
        return None
    unit = next((u for u in words.units if text.startswith(u, after)), None)
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
    return _Found(start, end, number, unit, qualifier or None)


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
    return bool(_ONE_DONE.search(before)) or (number.value >= 2 and before[-1:] not in {"", "的"})


def _left(text: str, start: int, previous: int) -> str:
    """The words of the clause before the number; of `总数：5` those before the colon, of
    `专栏（解读）11条` those before the brackets too, of `8个公开栏、3块` none."""
    edge = max(previous, start - LONGEST_LEFT)
    clause = _last_boundary(text, edge, start)
    words = text[clause:start]
    if not words.strip() and clause > edge and text[clause - 1] in "：:":
        words = text[_last_boundary(text, edge, clause - 1) : start]
    elif not words.strip() and clause > edge and text[clause - 1] in "）)":
        opening = max(text.rfind("（", edge, clause), text.rfind("(", edge, clause))
        words = text[_last_boundary(text, edge, max(opening, edge)) : start]
    if clause == previous and previous:
        return _after_the_one_before(words)
    return words


def _after_the_one_before(words: str) -> str:
    """What is left of the words between two numbers of one clause when the first number's own
    noun is taken away: `4名专职人员和|1名`, `8个公开栏、|3块`, `7条、规划类|1条`."""
    bare = words.rstrip()
    if bare.endswith(("、", "和", "及", "与")):
        return ""
    if bare[:1] not in "、和及" and "、" in bare:
        return bare[bare.rindex("、") + 1 :]
    return words


def _last_boundary(text: str, edge: int, end: int) -> int:
    for position in range(end - 1, edge - 1, -1):
        if text[position] in _BOUNDARY:
            return position + 1
    return edge


def _right(text: str, end: int) -> str:
    """The words after the number, up to a mark or to the joint before the next number."""
    stop = end
    while stop < len(text) and stop < end + LONGEST_RIGHT and text[stop] not in _BOUNDARY + "、":
        if text[stop].isdigit():
            joint = max(text.rfind(word, end, stop) for word in "和及与")
            return text[end : max(joint, end)].strip()
        stop += 1
    return text[end:stop].strip()


def _label(left: str, right: str) -> str:
    bare = _COUNTING.sub("", _BEFORE.sub("", _LEAD.sub("", left.strip()))).strip("：: 　、")
    if bare in {"在", "每", "由", "对", "从", "经", "占"} and not right:
        return bare
    if right and (len(bare) < 2 or _VERB_END.search(bare)):
        return right.removeprefix("的").rstrip("和及与")
    return bare or right


def _topics(before: str, section: str) -> Set[str]:
    """What the sentence so far is about: requests, and the last named of its reviews and rules."""
    topics = {"requests"} if section == "on_request" or _REQUESTS.search(before) else set()
    for names in _TOPICS:
        places = {topic: before.rfind(word) for topic, word in names.items()}
        last = max(places, key=lambda topic: places[topic])
        if places[last] >= 0:
            topics.add(last)
    return topics


def _value(found: _Found) -> tuple[int | Decimal, str]:
    """Value and unit: 万元 and 亿元 are units of account and stay; 1.2万条 is 12000 条."""
    number, unit = found.number, found.unit
    if number.scale and unit == "元":
        return number.value, number.scale + unit
    if number.scale in MYRIADS:
        return number.total, unit
    return number.value, unit


def _zeros(
    sentence: str, line: int, year: int | None, counted: set[str], words: ClaimWords
) -> Iterator[Figure]:
    stated: set[str] = set(counted)
    if not _DENIED.search(sentence):
        return
    for clause in sentences.clauses(sentence):
        if len(clause.text) > LONGEST_CLAUSE or words.zero_not.search(clause.text):
            continue
        for zero in words.zeros:
            hit = zero.pattern.search(clause.text)
            if hit is None or stated.intersection(zero.keys):
                continue
            if zero.keys == ("requests.new",) and _denied_more(clause.text, hit):
                continue
            scope = scope_of(sentence[: clause.start + hit.end()], year)
            label = clause.text.strip()
            for key in zero.keys:
                stated.add(key)
                yield Figure(key, label, 0, None, sentence, line, None, scope)


def _denied_more(clause: str, hit: re.Match[str]) -> bool:
    """`无…申请行政复议`, `未产生依申请…费用`: what is denied is a review or a fee of a request."""
    after = clause[hit.end() :]
    review = re.match(r"[^，；。]{0,4}(?:行政复议|复议|提起|引起|而|被)", after)
    return review is not None or "费" in after[:24]
