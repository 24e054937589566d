"""What the last run left: which report, in which state, stands in which segment.

The state only saves work. Without it, or when it does not fit the site, everything is built.
`index.msgpack` is small and replaced by every run; beside it each segment has a roll of its reports and
a list of its files, which never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from govreport_site.search import roll
from govreport_site.search.roll import Roll

FOLDER = "search/data"
"""Where the index lies below the site."""
MANIFEST = "manifest.js"
VERSION = 3
"""Raised whenever the same reports would give other bytes."""
NAME = "index.msgpack"
BESIDE = -1
"""Offset of a segment beside the bases."""


class Segment(msgspec.Struct, array_like=True, frozen=True):
    """A segment that is in the site: a base, or one beside the bases that came later."""

    folder: str
    """Name of its folder: a hash of everything in it."""
    offset: int
    """Reports in the bases before it, or BESIDE."""
    reports: int
    dead: tuple[int, ...]
    """Numbers of the reports that have since changed or gone, sorted."""

    @property
    def live(self) -> int:
        return self.reports - len(self.dead)


class State(msgspec.Struct, array_like=True, frozen=True):
    """All segments, and the digest of the manifest that names them."""

    version: int = VERSION
    manifest: bytes = b""
    """sha256."""
    inputs: str = ""
    """What the caller said the index was made of."""
    segments: tuple[Segment, ...] = ()
    shared: dict[str, bytes] = {}
    """sha256 of what stands beside the segments: the folding tables."""


class Shelf:
    """Where the state lies: a folder that may be deleted at any time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._rolls: dict[str, Roll] = {}

    def load(self, manifest: Path) -> State:
        """The state, or an empty one when there is none, when it is of another version or
        damaged, or when the site's manifest is not the one it describes."""
        try:
            state = self.read()
            found = hashlib.sha256(manifest.read_bytes()).digest()
            lengths = [len(self.roll(segment.folder)) for segment in state.segments]
        except (OSError, ValueError):
            return State()
        fits = state.manifest == found
        whole = lengths == [segment.reports for segment in state.segments] and all(
            (manifest.parent / s.folder).is_dir() and self._files(s.folder).is_file()
            for s in state.segments
        )
        return state if fits and whole else State()

    def read(self) -> State:
        """The state whatever the site is; an empty one when there is none of this version. Raises
        OSError when it cannot be read: then the index must not pass for none."""
        try:
            state = msgspec.msgpack.decode((self._cache / NAME).read_bytes(), type=State)
        except (FileNotFoundError, msgspec.DecodeError):
            return State()
        return state if state.version == VERSION else State()

    def roll(self, folder: str) -> Roll:
        if folder not in self._rolls:
            self._rolls[folder] = Roll(self._cache / f"{folder}.roll")
        return self._rolls[folder]

    def keep(
        self, folder: str, keys: Sequence[str], digests: Sequence[str], files: dict[str, bytes]
    ) -> None:
        """Note a new segment: its reports in order, and the sha256 of each of its files."""
        self._rolls.pop(folder, None)
        _replace(self._files(folder), msgspec.msgpack.encode(files))
        roll.write(self._cache / f"{folder}.roll", keys, digests)

    def files(self, folder: str) -> dict[str, bytes]:
        """Path inside the segment's folder → sha256, dead texts included."""
        data = self._files(folder).read_bytes()
        return msgspec.msgpack.decode(data, type=dict[str, bytes])

    def _files(self, folder: str) -> Path:
        return self._cache / f"{folder}.files"

    def save(self, state: State) -> None:
        """Replace the state, then forget the segments that it no longer names."""
        _replace(self._cache / NAME, msgspec.msgpack.encode(state))
        known = {segment.folder for segment in state.segments}
        for path in self._cache.iterdir():
            if path.suffix in {".roll", ".files"} and path.stem not in known:
                path.unlink()


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)


def made_of(data: Path, cache: Path) -> str:
    """The `inputs` of the run that made the index in that folder; "" when there is none, or one
    that the state does not know."""
    return Shelf(cache).load(data / MANIFEST).inputs


def files_of(cache: Path) -> dict[str, bytes]:
    """Path below `FOLDER` → sha256 of every file of the index; empty when there is none."""
    # Only here: a build that finds the index as it is need not write a file of it; 3 ms of a start.
    from govreport_site.search.folder import numbered

    shelf = Shelf(cache)
    state = shelf.read()
    found = {MANIFEST: state.manifest, **state.shared} if state.segments else {}
    for segment in state.segments:
        gone = {numbered("t", number) for number in segment.dead}
        files = shelf.files(segment.folder).items()
        found |= {f"{segment.folder}/{name}": digest for name, digest in files if name not in gone}
    return found


def build_anew(cache: Path) -> None:
    """Make the next run write every segment again, so that no letter of a report that left it
    stays; until then the files are still known for what they are. Raises OSError."""
    for path in cache.glob("*.roll"):
        path.unlink()
