"""Names of people in reports: found by the words they stand beside, never by their look alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

LARGEST_LIST = 40
"""Names read after one label: the longest printed leadership lists stay below it."""

_HAN = r"[\u3400-\u9fff]"
_NAME_RUN = re.compile(
    rf"{_HAN} {{1,4}}{_HAN}{{1,2}}(?!{_HAN})|{_HAN}{{1,12}}(?:[·•‧．]{_HAN}{{1,8}}){{0,3}}"
)
_BETWEEN = re.compile(r"[ \t\n、，,/;；和及]{1,6}|[ \t]{0,3}\([^()\n]{1,30}\)[ \t、，,;；\n]{0,4}")
_MINORITY = re.compile(rf"{_HAN}{{1,8}}(?:[·•‧．]{_HAN}{{1,8}}){{1,3}}")
_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\(?0\d{2,3}\)?[-—]{0,2}\d{7,8})(?!\d)")
_BEFORE_NUMBER = re.compile(
    rf"(?P<run>{_HAN}{{2,10}})[ \n:：,，(|]{{0,4}}"
    r"(?:(?:联系|办公|手机|移动|固定)?(?:电话|手机|号码)(?:号码?)?)?[ :]{0,3}(?:\+?86[- ]?)?$"
)
_HAN_BEFORE = re.compile(rf"{_HAN}{{2,12}}$")
_REACH = 32
"""Characters before a number that may name its owner."""
_JOINT = re.compile(r"[和及与]")
_ASKED = re.compile(r"(?:请与|请找|请向|可找|致电|联系)$")
_APPOINTED = re.compile(r"任|为|担任|兼任|同志")


class _Words(Struct, frozen=True):
    surnames: frozenset[str]
    doubtful: frozenset[str]
    compound: frozenset[str]
    never: re.Pattern[str]
    followers: re.Pattern[str]
    office_end: re.Pattern[str]
    contact_label: re.Pattern[str]
    contact_loose: re.Pattern[str]
    post_label: re.Pattern[str]
    addressed: re.Pattern[str]
    post_before: re.Pattern[str]
    after_number: re.Pattern[str]
    called: re.Pattern[str]
    before_post: re.Pattern[str]
    courtesy: re.Pattern[str]
    polite: re.Pattern[str]
    precedes: re.Pattern[str]
    public_figures: frozenset[str]
    titled: re.Pattern[str]
    titles: re.Pattern[str]


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every name in half-width text; spans may repeat."""
    words = _words()
    for labels, anyone in (
        (words.contact_label, True),
        (words.contact_loose, False),
        (words.post_label, False),
    ):
        for match in labels.finditer(text):
            yield from _names_after(text, match.end(), words, anyone=anyone)
    for end, run, sure in _runs(text, words):
        yield from _name_at_end(run, end, words, sure=sure)
    for match in words.polite.finditer(text):
        yield match.start("run"), match.end("run")


def _runs(text: str, words: _Words) -> Iterator[tuple[int, str, bool]]:
    """(end, characters, sure) of every run whose last characters may be a name."""
    for pattern in (words.addressed, words.post_before):
        for match in pattern.finditer(text):
            sure = pattern is words.addressed or _APPOINTED.match(text, match.end()) is not None
            yield match.end("run"), match["run"], sure
    for match in words.before_post.finditer(text):
        yield match.end("run"), match["run"], False
    for pattern in (words.after_number, words.called):
        for match in pattern.finditer(text):
            yield match.end("run"), match["run"], True
    for courtesy in words.courtesy.finditer(text):
        start = courtesy.start()
        if run := _HAN_BEFORE.search(text[max(0, start - 12) : start]):
            yield start, run.group(), True
    for number in _NUMBER.finditer(text):
        first = max(0, number.start() - _REACH)
        owner = _BEFORE_NUMBER.search(text[first : number.start()])
        # Two characters before a landline are as likely a place: 安溪 0595-….
        if owner and (len(owner["run"]) > 2 or number.group().startswith("1")):
            yield first + owner.end("run"), owner["run"], False


def _names_after(
    text: str, position: int, words: _Words, *, anyone: bool
) -> Iterator[tuple[int, int]]:
    for _ in range(LARGEST_LIST):
        run = _NAME_RUN.match(text, position)
        if run is None:
            return
        span = _name_in(run.group(), words, anyone=anyone)
        if span is None:
            return
        yield position + span[0], position + span[1]
        rest = run.group()[span[1] :]
        post = words.titled.match(rest)
        if rest.strip() and post is None:
            return
        end = position + span[1] + (post.end() if post else 0)
        between = _BETWEEN.match(text, end)
        if between is None or words.contact_label.match(text, between.end()):
            return
        position, anyone = between.end(), False


def _name_in(run: str, words: _Words, *, anyone: bool) -> tuple[int, int] | None:
    """The span of the name that opens a run of characters, after an office's name if one does."""
    if minority := _MINORITY.match(run):
        return (0, minority.end())
    offices = [m.end() for m in words.office_end.finditer(run) if m.end() < len(run)]
    for start in (0, max(offices, default=0)):
        body = run[start:]
        title = words.titles.match(body, 1)
        if title and _surname(body[0], words, sure=True):
            return start, start + title.end()  # 王主任
    follower = words.followers.search(body, 2)
    name = body[: follower.start()] if follower else body
    if len(name) > 4 and (joint := _JOINT.search(name, 2)):
        name = name[: joint.start()]
    bare = name.replace(" ", "")
    if _is_name(bare, words, sure=True) or (
        anyone and not start and 2 <= len(bare) <= 4 and not words.never.search(bare)
    ):
        return start, start + len(name.rstrip())
    return None


