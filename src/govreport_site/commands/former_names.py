"""The names that places had, asked of the table of places once and kept from build to build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from govreport_site.archive import Archive, Entry
from govreport_site.build.workers import Workers
from govreport_site.reportfile import store
from govreport_site.site.history import names_of
from govreport_site.site.relatives import Formerly

NAME = "names"
"""The file below the ledger."""
MANY = 200
"""From so many new places on they are asked for in a process of their own."""
CHUNK = 64

Names = tuple[Formerly, ...]
Place = tuple[Entry, int]
"""A report, and the depth of a place in its address."""


class FormerNames:
    """A `site.plan.History` with a memory: opening the table for one place takes longer than making
    the whole page. What another program wrote down is asked anew."""

    def __init__(self, ledger: Path, code: bytes) -> None:
        self._path, self._code = ledger / NAME, code
        self._known, self._new = self._load(), False

    def _load(self) -> dict[bytes, Names]:
        try:
            kept = msgspec.msgpack.decode(
                self._path.read_bytes(), type=tuple[bytes, dict[bytes, Names]]
            )
        except (FileNotFoundError, msgspec.DecodeError):
            return {}
        code, known = kept
        return known if code == self._code else {}

    def __call__(self, entry: Entry, depth: int) -> Names:
        key = _key(entry, depth)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = names_of(entry, depth)
            self._new = True
        return found

    def ask_for_all(self, tree: Archive) -> None:
        """Asks for every place of the tree that is new. Many are asked for in a process that ends
        when it has answered: the table is 13 MB, which a build needs for other things."""
        new = [place for place in _places(tree) if _key(*place) not in self._known]
        if len(new) < MANY:
            return
        helper = Workers(1)
        try:
            chunks = (new[at : at + CHUNK] for at in range(0, len(new), CHUNK))
            for answers in helper.map(_answer, chunks):
                self._known.update(answers)
        finally:
            helper.close()
        self._new = True

    def save(self) -> None:
        """Writes down what was asked. Raises StorageError."""
        if self._new:
            store.replace(self._path, msgspec.msgpack.encode((self._code, self._known)))


def _places(tree: Archive) -> Iterator[Place]:
    for folder in tree.folders.values():
        if folder.kind == "place":
            yield next(folder.below()), folder.path.count("/") + 1


def _key(entry: Entry, depth: int) -> bytes:
    words = (entry.levels[:depth], *entry.names[:depth], *entry.slugs[:depth])
    return "\0".join(words).encode()


def _answer(places: Sequence[Place]) -> dict[bytes, Names]:
    return {_key(*place): names_of(*place) for place in places}
