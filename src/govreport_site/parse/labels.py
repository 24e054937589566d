"""The labels of page headers (`labels.toml`), and where they stand in a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from govreport_site.parse.fold import fold

Field = Literal[
    "index",
    "number",
    "published",
    "generated",
    "moment",
    "title",
    "issuer",
    "source",
    "other",
    "counter",
    "font",
    "share",
    "print",
]

CHROME_FIELDS = frozenset({"counter", "font", "share", "print"})

_DATA = tomllib.loads(
    files("govreport_site.parse").joinpath("labels.toml").read_text(encoding="utf-8")
)
LABELS: Mapping[str, Field] = {
    name: field for field, names in _DATA["fields"].items() for name in names
}
"""Every label and what it names: `counter` to `print` name no metadata at all."""
STRONG = frozenset(_DATA["bare"]["names"])
"""Labels that may stand without a separator."""


class Label(Struct, frozen=True):
    """One label in a line: its field, and the half-open span of it with its separator."""

    name: str
    field: Field
    start: int
    end: int
    separated: bool
    """True when a colon or a bar stands between the label and its value."""


_READING = r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüê]{1,6}\)"
_GAP = rf"(?:{_READING})?\s{{0,12}}"


def _spaced(name: str) -> str:
    return _GAP.join(re.escape(c) for c in name)


_NAMES = sorted(LABELS, key=len, reverse=True)
_LABEL = re.compile(
    r"(?P<open>[\[(]\s{0,2})?(?P<name>" + "|".join(map(_spaced, _NAMES)) + r")"
    r"(?(open)(?P<close>\s{0,3}[\])])?)(?P<mark>\s{0,6}[:|]+)?"
)
_LONGEST_LINE = 1500


def find_labels(text: str) -> tuple[Label, ...]:
    """The labels of a header line, left to right.

    A label needs a separator unless it is a strong one and a label line it stands in: at the start
    of the line or of a cell, after white space, or right after another label or its value.
    """
    folded = fold(text[:_LONGEST_LINE])
    found = [_label(m) for m in _LABEL.finditer(folded)]
    separated = [f for f in found if f.separated]
    strong = [f for f in found if f.name in STRONG]
    bare_allowed = len(strong) >= 2 or (len(strong) == 1 and not separated)
    return tuple(f for f in found if f.separated or (bare_allowed and _bare(f, folded, found)))


def label_name(text: str) -> str | None:
    """The label that a whole cell or line consists of, with or without its separator; else None."""
    folded = "".join(fold(text[:60]).split()).strip("[]()•*·●■◆-").rstrip(":|")
    return folded if folded in LABELS else None


def _label(match: re.Match[str]) -> Label:
    start, printed = match.start("name"), match["name"]
    name = _clean(printed)
    last_gap = max(printed.rfind(" "), printed.rfind("\t"))
    if last_gap > 0 and _clean(printed[last_gap:]) in LABELS:
        # `政务信息 发布机构:` ends a value and begins a label; it is no `信息发布机构`.
        name, start = _clean(printed[last_gap:]), start + last_gap + 1
    elif match["open"]:
        start = match.start()
    framed = match["open"] is not None and match["close"] is not None
    return Label(name, LABELS[name], start, match.end(), match["mark"] is not None or framed)


def _clean(printed: str) -> str:
    return "".join(re.sub(_READING, "", printed).split())


def _bare(label: Label, folded: str, found: list[Label]) -> bool:
    """True when a strong label without separator stands where a label may stand."""
    if label.name not in STRONG:
        return False
    if folded[label.start : label.end].strip() != folded[label.start : label.end]:
        return False
    before = folded[: label.start]
    touches = any(f.end == label.start for f in found)
    digit_before = before[-1:].isdigit()
    return not before.strip(" \t•*·●■◆-|") or before[-1:] in " \t|•·" or touches or digit_before
