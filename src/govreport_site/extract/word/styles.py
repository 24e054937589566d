"""Word's paragraph styles: which are headings, and which carry an automatic number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from govreport_site.extract.word.xml import attribute, name_of

_HEADING: Final = re.compile(r"(?:heading|标题)\s{0,2}([1-9])", re.I)
_TITLES: Final = frozenset(["title", "标题"])
_DEPTH: Final = 12
"""Word allows styles to build on each other 11 deep."""


class Style(Struct, frozen=True):
    """What a paragraph takes from its style, or from its own properties."""

    heading: int = 0
    """1–6, or 0."""
    list_id: str = ""
    list_level: int = 0
    base: str = ""


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """The paragraph styles by id, each with what it inherits."""
    if root is None:
        return {}
    raw = {}
    for element in root:
        if name_of(element) == "style":
            raw[attribute(element, "styleId")] = _own(element)
    return {key: _inherited(key, raw) for key in raw}


def _own(element: etree._Element) -> Style:
    style = Style()
    for child in element:
        name = name_of(child)
        value = attribute(child, "val")
        if name == "name":
            style = replace(style, heading=style.heading or _heading(value))
        elif name == "basedOn":
            style = replace(style, base=value)
        elif name == "pPr":
            style = _with_properties(style, child)
    return style


def _heading(name: str) -> int:
    if name.lower() in _TITLES:
        return 1
    found = _HEADING.fullmatch(name)
    return min(int(found[1]), 6) if found else 0


def _inherited(key: str, raw: Mapping[str, Style]) -> Style:
    style = raw[key]
    base = style.base
    for _ in range(_DEPTH):
        parent = raw.get(base)
        if parent is None:
            break
        style = replace(
            style,
            heading=style.heading or parent.heading,
            list_id=style.list_id or parent.list_id,
            list_level=style.list_level or (0 if style.list_id else parent.list_level),
        )
        base = parent.base
    return style


def paragraph_style(paragraph: etree._Element, styles: Mapping[str, Style]) -> Style:
    """The style of a paragraph, its own properties winning over those of the named style."""
    for properties in paragraph:
        if name_of(properties) == "pPr":
            named = next((attribute(e, "val") for e in properties if name_of(e) == "pStyle"), "")
            return _with_properties(styles.get(named, Style()), properties)
    return Style()


def _with_properties(style: Style, properties: etree._Element) -> Style:
    for element in properties:
        name = name_of(element)
        if name == "outlineLvl":
            level = attribute(element, "val")
            if level.isdigit() and int(level) < 6:
                style = replace(style, heading=int(level) + 1)
        elif name == "numPr":
            style = _with_list(style, {name_of(e): attribute(e, "val") for e in element})
    return style


def _with_list(style: Style, values: Mapping[str, str]) -> Style:
    """The style in another list or level; list 0 means none (ECMA-376 part 1, 17.9.18)."""
    list_id = values.get("numId", style.list_id)
    level = values.get("ilvl", "")
    return replace(
        style,
        list_id="" if list_id == "0" else list_id,
        list_level=int(level) if level.isdigit() else style.list_level,
    )
