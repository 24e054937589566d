"""The two halves of a report's row in the file where a scan leaves them: the light one, which every
build reads, and the details, which stay there until a page or an export needs them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from govreport_site.errors import storage_errors

if TYPE_CHECKING:
    from govreport_site.archive import Details, Entry

_LENGTH = 4
"""Bytes that tell how long the light half is; the other half follows it."""


def joined(light: bytes, details: bytes) -> bytes:
    """A row of two halves."""
    return b"".join((len(light).to_bytes(_LENGTH, "little"), light, details))


def light_half(row: bytes) -> memoryview:
    """The first half of a row, not copied."""
    return memoryview(row)[_LENGTH : _LENGTH + int.from_bytes(row[:_LENGTH], "little")]


class DetailsFile:
    """Reads the other half of a light row from the file in which a scan left it."""

    def __init__(self, rows: Path) -> None:
        """`rows` is the scan's `rows_file`. It is opened for the first report."""
        from govreport_site.archive import Details

        self._decode = msgspec.msgpack.Decoder(Details).decode
        self._rows = rows

    @cached_property
    def _file(self) -> BinaryIO:
        return self._rows.open("rb", buffering=0)

    def __call__(self, entry: Entry) -> Details:
        """Raises StorageError."""
        return self.read(entry.at, entry.size)

    def read(self, at: int, size: int) -> Details:
        """The same from a row's `at` and `size`."""
        with storage_errors():
            self._file.seek(at)
            return self._decode(self._file.read(size))

    def __del__(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()
