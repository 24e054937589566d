"""The file of the ledger of outputs, before it is unpacked.

When nothing changed, a build needs of it only the head, and each output's path and signature once,
to look at the files. Unpacked, 240,000 outputs take 40 ms and twice the file's size.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from enum import IntEnum, auto
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct

from govreport_site.build import column_file
from govreport_site.build.column_file import Columns

MAGIC = b"govreport outputs 1\n"
NAME = "outputs"
SHA = 32

StoredFamilies = dict[str, tuple[tuple[str, ...], dict[str, bytes]]]


class Part(IntEnum):
    """The columns of the file, in their order."""

    HEAD = 0
    KINDS = auto()
    GROUPS = auto()
    LENGTHS = auto()
    INPUTS = auto()
    COUNTS = auto()
    PATHS = auto()
    DIGESTS = auto()
    SIZES = auto()
    MTIMES = auto()
    INODES = auto()


EACH_TARGET = {Part.KINDS: 2, Part.GROUPS: 4, Part.LENGTHS: 2, Part.COUNTS: 4}
EACH_OUTPUT = {Part.DIGESTS: SHA, Part.SIZES: 8, Part.MTIMES: 8, Part.INODES: 8}
"""Bytes that each takes in a column."""


class Head(Struct, frozen=True):
    """What the ledger keeps of the whole site."""

    plan_inputs: bytes
    own_list: tuple[int, int, int]
    """Signature of the site's list of its files: see `outputs_list`."""
    families: StoredFamilies
    kinds: list[str]
    groups: list[str]
    group_inputs: list[bytes]


NO_HEAD = Head(b"", (-1, -1, -1), {}, [], [], [])


class StoredOutputs(Struct, frozen=True):
    """A ledger of the right form, as it was read."""

    columns: Columns
    head: Head
    targets: int
    outputs: int

    def sound(self) -> bool:
        """Whether it is what was written: until that is known it may say anything."""
        return self.columns.sound()

    def column(self, part: Part) -> memoryview:
        return self.columns.view(part)

    def paths(self) -> Iterator[str]:
        return column_file.names_within(self.columns.data, *self.columns.spans[Part.PATHS])

    def shares(self, parts: int) -> list[Share]:
        """All outputs, in so many parts of about the same length, or fewer."""
        (start, stop), data = self.columns.spans[Part.PATHS], self.columns.data
        cuts = [start - 1]
        for part in range(1, parts):
            cut = data.find(b"\0", start + (stop - start) * part // parts, stop)
            cuts += [cut] if cut > cuts[-1] else []
        return [Share(self.columns, *span) for span in pairwise([*cuts, stop])]


class Share(Struct, frozen=True):
    """Outputs whose paths follow each other."""

    columns: Columns
    before: int
    """Where in the data the path before the first one ends."""
    stop: int
    """Where the last one ends."""

    def first(self) -> int:
        """Position of the first output."""
        start, _ = self.columns.spans[Part.PATHS]
        return self.columns.data.count(b"\0", start, max(start, self.before + 1))

    def rows(self, first: int) -> Iterator[tuple[str, int, int, int]]:
        """Path, size, time of change and file number of each output."""
        data, start = self.columns.data, self.before + 1
        if start == self.stop:
            return iter(())
        last = first + data.count(b"\0", start, self.stop) + 1
        numbers = [
            array("q", self.columns.view(part)[first * 8 : last * 8].tobytes())
            for part in (Part.SIZES, Part.MTIMES, Part.INODES)
        ]
        return zip(column_file.names_within(data, start, self.stop), *numbers, strict=True)


def read(folder: Path) -> StoredOutputs | None:
    """The ledger as the last build left it; None if there is none of this form. It is to be
    trusted only when it is `sound`."""
    columns = column_file.read(folder / NAME, MAGIC)
    if columns is None or len(columns.spans) != len(Part):
        return None
    targets, outputs = columns.length(Part.COUNTS) // 4, columns.length(Part.SIZES) // 8
    sizes = [(part, size * targets) for part, size in EACH_TARGET.items()]
    sizes += [(part, size * outputs) for part, size in EACH_OUTPUT.items()]
    if any(columns.length(part) != size for part, size in sizes):
        return None
    try:
        head = msgspec.msgpack.decode(columns.view(Part.HEAD), type=Head)
    except msgspec.MsgspecError:
        return None
    return StoredOutputs(columns, head, targets, outputs)
