"""Why a file is rendered or removed, in the words of `build --explain`."""

from __future__ import annotations

from collections.abc import Mapping

from govreport_site.build.targets import DIGEST_SIZE

NEW = "new"
FORCED = "forced by --clean"
OTHER_FILES = "its list of files changed"
OTHER_KIND = "its kind of page changed"
MISSING = "output missing"
ALTERED = "output altered"
GONE = "gone: nothing in the archive makes it any more"

StoredFamily = tuple[tuple[str, ...], Mapping[str, bytes]]


def family_reason(old: StoredFamily | None, new: StoredFamily) -> str:
    """What every target of a family must be rendered for: its first input that changed, or ""."""
    if old is None or old == new:
        return ""
    shared_before, shared_now = old[1], new[1]
    for name, digest in shared_now.items():
        if shared_before.get(name) != digest:
            return f"{name} changed"
    for name in shared_before:
        if name not in shared_now:
            return f"{name} no longer used"
    return "the list of its inputs changed"


def input_reason(names: tuple[str, ...], old: bytes, new: bytes) -> str:
    """The first of a target's own inputs that changed."""
    for number, name in enumerate(names):
        part = slice(number * DIGEST_SIZE, (number + 1) * DIGEST_SIZE)
        if old[part] != new[part]:
            return f"{name} changed"
    return "the list of its inputs changed"
