"""Place names in running text, for use as evidence."""

from __future__ import annotations

import re

from govreport_site.reference.places.names import flat
from govreport_site.reference.places.table import open_gazetteer

MOST = 64
"""Names that one text can yield."""
MOST_TEXT = 200_000
_SIGN = re.compile(r"街道|[省市县区旗州盟镇乡]|苏木")
_COMMON = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "市区",
        "新区",
        "东区",
        "西区",
        "南区",
        "北区",
        "城关镇",
        "本市",
        "全市",
        "新市区",
        "市中区",
        "我市",
        "城镇",
        "乡镇",
        "地区",
        "社区",
        "园区",
    ]
)
"""Names that also are common words; they say nothing by themselves."""
_LONGEST = 15


def find_places(text: str) -> tuple[str, ...]:
    """Full official names of places, each once, in order of first appearance.

    Townships count only when printed after a county (`闽侯县洋里乡` yields both).
    """
    table = open_gazetteer()
    text = flat_text(text)
    found: dict[str, None] = {}
    after_place = 0
    for sign in _SIGN.finditer(text):
        end = sign.end()
        for start in range(max(end - _LONGEST, 0), end - 1):
            name = text[start:end]
            if name in _COMMON:
                continue
            unit = table.units_named(name) and len(name) >= 2
            if unit or (start == after_place and table.has_town(name)):
                found.setdefault(name, None)
                after_place = end
                break
        if len(found) >= MOST:
            break
    return tuple(found)


def flat_text(text: str) -> str:
    """Text without spaces and line breaks, at most `MOST_TEXT` characters of it."""
    parts = (flat(text[i : i + 100]) for i in range(0, min(len(text), MOST_TEXT), 100))
    return "".join(parts)
