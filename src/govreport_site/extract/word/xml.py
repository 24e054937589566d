"""Names and attributes of WordprocessingML without their namespaces.

The strict flavour of the format (ISO 29500) has other namespaces and the same names.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def name_of(element: etree._Element) -> str:
    """The tag's local name; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The attribute with that local name, or ""."""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The child elements with that local name."""
    return (element for element in parent if name_of(element) == name)


def value_of(parent: etree._Element, name: str) -> str | None:
    """The `val` attribute of the first child with that name, or None without such a child."""
    return next((attribute(element, "val") for element in children(parent, name)), None)
