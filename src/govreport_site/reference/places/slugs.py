"""Names as addresses: pinyin without tones, in a–z, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from govreport_site.reference.places.table import open_gazetteer

SUFFIXES = [
    "高新技术产业开发区",
    "经济技术开发区",
    "经济开发区",
    "工业园区",
    "产业园区",
    "示范区",
    "管理区",
    "度假区",
    "风景区",
    "开发区",
    "试验区",
    "新区",
    "园区",
    "街道",
    "苏木",
    "地区",
    "农场",
    "林场",
    "牧场",
    "渔场",
    "社区",
    "林区",
    "特区",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "旗",
    "盟",
]
"""Words for what kind of place it is, set off by a hyphen, longest first."""
PEOPLES = re.compile(r"(?<=..)(?:[一-鿿]{1,4}族){1,4}(?:自治)?(?=[乡镇]$)")
"""The peoples in the name of a 民族乡, which its slug leaves out."""
_LONGEST = 6


def plain(text: str) -> str:
    """`text` with everything but a–z and 0–9 turned into single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def split_suffix(name: str) -> tuple[str, str]:
    """(大嶝, 街道); a name that is nothing but such a word keeps its whole."""
    for suffix in SUFFIXES:
        if len(name) > len(suffix) and name.endswith(suffix):
            return name[: -len(suffix)], suffix
    return name, ""


def spell(name: str, syllables: Mapping[str, str]) -> str:
    """Slug of a township by its characters' usual readings: 大嶝街道 → `dadeng-jiedao`."""
    stem, suffix = split_suffix(PEOPLES.sub("", name))
    return plain("-".join("".join(syllables.get(c, c) for c in part) for part in (stem, suffix)))


def read(text: str) -> str:
    """Pinyin of any text, syllables run together, known words first; other signs stay."""
    return "".join(syllables_of(text))


def syllables_of(text: str) -> list[str]:
    """Pinyin of any text, one item a character; what is no Chinese character stays as it is."""
    table = open_gazetteer()
    out: list[str] = []
    position = 0
    while position < len(text):
        for size in range(_LONGEST, 1, -1):
            if reading := table.phrases.get(text[position : position + size]):
                out.extend(reading)
                position += size
                break
        else:
            out.append(table.syllables.get(text[position], text[position]))
            position += 1
    return out


def slug(text: str) -> str:
    """Address segment for any name: 市场监督管理局 → `shichangjianduguanliju`; never empty."""
    flat = "".join(unicodedata.normalize("NFKC", text).split())
    done = plain(read(flat))
    if done:
        return done[:80].strip("-")
    return "-".join(f"{ord(c):x}" for c in flat[:8]) or "unnamed"
