"""E-mail addresses, also those that lost their @ on the way to the page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

_AT = (
    r"(?:@|[(\[{<【〔「]\s?(?:@|at|a)\s?[)\]}>】〕」]"
    r"|#(?=(?:qq|163|126|sina|gmail)\.)|(?<=\s)at(?=\s{1,2}(?!www\.)))"
)
_DOT = r"(?:\s?[.。]\s?|\s?[(\[{【]\s?(?:dot|点)\s?[)\]}】]\s?|\sdot\s)"
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<local>[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63})"
    rf"\s{{0,2}}{_AT}\s{{0,2}}"
    rf"(?P<domain>(?:[A-Za-z0-9-]{{1,63}}{_DOT}){{1,4}}"
    r"(?:com|cn|net|org|gov|edu|info|cc|[A-Za-z]{2,6}))"
    r"(?![A-Za-z0-9])",
    re.I,
)
_DOTS = re.compile(_DOT, re.I)
_LABEL = (
    r"(?:邮箱|邮件|信箱|电邮|[Ee]-?\s?[Mm][Aa][Ii][Ll])(?:地址|号)?(?:是|为)?\s{0,2}[:：]?\s{0,2}"
)
_LABELLED = re.compile(
    _LABEL
    + r"(?P<mail>(?!www\.|http)[A-Za-z0-9_][A-Za-z0-9_-]{1,40}(?:\.[A-Za-z0-9_-]{1,40}){1,4})"
    + r"(?![A-Za-z0-9@])"
)
_OFFICIAL = re.compile(r"(?:^|\.)gov(?:\.[a-z]{2,3})?$")
_NUMBER = re.compile(r"[Qq]{2}\s?" + _LABEL + r"(?P<mail>[1-9]\d{4,10})(?![0-9A-Za-z])")
_LABELLED_NUMBER = re.compile(_LABEL + r"(?P<mail>[1-9]\d{4,10})(?![0-9A-Za-z@.-])")
_LOST = re.compile(r"(?<![A-Za-z0-9@._/-])(?P<mail>[1-9]\d{4,10}qq\.com)(?![A-Za-z0-9])", re.I)
_SIGN = re.compile(
    r"@|\sat\s|[(\[{<【〔「]\s?at?\s?[)\]}>】〕」]|#|[.。]\s?(?:com|cn|net|org)|邮箱|邮件|信箱|电邮|mail",
    re.I,
)
_TAIL = re.compile(r"(?:com|cn|net|org)$", re.I)
_SYLLABLE = (
    "(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un"
    "|uo|a|e|i|o|u|v)"
)
_PINYIN_NAME = re.compile(
    r"(?:zhang|wang|li|zhao|chen|liu|yang|huang|wu|zhou|xu|sun|ma|zhu|hu|guo|he|gao|lin|luo|zheng|liang"
    r"|xie|song|tang|deng|han|feng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|du|ye|cheng|wei|su"
    r"|lv|ding|ren|lu|yao|shen|zhong|cui|tan|fan|liao|shi|jia|xia|fu|fang|zou|xiong|bai|meng|qin|qiu|hou"
    rf"|yin|xue|yan|lei|long|tao|hong|gong)(?:[._-]?{_SYLLABLE}){{1,2}}\d{{0,8}}"
)


def find_mail(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, personal) of every address in half-width text.

    An address is taken for a person's own, since nothing in it says otherwise, but where its domain
    is a government's: there it is the office's, unless its local part spells a name.
    """
    if not _SIGN.search(text):
        return
    for match in _MAIL.finditer(text):
        domain = _DOTS.sub(".", match["domain"]).lower()
        yield match.start(), match.end(), is_personal(match["local"], domain)
    seen: set[int] = set()
    for pattern in (_LOST, _LABELLED, _NUMBER, _LABELLED_NUMBER):
        for match in pattern.finditer(text):
            printed, start = match["mail"], match.start("mail")
            if start not in seen and (printed.isdigit() or _TAIL.search(printed)):
                seen.add(start)
                yield start, match.end("mail"), _lost_is_personal(printed)


def is_personal(local: str, domain: str) -> bool:
    """True when an address is a person's rather than an office's."""
    official = _OFFICIAL.search(domain) is not None
    return not official or _PINYIN_NAME.fullmatch(local.lower()) is not None


def restore(printed: str) -> str | None:
    """`314045839qq.com` → `314045839@qq.com`; None when no known provider ends the text."""
    lowered = printed.lower()
    for domain in sorted(free_mail(), key=lambda d: (-len(d), d)):
        if lowered.endswith(domain) and len(printed) > len(domain) + 1:
            return f"{printed[: -len(domain)]}@{printed[-len(domain) :]}"
    return None


def _lost_is_personal(printed: str) -> bool:
    return printed.isdigit() or restore(printed) is not None


@lru_cache(maxsize=1)
def free_mail() -> frozenset[str]:
    """Domains where anyone may have a mailbox."""
    path = files("govreport_site.reference").joinpath("people.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["free_mail"])
