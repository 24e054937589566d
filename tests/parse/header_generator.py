"""Pages with headers of random layout and known truth: labels, order, spacing, separators, noise."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from msgspec import Struct

from tests.parse.page_texts import BODY

_BODIES = (
    "临江县青石镇人民政府",
    "三江市河口区教育局",
    "青石街道办事处",
    "临江县人民政府办公室",
    "三江市公安局",
    "下湾乡人民政府",
    "河口区城市管理行政执法局",
    "三江高新技术产业开发区管理委员会",
    "三江市机关事务服务中心",
)
_ENDS = (
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开年报",
    "政府信息公开工作年报",
    "政府信息公开工作报告",
)
_NOISE_ABOVE = (
    "首页 > 政务公开 > 政府信息公开年报",
    "您当前所在位置:首页>>信息公开>>年报",
    "当前位置：首页 > 信息公开",
    "政府信息公开",
    "临江县人民政府",
    "长者版 | 无障碍 | 简体 | 繁体",
    "登录 | 注册",
    "请使用tab按钮切换浏览",
)
_NOISE_BELOW = (
    "附件下载",
    "分享到:",
    "【打印】【关闭】",
    "扫一扫在手机打开当前页",
    "上一篇:没有了",
    "主办单位:临江县人民政府 承办单位:县政府办",
    "版权所有:临江县人民政府 湘ICP备12013741号-1",
    "网站标识码:4301810012",
    "政府信息公开年报",
)


class Made(Struct, frozen=True):
    """A page and its truth."""

    text: str
    title: str
    year: int
    published: str | None
    generated: str | None
    signed: str | None
    index: str | None
    number: str | None


def make(random: Random) -> Made:
    """One page; every fact that is printed is in the truth, and nothing else."""
    year = random.randint(2008, 2025)
    body = random.choice(_BODIES)
    title = _title(random, body, year)
    signed = date(year + 1, 1, 1) + timedelta(days=random.randint(0, 80))
    published = signed + timedelta(days=random.randint(0, 40))
    facts = {
        "index": _index(random, published.year) if random.random() < 0.8 else None,
        "number": f"临政发〔{signed.year}〕{random.randint(1, 200)}号"
        if random.random() < 0.4
        else None,
        "published": published if random.random() < 0.9 else None,
        "generated": signed if random.random() < 0.6 else None,
    }
    layout = random.choice(_LAYOUTS)
    head, seen = layout(random, facts, title, body)
    above = random.sample(_NOISE_ABOVE, random.randint(0, 3))
    closing = _signature(random, body, signed) if random.random() < 0.7 else None
    below = random.sample(_NOISE_BELOW, random.randint(0, 4))
    parts = [*above, *head, BODY, *(closing or ()), *below]
    return Made(
        "\n".join(parts) + "\n",
        title,
        year,
        _iso(seen.get("published")),
        _iso(seen.get("generated")),
        signed.isoformat() if closing else None,
        seen.get("index"),
        seen.get("number"),
    )


def _title(random: Random, body: str, year: int) -> str:
    place = body.removesuffix("人民政府").removesuffix("办事处")
    name = random.choice((body, place))
    end = random.choice(_ENDS)
    return random.choice(
        (
            f"{name}{year}年{end}",
            f"{name}{year}年度{end}",
            f"{year}年{name}{end}",
            f"{name} {year}年{end}",
        )
    )


def _index(random: Random, year: int) -> str:
    return random.choice(
        (
            f"{random.randint(10**8, 10**9 - 1)}/{year}-{random.randint(1, 99999):05d}",
            f"QZ{random.randint(1, 99999):05d}-0101-{year}-{random.randint(1, 99999):05d}",
            f"1133{random.randint(10**8, 10**9)}XF/{year}-{random.randint(1, 9999999)}",
            f"jiaoyuju/{year}-{random.randint(1, 99999):05d}",
            f"{random.randint(10**7, 10**8 - 1)}-{random.randint(0, 9)}/{year}-{random.randint(1, 9999):05d}",
        )
    )


def _printed_date(random: Random, day: date) -> str:
    clock = random.choice(("", "", f" {random.randint(8, 18):02d}:{random.randint(0, 59):02d}"))
    form = random.choice(
        (
            f"{day:%Y-%m-%d}",
            f"{day:%Y/%m/%d}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y}年{day:%m}月{day:%d}日",
            f"{day:%Y.%m.%d}",
        )
    )
    return form + clock


def _signature(random: Random, body: str, day: date) -> list[str]:
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y}年{day:%m}月{day:%d}日",
        f"{day:%Y%m%d}",
    ]
    return ["", f"    {body}", f"      {random.choice(forms)}", ""]


def _label(random: Random, name: str) -> str:
    spaced = " ".join(name) if random.random() < 0.15 else name
    return spaced + random.choice((":", "：", ":", "： "))


_NAMES = {
    "index": ("索引号", "信息索引号", "索 引 号"),
    "number": ("文号", "发文字号", "备注/文号", "文 号"),
    "published": ("发布时间", "发布日期", "公开日期", "发表日期"),
    "generated": ("成文日期", "生成日期", "公文生成日期", "发文日期"),
    "issuer": ("发布机构", "发布单位", "发文机关"),
}


def _value(random: Random, key: str, facts: dict[str, Any], body: str) -> str:
    if key == "issuer":
        return body
    value = facts[key]
    if value is None:
        return random.choice(("", "", "无", "-", "无文号")) if key in {"index", "number"} else ""
    return _printed_date(random, value) if isinstance(value, date) else str(value)


def _line_under_title(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    shown = {"published": facts["published"]}
    when = _value(random, "published", facts, body)
    label = _label(random, random.choice(("发布时间", "发布日期", "时间", "日期", "发表时间")))
    source = random.choice(("", f"来源:{body}", "来源:", "信息来源:县政府办"))
    count = random.choice(("", "浏览次数:12", "点击数:", "访问量: 33次", "【字体:大 中 小】"))
    parts = [label + when, source, count]
    if random.random() < 0.3:
        parts = [source, label + when, count]
    return [title, random.choice(("  ", " ", "   ")).join(p for p in parts if p)], shown


def _listed(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    keys = [
        k for k in ("index", "number", "issuer", "generated", "published") if random.random() < 0.85
    ]
    bullet = random.choice(("", "• ", "- ", "    • "))
    lines = [
        bullet + _label(random, random.choice(_NAMES[k])) + _value(random, k, facts, body)
        for k in keys
    ]
    return [*lines, title], {k: facts[k] for k in keys if k in facts}


def _paired(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    keys = ["index", "issuer", "number", "generated", "published"]
    random.shuffle(keys)
    pairs = [
        _label(random, random.choice(_NAMES[k])) + _value(random, k, facts, body) for k in keys
    ]
    gap = random.choice((" ", "   ", "\t"))
    rows = [gap.join(pairs[i : i + 2]) for i in range(0, len(pairs), 2)]
    name = [_label(random, "名称") + title] if random.random() < 0.4 else []
    return [*rows, *name, title], {k: facts[k] for k in keys if k in facts}


def _run_on(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    keys = ["index", "issuer", "generated", "published"]
    text = "".join(f"{_NAMES[k][0]}:{_value(random, k, facts, body)}" for k in keys)
    return [title, text, title], {k: facts[k] for k in keys if k in facts}


def _barred(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    keys = ["index", "number", "issuer", "generated", "published"]
    random.shuffle(keys)
    colon = random.choice(("", ":"))
    cells = [f"{_NAMES[k][0]}{colon} | {_value(random, k, facts, body)}" for k in keys]
    rows = [" | ".join(cells[i : i + 2]) + " |" for i in range(0, len(cells), 2)]
    return [*rows, title], {k: facts[k] for k in keys if k in facts}


def _above_values(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    keys = ["index", "issuer", "generated", "published", "number"]
    lines: list[str] = [title]
    for key in keys:
        lines.append("  • " + _NAMES[key][0] + ":")
        value = _value(random, key, facts, body)
        if value and value not in {"无", "-", "无文号"}:
            lines += ["", "    " + value]
    return [*lines, title], {k: facts[k] for k in keys if k in facts}


def _split_title(
    random: Random, facts: dict[str, Any], title: str, body: str
) -> tuple[list[str], dict[str, Any]]:
    at = title.index("政府信息公开")
    first, second = title[:at], title[at:]
    shown = {"published": facts["published"]}
    line = _label(random, "发布时间") + _value(random, "published", facts, body)
    return [line, first, second] if len(first) > 4 else [line, title], shown


_LAYOUTS = (
    _line_under_title,
    _line_under_title,
    _listed,
    _paired,
    _run_on,
    _barred,
    _above_values,
    _split_title,
)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
