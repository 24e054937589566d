"""The roles of a head's lines while they are being given."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from govreport_site.model import Removed
from govreport_site.parse.labels import CHROME_FIELDS, Field
from govreport_site.parse.lines import Line
from govreport_site.parse.titles import is_title

BARS = " \t|│┃｜"
BULLETS = " \t•·*●■◆-–—○◎▪"


class Entry(Struct, frozen=True):
    """One piece of header metadata, as printed."""

    label: str
    """With its separator; "" when the page prints none."""
    value: str
    field: Field | None
    """What the label names; None for a value without label."""
    line: int


class Draft(Struct):
    """The roles given so far, by line index."""

    lines: Sequence[Line]
    entries: dict[int, list[Entry]] = field(default_factory=dict)
    removed: dict[int, list[Removed]] = field(default_factory=dict)
    blank_label: dict[int, bool] = field(default_factory=dict)
    """Whether the last label of the line has no value on it."""

    def free(self, index: int) -> bool:
        """True while the line has no role."""
        return index not in self.entries and index not in self.removed

    def entry(self, index: int, label: str, value: str, name: Field | None) -> None:
        """Metadata printed on the line; chrome such as a counter is removed, and a title without
        label is known by its words."""
        if name in CHROME_FIELDS and name is not None:
            self.remove(index, f"{label}{value}", name)
            return
        if name is None and not label and is_title(value):
            name = "title"
        number = self.lines[index].number
        self.entries.setdefault(index, []).append(Entry(label, value, name, number))

    def remove(self, index: int, text: str, reason: str) -> None:
        """Text of the line that is not the report's; empty text only takes the line."""
        kept = self.removed.setdefault(index, [])
        if text:
            kept.append(Removed(text, reason, self.lines[index].number))
