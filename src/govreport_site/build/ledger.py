"""The ledger of outputs: for each target its digests, and for each file its bytes' digest.

Kept as columns, in the file and in memory: a hundred thousand outputs are a few arrays, and what
did not change is carried over by the run, at the speed of a copy.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain, repeat
from pathlib import Path

import msgspec
from msgspec import Struct, field

from govreport_site.build import column_file, stored_outputs
from govreport_site.build.stored_outputs import (
    MAGIC,
    NAME,
    SHA,
    Head,
    Part,
    StoredFamilies,
    StoredOutputs,
)
from govreport_site.build.targets import Family

NO_GROUP = -1

COLUMNS = (
    "kind_of", "group_of", "inputs", "counts", "paths", "digests", "sizes", "mtimes", "inodes"
)  # fmt: skip
"""Fields of a ledger that have a value for each target or output."""


class Record(msgspec.Struct, frozen=True, gc=False):
    """What the ledger keeps of one target."""

    kind: str
    group: str
    """Name of its group; "" for none."""
    inputs: bytes
    paths: tuple[str, ...]
    digests: tuple[bytes, ...]
    signatures: tuple[tuple[int, int, int], ...]


class OutputLedger(Struct):
    """Columns: one value a target, or one an output, where targets' outputs follow each other."""

    plan_inputs: bytes = b""
    own_list: tuple[int, int, int] = (-1, -1, -1)
    """Signature of the site's list of its files: see `outputs_list`."""
    families: StoredFamilies = field(default_factory=dict)
    groups: dict[str, bytes] = field(default_factory=dict)
    kind_of: list[str] = field(default_factory=list)
    group_of: list[str] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)
    counts: array[int] = field(default_factory=lambda: array("i"))
    paths: list[str] = field(default_factory=list)
    digests: bytearray = field(default_factory=bytearray)
    sizes: array[int] = field(default_factory=lambda: array("q"))
    mtimes: array[int] = field(default_factory=lambda: array("q"))
    inodes: array[int] = field(default_factory=lambda: array("q"))

    def starts(self) -> list[int]:
        """Position of each target's first output."""
        return list(accumulate(self.counts, initial=0))[:-1]

    def digest(self, position: int) -> bytes:
        """sha256 of the output at a position."""
        return bytes(self.digests[position * SHA : (position + 1) * SHA])

    def spread(self, values: Iterable[int]) -> list[int]:
        """One value a target → the same for each of its outputs."""
        return list(chain.from_iterable(map(repeat, values, self.counts)))

    def kept(self, live: bytes | bytearray) -> OutputLedger:
        """The targets flagged live."""
        ends = [*self.starts(), len(self.paths)]
        ledger = OutputLedger()
        for start, stop in _runs(live):
            ledger._take(self, slice(start, stop), slice(ends[start], ends[stop]))
        return ledger

    def extend(self, other: OutputLedger) -> None:
        """Adds all targets of another ledger. Those of a first build are taken as they are, not
        held twice: neither ledger may be added to afterwards."""
        if self.counts:
            self._take(other, slice(None), slice(0, len(other.paths)))
            return
        for column in COLUMNS:
            setattr(self, column, getattr(other, column))

    def _take(self, other: OutputLedger, targets: slice, outputs: slice) -> None:
        self.kind_of += other.kind_of[targets]
        self.group_of += other.group_of[targets]
        self.inputs += other.inputs[targets]
        self.counts += other.counts[targets]
        self.paths += other.paths[outputs]
        self.digests += other.digests[outputs.start * SHA : outputs.stop * SHA]
        self.sizes += other.sizes[outputs]
        self.mtimes += other.mtimes[outputs]
        self.inodes += other.inodes[outputs]

    def append(self, record: Record) -> None:
        """Adds one target. As columns a target takes a quarter of a record's memory."""
        self.kind_of.append(record.kind)
        self.group_of.append(record.group)
        self.inputs.append(record.inputs)
        self.counts.append(len(record.paths))
        self.paths += record.paths
        for size, mtime, inode in record.signatures:
            self.sizes.append(size)
            self.mtimes.append(mtime)
            self.inodes.append(inode)
        self.digests += b"".join(record.digests)

    def save(self, folder: Path) -> None:
        """Replaces the ledger in `.govreport/` durably."""
        kinds = {kind: i for i, kind in enumerate(dict.fromkeys(self.kind_of))}
        groups = {name: i for i, name in enumerate(self.groups)} | {"": NO_GROUP}
        head = Head(
            self.plan_inputs,
            self.own_list,
            self.families,
            list(kinds),
            list(self.groups),
            list(self.groups.values()),
        )
        columns: list[column_file.Column] = [
            msgspec.msgpack.encode(head),
            array("H", map(kinds.__getitem__, self.kind_of)).tobytes(),
            array("i", map(groups.__getitem__, self.group_of)).tobytes(),
            array("H", map(len, self.inputs)).tobytes(),
            b"".join(self.inputs),
            self.counts.tobytes(),
            column_file.join_names(self.paths),
            # As they are: of 240,000 outputs, copies of these are 13 MB.
            self.digests,
            *(memoryview(column).cast("B") for column in (self.sizes, self.mtimes, self.inodes)),
        ]
        column_file.save(folder / NAME, MAGIC, columns)


def unpack(stored: StoredOutputs) -> OutputLedger:
    """The columns of a file, in the form that can be changed."""
    head, column = stored.head, stored.column
    names = [*head.groups, ""]
    return OutputLedger(
        plan_inputs=head.plan_inputs,
        own_list=head.own_list,
        families=head.families,
        groups=dict(zip(head.groups, head.group_inputs, strict=True)),
        kind_of=[head.kinds[i] for i in _array("H", column(Part.KINDS))],
        group_of=[names[i] for i in _array("i", column(Part.GROUPS))],
        inputs=list(_cut(bytes(column(Part.INPUTS)), _array("H", column(Part.LENGTHS)))),
        counts=_array("i", column(Part.COUNTS)),
        paths=list(stored.paths()),
        digests=bytearray(column(Part.DIGESTS)),
        sizes=_array("q", column(Part.SIZES)),
        mtimes=_array("q", column(Part.MTIMES)),
        inodes=_array("q", column(Part.INODES)),
    )


def load(folder: Path) -> OutputLedger | None:
    """The ledger as the last build left it; None if there is none that can be trusted."""
    stored = stored_outputs.read(folder)
    return unpack(stored) if stored is not None and stored.sound() else None


def outputs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of the built site with its sha256, as the last build recorded them."""
    stored = stored_outputs.read(folder)
    if stored is not None and stored.sound():
        yield from zip(stored.paths(), _equal_parts(stored.column(Part.DIGESTS)), strict=True)


def stored(families: Mapping[str, Family]) -> StoredFamilies:
    """The families in the form that the ledger keeps and compares."""
    return {kind: (family.inputs, dict(family.shared)) for kind, family in families.items()}


def _runs(flags: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Where flags that are set begin and end: what is carried over is copied by the run."""
    stop = 0
    while (start := flags.find(1, stop)) >= 0:
        stop = flags.find(0, start)
        stop = stop if stop >= 0 else len(flags)
        yield start, stop


def _array(code: str, column: memoryview) -> array[int]:
    values = array(code)
    values.frombytes(column)
    return values


def _equal_parts(digests: memoryview) -> Iterator[bytes]:
    return (bytes(digests[at : at + SHA]) for at in range(0, len(digests), SHA))


def _cut(column: bytes, lengths: Iterable[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield column[start : start + length]
        start += length
