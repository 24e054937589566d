"""Bytes → text: the encoding is read from the bytes, and what a page claims is only a hint."""

from __future__ import annotations

import codecs
import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.model.issue import Issue

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CLAIM: Final = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_:.\-]{1,40})", re.I)
_XML_CLAIM: Final = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_:.\-]{1,40})")
_CLAIM_WINDOW: Final = 16_384
_ERRORS_PER_GOOD: Final = 10
"""UTF-8 with damage is still UTF-8 while ten characters decode for each one that does not."""

# GB18030 holds GBK and GB2312 (GB 18030-2022, foreword), and pages that claim the older ones use
# the newer one's characters. Big5 pages carry the Hong Kong supplement.
_FAMILIES: Final = {
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big-5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_FREQUENT: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"
    "发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开"
    "但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物"
    "政府信息公开工作年度报告申请情况主动依据办理行政复议诉讼街道镇乡县区市省委会条例组织领导机构网站"
    "這個們來為國說時會對於過發後裡麼經學現當沒動還進樣從實軍無與長機關點業將兩間問並報請況據辦議訴訟"
    "鎮鄉縣區條織領導構網題設計規劃資訊開總統員門務電書東車見馬頭處"
    "，。、；：（）“”《》〔〕０１２３４５６７８９　"
)
_CERTAIN: Final = 0.4
"""Share of everyday characters in a right reading: Chinese text has 0.5 to 0.7, a wrong reading of
the same bytes under 0.1."""
_SAMPLE: Final = 6_000


class Decoded(Struct, frozen=True):
    """Text, the encoding that gave it, and what could not be decoded."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()
    lost: int = 0
    """Number of U+FFFD that stand for undecodable bytes."""
    plausible: bool = True
    """False when no encoding makes the bytes look like writing."""


def decode(data: bytes) -> Decoded:
    """The text of `data`, its byte order mark dropped; every undecodable byte leaves a U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    if wide := _wide_without_mark(data):
        return _decoded(data, wide)
    reading = _decoded(data, "utf-8")
    if not _is_chance(reading, data) and _is_mostly_whole(reading):
        return reading
    return _best(data, [name for name in (_claimed(data), "gb18030", "big5hkscs", "utf-8") if name])


def _is_mostly_whole(reading: Decoded) -> bool:
    if not reading.lost:
        return True
    sample = reading.text[:_SAMPLE]
    damaged = sample.count("\ufffd")
    whole = sum(1 for c in sample if c > "\x7f") - damaged
    return whole > _ERRORS_PER_GOOD * damaged


def _decoded(data: bytes, encoding: str) -> Decoded:
    """Decodes with replacement; bytes cut off at the end are reported apart from damage."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data, False)
    pending = decoder.getstate()[0]
    mark = "\ufffd".encode(encoding, "ignore")  # Big5 has none
    own = data.count(mark) if mark else 0
    lost = max(0, text.count("\ufffd") - own)
    issues = []
    if lost:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        issues.append(
            Issue(
                "undecodable",
                "warning",
                f"{lost} characters could not be read as {encoding}; each stands as U+FFFD, "
                f"the first on line {line}; fetch the file again if it can be had whole",
                line,
            )
        )
    if pending:
        issues.append(
            Issue(
                "truncated-bytes",
                "warning",
                f"the file ends inside a character: bytes {pending.hex(' ')} at the end are not "
                f"whole {encoding}; the file was probably cut off",
                text.count("\n") + 1,
            )
        )
    return Decoded(text, encoding, tuple(issues), lost)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII and line ends put a NUL in every other byte."""
    window = data[: 4 * _SAMPLE]
    if b"\0" not in window:
        return None
    even, odd = window[0::2].count(0), window[1::2].count(0)
    name, nuls, others = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if nuls * 100 < len(window) or others * 8 > nuls:
        return None
    sample = _decoded(window, name)
    narrow = sum(1 for c in sample.text if c < "\x80") / max(1, len(sample.text))
    return name if narrow > 0.9 or _plausibility(sample) > 0.2 else None


def _is_chance(reading: Decoded, data: bytes) -> bool:
    """Whether so few non-ASCII bytes decode as UTF-8 that another encoding reads better.

    A GBK file with a single word such as 联通 is also valid UTF-8, as Cyrillic.
    """
    if not 0 < len(data) - len(reading.text) < 400:
        return False
    if any(c > "\u2000" for c in reading.text):
        return False
    return _plausibility(_decoded(data, "gb18030")) > 0.5


def _claimed(data: bytes) -> str | None:
    """The family of the encoding that the page claims for itself, if Python knows it."""
    found = _CLAIM.search(data, 0, _CLAIM_WINDOW) or _XML_CLAIM.match(data)
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = _FAMILIES.get(name, name)
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    # A single-byte claim decodes anything, so it proves nothing; utf-16 in ASCII bytes is a lie.
    wide = known.startswith(("utf-16", "utf-32", "utf-7"))
    return (
        known if known in {"gb18030", "big5hkscs", "utf-8", "euc_jp", "hz"} and not wide else None
    )


def _best(data: bytes, names: list[str]) -> Decoded:
    """The first reading that is certain, else the one with the most everyday characters."""
    readings: list[Decoded] = []
    for name in dict.fromkeys(names):
        reading = _decoded(data, name)
        if not reading.lost and _plausibility(reading) > _CERTAIN:
            return reading
        readings.append(reading)
    if all(_plausibility(r) < 0.15 for r in readings):
        readings += [_decoded(data, name) for name in ("utf-16-le", "utf-16-be")]
    best = max(readings, key=_plausibility)
    doubtful = len(best.text) > 40 and _plausibility(best) < 0.05 and not best.text.isascii()
    return replace(best, plausible=not doubtful)


def _plausibility(reading: Decoded) -> float:
    """Share of the non-ASCII characters that are everyday Chinese, less a penalty for damage."""
    head = reading.text[: 4 * _SAMPLE]
    beyond = [c for c in (reading.text if head.isascii() else head) if c > "\x7f"][:_SAMPLE]
    everyday = sum(1 for c in beyond if c in _FREQUENT)
    damaged = sum(1 for c in beyond if c == "\ufffd")
    return (everyday - 5 * damaged) / max(1, len(beyond))
