# ruff: noqa: E501, SIM905  (words as printed)
"""Pages made worse: lines moved, joined, cut, garbled, and mixed with other pages' lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.parse.page_texts import LOOKALIKES, PAGES

SEEDS = sorted((Path(__file__).parents[1] / "corpus" / "seeds").glob("*.txt"))
SOURCES = (
    *(path.read_text(encoding="utf-8") for path in SEEDS),
    *(page.text for page in PAGES),
    *(text for _, text in LOOKALIKES),
)
_WORDS = (
    "发布时间: 索引号 来源: 【字体:大 中 小】 附件下载 | || — 〔2016〕33号 〔201633号 20161229 2016125 一、 (一) "
    "、 1. 5 ( ) 扫一扫在手机打开当前页 分享: 首页 > 浏览次数:12 文号: 无 有效 湘ICP备12013741号-1 主办单位:某县 "
    "2019-03-30 二〇一〇年一月十九日 政府信息公开年报 临江县2016年政府信息公开工作年度报告 附件:统计表 \u3000 \u200b 條(tiáo)例"
).split(" ")


def mutate(random: Random) -> str:
    """One page with one to eight changes."""
    text = random.choice(SOURCES)
    for _ in range(random.randint(1, 8)):
        text = random.choice(_CHANGES)(text, random)
    return text if text.strip() else SOURCES[0]


def _drop_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _swap_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _insert_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines) + 1), random.choice(_WORDS))
    return "\n".join(lines)


def _insert_word(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_WORDS) + text[at:]


def _drop_characters(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.randint(1, 3) :]


def _join_lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    return "\n".join(
        [*lines[:at], " ".join(lines[at : at + random.randint(2, 6)]), *lines[at + 6 :]]
    )


def _cut_line(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + "\n" + text[at:]


def _one_paragraph(text: str, random: Random) -> str:
    return random.choice((" ", "")).join(line.strip() for line in text.split("\n"))


def _borrow_lines(text: str, random: Random) -> str:
    other = random.choice(SOURCES).split("\n")
    start = random.randrange(len(other))
    lines = text.split("\n")
    at = random.randrange(len(lines) + 1)
    return "\n".join([*lines[:at], *other[start : start + 5], *lines[at:]])


_CHANGES: tuple[Callable[[str, Random], str], ...] = (
    *(_drop_line, _swap_lines, _insert_line, _insert_word, _drop_characters, _join_lines),
    *(_cut_line, _one_paragraph, _borrow_lines),
)
