"""What the last run left: which report, in which state, stands in which segment.

The state only saves work. Without it, or when it does not fit the site, everything is built.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

VERSION = 1
"""Raised whenever the same reports would give other bytes."""


BESIDE = -1
"""Offset of a segment beside the bases."""


class Segment(msgspec.Struct, array_like=True):
    """A segment that is in the site: a base, or one beside the bases that came later."""

    folder: str
    """Name of its folder: a hash of everything in it."""
    offset: int
    """Reports in the bases before it, or BESIDE."""
    urls: list[str]
    """Its reports by number."""
    digests: list[str]
    dead: list[int]
    """Numbers of the reports that have since changed or gone, sorted."""

    def live(self) -> list[str]:
        gone = set(self.dead)
        return [url for number, url in enumerate(self.urls) if number not in gone]


class State(msgspec.Struct, array_like=True):
    """All segments, and the digest of the manifest that names them."""

    version: int = VERSION
    manifest: str = ""
    segments: list[Segment] = []


def load(path: Path, manifest: Path) -> State:
    """The state kept at `path`, or an empty one when there is none, when it is of another version
    or damaged, or when the site's manifest is not the one it describes."""
    try:
        state = msgspec.msgpack.decode(path.read_bytes(), type=State)
        found = hashlib.sha256(manifest.read_bytes()).hexdigest()
    except (OSError, msgspec.DecodeError):
        return State()
    folders = all((manifest.parent / segment.folder).is_dir() for segment in state.segments)
    fits = state.version == VERSION and state.manifest == found and folders
    return state if fits else State()


def save(path: Path, state: State) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.msgpack.encode(state))
    fresh.replace(path)
