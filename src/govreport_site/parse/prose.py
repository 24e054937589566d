"""Where a page's head ends: the lines that only the text of a report prints."""

from __future__ import annotations

import re

from govreport_site.parse.fold import fold, squeeze
from govreport_site.parse.labels import label_name
from govreport_site.parse.titles import is_headline, is_title

_LEAD = re.compile(
    r"(?:本(?:年度报告|年报|报告|年度|机关)|根据|按照|依据|遵照|为(?:认真|进一步|深入|全面|贯彻|切实|做好|了|更好|推进|落实)|"
    r"现(?:将|就|公布|向|予)|特(?:向|编制)|(?:19|20)\d\d年(?:以来|度)?[,，]|一年来|近年来|今年|去年|在.{2,20}领导下|由.{2,20}编制|"
    r"我(?:局|镇|乡|县|市|区|街道|办|委|厅|院|省|校|中心|单位))"
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s{0,6}[、.,]|第[一二三四五六]部分|第一[,、章]|\(一\)|"
    r"[、.]\s{0,3}[㐀-鿿]|1[、.]\s{0,3}[㐀-鿿]|一\s{1,4}[㐀-鿿])"
)
_BODY_WORDS = frozenset(
    {
        *("引言", "前言", "导言", "概述", "概况", "工作概述", "总体概况", "编制说明"),
        *("总体情况", "基本情况", "总体工作情况", "政府信息公开总体情况", "主动公开政府信息情况"),
    }
)
_ENOUGH = 600
"""Characters that tell a line of prose from a line of a header."""
_ADDRESSEE = re.compile(r"[㐀-鿿()、,·]{3,60}:")


def is_body(text: str) -> bool:
    """True for a line that cannot stand in a header: prose, a heading, an addressee."""
    text = text[:_ENOUGH]
    if is_title(text) or is_headline(text):
        return False
    folded, squeezed = fold(text).strip(), squeeze(text)
    if _HEADING.match(folded) or squeezed in _BODY_WORDS:
        return True
    if _ADDRESSEE.fullmatch(squeezed) and label_name(text) is None:
        return True
    if len(squeezed) >= 12 and _LEAD.match(squeezed):
        return True
    return len(squeezed) >= 40 and ("。" in squeezed or squeezed.count(",") >= 3)
