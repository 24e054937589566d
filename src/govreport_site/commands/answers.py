"""Answers kept from build to build, each under the words or digests that it stands on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from govreport_site.reportfile import store

T = TypeVar("T")


class Answers(Generic[T]):
    """What was answered before by the same program; anything else is asked anew."""

    def __init__(self, path: Path, code: bytes, kind: type[T]) -> None:
        self._path, self._code = path, code
        self._decoder = msgspec.msgpack.Decoder(tuple[bytes, dict[bytes, kind]])  # type: ignore[valid-type]
        self._known = self._load()
        self._asked: dict[bytes, T] = {}

    def _load(self) -> dict[bytes, T]:
        try:
            code, known = self._decoder.decode(self._path.read_bytes())
        except (FileNotFoundError, msgspec.DecodeError):
            return {}
        return known if code == self._code else {}

    def to(self, key: bytes, answer: Callable[[], T]) -> T:
        """The answer known under the key, else what `answer` gives."""
        found = self._known.get(key)
        if found is None:
            found = answer()
        self._asked[key] = found
        return found

    def save(self, *, forget: bool) -> None:
        """Writes them down if that changes anything; `forget` drops what was not asked for."""
        kept = self._asked if forget else self._known | self._asked
        if kept.keys() != self._known.keys():
            store.replace(self._path, msgspec.msgpack.encode((self._code, kept)))
