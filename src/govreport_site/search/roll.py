"""The reports of one segment by number, kept beside the ledger so that few can be looked up.

An archive of 50,000 reports has a roll of 6 MB: 2 ms to read, and nothing in it is decoded but what is
looked up.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from govreport_site.search.records import SearchRecord, SearchSource

NUMBER = 8
"""Bytes of each number in the file."""


class Roll:
    """Order keys and digests, numbered as in the segment."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or ValueError where there is no such file."""
        self._path = path
        with path.open("rb") as file:
            numbers = array("Q", file.read(3 * NUMBER))
            length = file.seek(0, os.SEEK_END)
        self._count, self._width, size = numbers
        self._ends = 3 * NUMBER
        self._digests = self._ends + NUMBER * (self._count + 1)
        self._keys = self._digests + self._width * self._count
        if self._keys + size != length:
            raise ValueError(f"{path}: {length} bytes, {self._keys + size} announced")

    @cached_property
    def _data(self) -> bytes:
        return self._path.read_bytes()

    def _number(self, n: int) -> int:
        return int.from_bytes(self._data[n * NUMBER : (n + 1) * NUMBER], sys.byteorder)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        """The order key of a report. Raises IndexError, so that `bisect` works on a roll."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        at = self._ends // NUMBER + number
        return self._data[self._keys + self._number(at) : self._keys + self._number(at + 1)]

    def digest(self, number: int) -> str:
        at = self._digests + number * self._width
        return self._data[at : at + self._width].decode("ascii")

    def source(self, number: int) -> SearchSource:
        """All that is known of a report but how to load it."""
        *slugs, _, year, url = self[number].decode("utf-8", "surrogatepass").split("\x01")
        return SearchSource(url, self.digest(number), tuple(slugs), int(year) or None, _not_here)

    def find(self, url: str) -> int | None:
        """The number of the report at that address."""
        wanted = b"\x01" + url.encode("utf-8", "surrogatepass")
        at = self._data.find(wanted, self._keys)
        while at >= 0:
            number = self._ending(at + len(wanted) - self._keys)
            if number is not None and self[number].rpartition(b"\x01")[2] == wanted[1:]:
                return number
            at = self._data.find(wanted, at + 1)
        return None

    def _ending(self, end: int) -> int | None:
        """The report whose key ends there."""
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._number(self._ends // NUMBER + middle + 1) < end:
                low = middle + 1
            else:
                high = middle
        found = low < self._count and self._number(self._ends // NUMBER + low + 1) == end
        return low if found else None

    def items(self) -> Iterator[tuple[str, str]]:
        """(address, digest) of every report, in order."""
        ends = array("Q", self._data[self._ends : self._digests])
        keys = self._data[self._keys :]
        for number, (low, high) in enumerate(pairwise(ends)):
            yield (
                keys[low:high].rpartition(b"\x01")[2].decode("utf-8", "surrogatepass"),
                self.digest(number),
            )


def _not_here() -> SearchRecord | bytes:
    raise LookupError("a roll holds no texts")


def write(path: Path, keys: Sequence[str], digests: Sequence[str]) -> None:
    """Keep the reports of a segment. Digests are ASCII and equally long."""
    encoded = [key.encode("utf-8", "surrogatepass") for key in keys]
    packed = "".join(digests).encode("ascii")
    width = len(digests[0]) if digests else 0
    if len(packed) != width * len(keys):
        raise ValueError("digests of different lengths")
    ends = array("Q", [0])
    for key in encoded:
        ends.append(ends[-1] + len(key))
    head = array("Q", (len(keys), width, ends[-1])).tobytes()
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(head + ends.tobytes() + packed + b"".join(encoded))
    fresh.replace(path)
