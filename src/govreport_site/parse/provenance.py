"""Signs that a page is an altered copy of a government page, not the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from govreport_site.model import Document, Issue
from govreport_site.parse.fold import count_annotations, traditional_share

_SAMPLE = 8_000
TRADITIONAL = 0.02
"""Share of traditional characters above which a mainland page was converted; printed reports have
none, converted ones 8–20 %."""
ANNOTATED = 3
"""Characters followed by their Latin reading, `條(tiáo)例`: the mark of one family of mirrors."""
_SPAM = re.compile(
    r"澳[门門](?:金沙|葡京|威尼斯|[赌賭]|[娱娛][乐樂]|银河|新葡)|金沙(?:城中心|[赌賭]|[娱娛])|百家[乐樂]|必威|"
    r"[亚亞]博|bet ?3\d\d|betway|[体體]育(?:[亚亞]洲官|在[线線]投注)|"
    r"菠[萝蘿]视频|[国國]产精品|[无無][码碼]|"
    r"久久久?精品|成人(?:网站|视频|国产)|免费图库|六合彩|老虎机|app下载官网|官网入口|彩票网|在线投注|"
    r"时时彩|伟德国际|皇冠体育|[赌賭][场場]_|[娱娛][乐樂]城_|手机下载_|官方网站_",
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
    if count_annotations(sample) >= ANNOTATED:
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
