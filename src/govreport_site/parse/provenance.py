"""Signs that a page is an altered copy of a government page, not the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from govreport_site.model import Document, Issue
from govreport_site.parse.fold import annotations, traditional_share

_SAMPLE = 20_000
TRADITIONAL = 0.02
"""Share of traditional characters above which a mainland page was converted; printed reports have
none, converted ones 8–20 %."""
ANNOTATED = 3
"""Characters followed by their Latin reading, `條(tiáo)例`: the mark of one family of mirrors."""
_SPAM = re.compile(
    r"澳门|金沙|赌场|博彩|娱乐城|百家乐|必威|亚博|bet ?365|betway|体育彩票|体育平台|体育亚洲|菠萝视频|国产精品|无码|"
    r"久久久?精品|成人(?:网站|视频|国产)|免费图库|六合彩|棋牌|老虎机|电竞|入口app|官网入口|线上平台|游戏平台|彩票网|"
    r"澳門|賭場|娛樂|亞博|無碼|體育平台|葡京|球探|投注|时时彩|開獎|下注",
    re.I,
)
_ENCYCLOPAEDIA = re.compile(
    r"^(?:基本介[绍紹]|相[关關][词詞][条條]|[热熱][门門][词詞][条條]|[联聯][络絡]我[们們])$"
)
_LIBRARY = re.compile(r"由会员分享|可在线阅读|珍藏版|范文|篇一】|20[xX×]{2}年|文档简介|下载本文档")


def provenance_issues(document: Document, texts: Sequence[str]) -> tuple[Issue, ...]:
    """Warnings about where the page comes from and what was done to its text."""
    sample = "\n".join(texts)[:_SAMPLE]
    return tuple(_issues(document, sample, texts))


def _issues(document: Document, sample: str, texts: Sequence[str]) -> Iterator[Issue]:
    host = urlsplit(document.source.url or "").hostname if document.source.url else None
    if host and not is_government_host(host):
        message = f"published at {host}, expected a host under gov.cn: it may be a copy"
        yield Issue("mirror-host", "warning", message)
    share = traditional_share(sample)
    if share > TRADITIONAL:
        percent = round(share * 100)
        message = (
            f"{percent} % of the characters are traditional: a copy converted from the original"
        )
        yield Issue("mirror-traditional", "warning", message)
    if annotations(sample) >= ANNOTATED:
        message = "characters are followed by Latin syllables in brackets: an altered copy"
        yield Issue("mirror-annotated", "warning", message)
    spam = _SPAM.findall(sample + (document.title or ""))
    if spam:
        names = ", ".join(dict.fromkeys(spam[:5]))
        yield Issue("mirror-spam", "warning", f"words of gambling or pornography: {names}")
    if any(_ENCYCLOPAEDIA.fullmatch(t.strip()) for t in texts[:400] if len(t) < 12):
        yield Issue("mirror-encyclopaedia", "warning", "an encyclopaedia's copy of the report")
    if _LIBRARY.search(sample):
        yield Issue("mirror-library", "warning", "words of a document-sharing site or a model text")


def is_government_host(host: str) -> bool:
    """True for gov.cn and everything under it, and for numeric addresses, which some offices use
    themselves and which say nothing."""
    host = host.lower().rstrip(".")
    numeric = re.fullmatch(r"[\d.]+", host) is not None
    return host == "gov.cn" or host.endswith(".gov.cn") or numeric
