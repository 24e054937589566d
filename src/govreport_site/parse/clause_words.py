"""The words beside a number: what it counts, its label, and what its sentence is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from govreport_site.parse.counted import Counted

LONGEST_LEFT = 60
"""Characters before a number that may name what it counts."""
LONGEST_RIGHT = 30
SHORTEST_ASIDE = 6
"""Characters of brackets inside a name: 各区(市)政府, 村(社区). Longer ones hold words of their own."""

_BOUNDARY = "，,；;。：:！!？?\n（）()【】[]"
_LEAD = re.compile(
    r"^(?:[、和及与并且以的]|其中包?括?|截[至止]到?|目前|今年以?来|今年|本年度?|全年|去年|另外|另有"
    r"|此外|同时|累计|年内|[至到]|(?:19|20)[0-9]{2}年度?|[0-9]{1,2}月[份底末]?|[0-9]{1,2}日|以来"
    r"|[已共约达][计达]?|[：: 　]){1,8}"
)
_ABOUT = re.compile(
    r"(?:不超过|不低于|不少于|不高于|超过|至少|最多|大约|将近|接近|约|近|逾|超)\s*$"
)
_COUNTING = re.compile(r"(?:[总合共]计|一共|总共|累计|达到|分别|共|约|达|为|有|是|近|计|等)+$")
_VERB_END = re.compile(
    r"(?:公开|发布|处理|办理|召开|开展|举办|组织|受理|收到|接到|提供|建立|设立|设置|配备|安排|开设|完成|印发"
    r"|制定|出台|新增|公布|通过|进行|接待|接受|处置|办结|公示|报送|更新|建成|建有|参加|回复|答复|现有|拥有)了?$"
)
_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达|共)?\s*$")
_JOINTS = re.compile(r"[、和与及]")
_REQUESTS = re.compile(r"申请(?!人)|依申请")
_TOPICS: tuple[Mapping[str, str], ...] = (
    {"reconsideration": "复议", "litigation": "诉讼"},
    {"normative_documents": "规范性文件", "regulations": "规章"},
)


def words_before_each(text: str, counts: Sequence[Counted]) -> tuple[str, ...]:
    """For each count of a sentence the words that name it.

    `复议、诉讼分别为2件、0件` names each by its own item; where the items and the numbers are not as
    many, none is named.
    """
    words = [
        words_before(text, count.start, counts[place - 1].end if place else 0)
        for place, count in enumerate(counts)
    ]
    for place, left in enumerate(words):
        if respective := _RESPECTIVELY.search(left):
            items = _JOINTS.split(left[: respective.start()].strip())
            run = _run_length(text, counts, place)
            named = items if len(items) == run else [""] * run
            words[place : place + run] = named
    return tuple(words)


def _run_length(text: str, counts: Sequence[Counted], first: int) -> int:
    """How many counts follow each other with nothing but joints between them."""
    length = 1
    while first + length < len(counts):
        between = text[counts[first + length - 1].end : counts[first + length].start]
        if _JOINTS.sub("", between).strip(" ，,"):
            break
        length += 1
    return length


def words_before(text: str, start: int, previous: int) -> str:
    """The words of the clause before the number; of `总数：5` those before the colon, of
    `专栏（解读）11条` those before the brackets too, of `8个公开栏、3块` none."""
    edge = max(previous, start - LONGEST_LEFT)
    clause = _last_boundary(text, edge, start)
    words = text[clause:start]
    if not words.strip() and clause > edge and text[clause - 1] in "：:":
        words = text[_last_boundary(text, edge, clause - 1) : start]
    elif clause > edge and text[clause - 1] in "）)":
        opening = max(text.rfind("（", edge, clause), text.rfind("(", edge, clause), edge)
        if not words.strip() or clause - opening <= SHORTEST_ASIDE:
            words = text[_last_boundary(text, edge, opening) : start]
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


def words_after(text: str, end: int) -> str:
    """The words after the number, up to a mark or to the joint before the next number."""
    stop = end
    while stop < len(text) and stop < end + LONGEST_RIGHT and text[stop] not in _BOUNDARY + "、":
        if text[stop].isdigit():
            joint = max(text.rfind(word, end, stop) for word in "和及与")
            return text[end : max(joint, end)].strip()
        stop += 1
    return text[end:stop].strip()


def label_of(left: str, right: str) -> str:
    bare = _COUNTING.sub("", _ABOUT.sub("", _LEAD.sub("", left.strip()))).strip("：: 　、")
    if bare in {"在", "每", "由", "对", "从", "经", "占"} and not right:
        return bare
    if right and (len(bare) < 2 or _VERB_END.search(bare)):
        return right.removeprefix("的").rstrip("和及与")
    return bare or right


def topics_of(before: str, section: str) -> Set[str]:
    """What the sentence so far is about: requests, and the last named of its reviews and rules."""
    topics = {"requests"} if section == "on_request" or _REQUESTS.search(before) else set()
    for names in _TOPICS:
        places = {topic: before.rfind(word) for topic, word in names.items()}
        last = max(places, key=lambda topic: places[topic])
        if places[last] >= 0:
            topics.add(last)
    return topics