def _name_at_end(run: str, end: int, words: _Words, *, sure: bool) -> Iterator[tuple[int, int]]:
    """The longest name that ends a run: 党政办|张三, 副书记|冯晓君."""
    compact = run.replace(" ", "")
    for length in (4, 3, 2):
        name, before = compact[-length:], compact[:-length]
        if len(compact) < length or (length == 4 and name[:2] not in words.compound):
            continue
        # Two characters of which the first opens everyday words need a verb that asks for a person.
        certain = sure and (length > 2 or _ASKED.search(before) is not None)
        if _is_name(name, words, sure=certain) and (not before or _may_precede(before, words)):
            yield end - len(run) + _offset(run, len(before)), end
            return


def _offset(run: str, characters: int) -> int:
    """Where the next character stands after so many that are not spaces."""
    places = [position for position, char in enumerate(run) if char != " "]
    return places[characters]


def _may_precede(before: str, words: _Words) -> bool:
    """True when the characters before a name end with an office or a post."""
    return words.precedes.search(before) is not None


def _is_name(name: str, words: _Words, *, sure: bool) -> bool:
    if not 2 <= len(name) <= 4 or name in words.public_figures or words.never.search(name):
        return False
    if name[:2] in words.compound and len(name) >= 3:
        return True
    return len(name) <= 3 and _surname(name[0], words, sure=sure)


def _surname(char: str, words: _Words, *, sure: bool) -> bool:
    return char in words.surnames or (sure and char in words.doubtful)


@lru_cache(maxsize=1)
def _words() -> _Words:
    path = files("govreport_site.reference").joinpath("people.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    contact = _choice(data["contact_labels"])
    spaced, spaced_posts = (
        "|".join(" {0,4}".join(label) for label in _longest_first(data[labels]))
        for labels in ("contact_labels", "post_labels")
    )
    posts, courtesy = _choice(data["posts"]), _choice(data["courtesy"])
    offices = _choice(data["office_ends"])
    surnames = "".join(data["surnames"].split())
    run = rf"(?P<run>{_HAN}{{2,28}}?|{_HAN} {{1,3}}{_HAN}{{1,2}})"
    return _Words(
        surnames=frozenset(surnames),
        doubtful=frozenset("".join(data["doubtful"].split())),
        compound=frozenset(data["compound"].split()),
        never=re.compile(_choice([*data["never"], *data["contact_labels"]])),
        followers=re.compile(_choice(data["followers"])),
        office_end=re.compile(offices),
        contact_label=re.compile(
            rf"(?:{spaced})(?:\([^()\n]{{1,8}}\))?[ ]{{0,3}}:[ ]{{0,6}}(?=[^ \n])"
        ),
        contact_loose=re.compile(rf"(?:{contact})(?:[ ]{{0,3}}:|为|是)?[ \n|]{{0,8}}(?={_HAN})"),
        after_number=re.compile(rf"\d{{4}}[ ]?\((?P<run>{_HAN}{{2,4}})\)"),
        called=re.compile(
            rf"(?:请联系|可联系|请找|可找|致电)[ ]?(?P<run>{_HAN}{{2,3}}?)"
            r"(?=[，,(（ ]{0,2}(?:电话|手机|\d|\+|先生|女士|同志|老师)|[，,。;；]|$)"
        ),
        post_label=re.compile(rf"(?:{spaced_posts})[ ]{{0,2}}:[ \n]{{0,6}}"),
        addressed=re.compile(
            rf"(?:请与|可与|请向|可向|请找|可找|联系|与)[ ]{{0,4}}{run}"
            rf"[ ]{{0,4}}(?:{courtesy})?[ ]{{0,4}}"
            r"(?:联系|咨询|反映|取得联系|\((?:联系)?(?:电话|手机))"
        ),
        post_before=re.compile(
            rf"(?:{posts})[ ]?(?P<run>{_HAN}{{2,4}}?)"
            r"(?=同志|任|为|担任|兼任|兼|牵头|[(、，,；;。]|$)"
        ),
        before_post=re.compile(rf"(?<!{_HAN})(?P<run>{_HAN}{{3}})(?=(?:副)?(?:{posts}))"),
        courtesy=re.compile(courtesy),
        polite=re.compile(
            rf"(?:与|找|向|联系|[:,，、(\s])[ ]?(?P<run>[{surnames}](?:先生|女士|小姐|老师))"
        ),
        precedes=re.compile(rf"(?:{posts}|{offices}|与|请|系|找|向|由|以|致电)$"),
        public_figures=frozenset(data["public_figures"]),
        titles=re.compile(_choice(data["titles"])),
        titled=re.compile(rf"[ ]?(?:{posts}|{courtesy}|副)"),
    )


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in _longest_first(words))


def _longest_first(words: list[str]) -> list[str]:
    return sorted(words, key=lambda w: (-len(w), w))
