"""Reports with known outlines, printed with the slips that real pages have."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from msgspec import Struct

NUMERALS = "一二三四五六七八九十"
OFFICIAL = [
    ("总体情况", "overview"),
    ("主动公开政府信息情况", "proactive"),
    ("收到和处理政府信息公开申请情况", "on_request"),
    ("政府信息公开行政复议、行政诉讼情况", "review"),
    ("存在的主要问题及改进情况", "problems"),
    ("其他需要报告的事项", "other"),
]
ASPECTS = [
    (["主动公开", "主动公开情况", "主动公开方面", "主动公开政府信息情况"], "proactive"),
    (
        ["依申请公开", "依申请公开情况", "依申请公开办理情况", "政府信息依申请公开情况"],
        "on_request",
    ),
    (
        ["政府信息管理", "政府信息管理情况", "政府信息资源管理", "政府信息管理工作情况"],
        "management",
    ),
    (["平台建设", "政府信息公开平台建设", "公开平台建设情况", "信息公开平台建设情况"], "platform"),
    (["监督保障", "监督保障情况", "教育培训和监督保障", "监督保障及教育培训情况"], "supervision"),
]
OLD = [
    (
        ["概述", "基本情况", "概 述", "工作概述", "政府信息公开工作基本情况", "总体工作情况"],
        "overview",
    ),
    (["主动公开政府信息情况", "政府信息主动公开情况", "主动公开政府信息的情况"], "proactive"),
    (
        [
            "依申请公开政府信息情况",
            "政府信息依申请公开办理情况",
            "依申请公开政府信息和不予公开政府信息的情况",
        ],
        "on_request",
    ),
    (["政府信息公开的收费及减免情况", "收费及减免情况", "政府信息公开收费和减免情况"], "fees"),
    (
        [
            "因政府信息公开申请行政复议、提起行政诉讼的情况",
            "申请行政复议和提起行政诉讼情况",
            "行政复议、行政诉讼和申诉情况",
        ],
        "review",
    ),
    (
        [
            "政府信息公开工作存在的主要问题及改进措施",
            "存在的问题和改进情况",
            "存在的主要问题、下一步改进措施",
        ],
        "problems",
    ),
    (["其他需要报告的事项", "需要说明的事项与附表", "其他事项"], "other"),
]
FREE = [
    "加强组织领导",
    "健全工作制度",
    "强化教育培训",
    "拓宽公开渠道",
    "突出公开重点",
    "规范工作流程",
    "加大宣传力度",
    "严格监督检查",
    "抓好队伍建设",
]
TEXT = [
    "本机关认真贯彻落实条例，扎实推进各项工作，取得明显成效。",
    "全年主动公开政府信息268条，其中网站公开117条，切实保障人民群众的知情权、参与权和监督权。",
    "一是加强学习，提高认识；二是健全制度，规范流程；三是强化监督，确保实效。",
    "目前仍存在公开内容不够全面、更新不够及时等问题，今后将认真加以改进。",
    "根据工作实际，坚持以公开为常态、不公开为例外，及时、准确地公开政府信息。",
]


class Outlined(Struct, frozen=True):
    """A text, the year it is for, and its headings."""

    text: str
    year: int
    headings: tuple[tuple[int, str, str | None], ...]
    """(level, heading as printed, key or None where any key will do)."""


def outlined(random: Random) -> Outlined:
    """One report: national format or older, with or without lower levels and slips."""
    form = _national if random.random() < 0.5 else _older
    return form(random)


def _text(r: Random) -> list[str]:
    return [r.choice(["", "　　", "    "]) + r.choice(TEXT) for _ in range(r.randrange(1, 4))]


def _number(r: Random, n: int, style: str) -> str:
    numeral = NUMERALS[n]
    forms = {
        "cn": ["{}、"] * 6 + ["{} 、", "{}．", "第{}部分 "],
        "paren": ["（{}）", "({})", "（{}）", "﹙{}﹚"],
        "ar": ["{}.", "{}、", "{}．"],
    }[style]
    return r.choice(forms).format(n + 1 if style == "ar" else numeral)


def _lower(
    r: Random, style: str, level: int, titles: Sequence[tuple[str, str | None]]
) -> tuple[list[str], list[tuple[int, str, str | None]]]:
    lines: list[str] = []
    headings: list[tuple[int, str, str | None]] = []
    run_in = r.random() < 0.4
    template = None
    for n, (title, key) in enumerate(titles):
        number = (
            _number(r, n, style)
            if template is None
            else template.format(n + 1 if style == "ar" else NUMERALS[n])
        )
        if template is None:
            template = number.replace(NUMERALS[0], "{}").replace("1", "{}")
        if run_in:
            lines.append(f"{number}{title}。{r.choice(TEXT)}")
            headings.append((level, f"{number.strip()}{title}。", key))
        else:
            lines += [f"{number}{title}", *_text(r)]
            headings.append((level, f"{number.strip()}{title}", key))
    return lines, headings


def _national(r: Random) -> Outlined:
    lines = (
        ["本报告根据条例编制，由总体情况、主动公开政府信息情况等六部分组成。"]
        if r.random() < 0.7
        else []
    )
    headings: list[tuple[int, str, str | None]] = []
    slip = r.choice(["none", "none", "lost-one", "lost-all", "bare", "typo"])
    where = r.randrange(1, 5)
    template = r.choice(["{}、"] * 5 + ["{} 、", "{}．"])
    for n, (title, key) in enumerate(OFFICIAL):
        number = template.format(NUMERALS[n])
        if slip == "lost-all" or (slip == "lost-one" and n == where):
            number = "、"
        elif slip == "bare":
            number = ""
        if slip == "typo" and n == where:
            spot = r.randrange(1, len(title))
            title = title[:spot] + title[spot + 1 :]
        lines.append(f"{number}{title}")
        headings.append((1, f"{number.strip()}{title}", key))
        if n == 0:
            style = r.choice(["paren", "ar", "none"])
            if style != "none":
                below = [(r.choice(names), k) for names, k in ASPECTS]
                more, sub = _lower(r, style, 2, below)
                lines += more
                headings += sub
                continue
        lines += _text(r)
    return _signed(r, lines, headings, r.randrange(2019, 2026))


def _older(r: Random) -> Outlined:
    lines = ["根据条例要求，现公布年度报告。"]
    headings: list[tuple[int, str, str | None]] = []
    chosen = sorted(r.sample(range(len(OLD)), r.randrange(4, len(OLD) + 1)))
    template = r.choice(["{}、"] * 5 + ["{} 、", "{}．"])
    lost = r.random() < 0.15
    for n, index in enumerate(chosen):
        names, key = OLD[index]
        title = r.choice(names)
        number = "、" if lost and n == 1 else template.format(NUMERALS[n])
        lines.append(f"{number}{title}")
        headings.append((1, f"{number.strip()}{title}", key))
        shape = r.random()
        if shape < 0.3:
            more, sub = _lower(
                r, "paren", 2, [(t, None) for t in r.sample(FREE, r.randrange(2, 5))]
            )
            lines += more
            headings += sub
        elif shape < 0.45:
            lines += [
                "主要包括以下内容：",
                *[
                    f"（{NUMERALS[k]}）{t}；"
                    for k, t in enumerate(["机构职能", "政策法规", "规划计划"])
                ],
            ]
        elif shape < 0.55:
            lines += [f"{k + 1}、{r.choice(TEXT)}" for k in range(3)]
        else:
            lines += _text(r)
    return _signed(r, lines, headings, r.randrange(2008, 2019))


def _signed(
    r: Random, lines: list[str], headings: list[tuple[int, str, str | None]], year: int
) -> Outlined:
    if r.random() < 0.5:
        lines += [" " * 30 + "某某镇人民政府", " " * 30 + f"{year + 1}年1月15日"]
    return Outlined("\n".join(lines), year, tuple(headings))
