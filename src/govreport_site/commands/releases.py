"""A published folder: releases side by side, and one link that says which one is read.

    target/govreport-releases.json   what makes the folder ours
    target/releases/000042-5f0c…/    one whole site, never changed once it is there
    target/current -> releases/000042-5f0c…

A reader resolves `current` to one release; switching it is one rename, so nobody sees half of one
and half of another. Files that did not change are hard links into the release before.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.errors import GovreportError, Location, storage_errors
from govreport_site.reportfile import store
from govreport_site.reportfile.manifest import digest_of, files_below

MARKER = "govreport-releases.json"
CURRENT = "current"
RELEASES = "releases"
RELEASE_NAME = re.compile(r"\d{6}-[0-9a-f]{12}")
_OURS = {MARKER, CURRENT, RELEASES}


class Changes(Struct, frozen=True):
    """What publishing would change, as paths below the site."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def dropped_pages(self) -> tuple[str, ...]:
        """Published pages that would no longer be there."""
        return tuple(path for path in self.removed if path.endswith(".html"))


def digest_of_site(files: Mapping[str, str]) -> str:
    """One digest for a whole site: of its paths and the digests of its files."""
    listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode("utf-8", "surrogateescape")).hexdigest()


def files_of(site: Path) -> dict[str, str]:
    """Path → sha256 of every file below a folder; links are not followed and not listed.

    Raises OSError for what cannot be read.
    """
    paths = (path for path in files_below(site) if not (site / path).is_symlink())
    return {path: digest_of(site / path) for path in paths}


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """What changes from one site to the next."""
    both = before.keys() & after.keys()
    return Changes(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(path for path in both if before[path] != after[path])),
        tuple(sorted(before.keys() - after.keys())),
    )


class ReleaseFolder:
    """A folder that is published to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def refuse_foreign(self) -> None:
        """Raises GovreportError when the folder holds what this program did not put there."""
        if not self.root.exists():
            return
        names = {e.name for e in self.root.iterdir() if not e.name.endswith(store.PENDING)}
        foreign = sorted(names - _OURS)
        if foreign or (names and MARKER not in names):
            listed = ", ".join(foreign[:5]) or "no " + MARKER
            raise GovreportError(
                f"the target holds files that are not ours ({listed}); "
                "name an empty folder, or one that was published to before",
                Location(str(self.root)),
            )

    def names(self) -> list[str]:
        """Names of the releases, oldest first."""
        folder = self.root / RELEASES
        found = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
        return sorted(name for name in found if RELEASE_NAME.fullmatch(name))

    def current(self) -> str | None:
        """Name of the release that is read now."""
        link = self.root / CURRENT
        return link.readlink().name if link.is_symlink() else None

    def published(self) -> dict[str, str]:
        """Path → sha256 of the files that are read now."""
        name = self.current()
        return files_of(self.root / RELEASES / name) if name else {}

    def add(self, site: Path, files: Mapping[str, str], published: Mapping[str, str]) -> str:
        """Copy a site into a release of its own and switch to it; the release's name. What is the
        same as in `published`, the files that are read now, is linked.

        Killed at any moment, `current` is whole: the old release or the new one.
        """
        with storage_errors():
            # The marker first: whatever else a killed run left in the folder is then known for ours.
            if not (self.root / MARKER).exists():
                store.write_new(self.root / MARKER, b'{"format": 1}\n')
            (self.root / RELEASES).mkdir(exist_ok=True)
            digest = digest_of_site(files)[:12]
            before = self.current()
            if before and before.endswith(digest):
                return before
            numbers = [int(name[:6]) for name in self.names()]
            name = f"{max(numbers, default=0) + 1:06d}-{digest}"
            self._fill(name, site, files, published)
            self.switch(name)
            return name

    def _fill(
        self, name: str, site: Path, files: Mapping[str, str], published: Mapping[str, str]
    ) -> None:
        pending = self.root / RELEASES / f".{name}{store.PENDING}"
        shutil.rmtree(pending, ignore_errors=True)
        current = (self.root / CURRENT).resolve()
        for path, digest in files.items():
            target = pending / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if published.get(path) == digest:
                os.link(current / path, target)
            else:
                shutil.copyfile(site / path, target)
                target.chmod(0o644)
        if files_of(pending) != dict(files):
            raise GovreportError(
                "the site changed while it was being copied; publish again", Location(str(site))
            )
        os.sync()
        pending.rename(self.root / RELEASES / name)

    def switch(self, name: str) -> None:
        """Make a release the one that is read, in one step."""
        link = self.root / f".{CURRENT}{store.PENDING}"
        with storage_errors():
            link.unlink(missing_ok=True)
            link.symlink_to(Path(RELEASES, name))
            link.replace(self.root / CURRENT)

    def prune(self, keep: int) -> list[str]:
        """Remove the oldest releases beyond `keep`, and what a crash left; never the current."""
        current = self.current()
        names = self.names()
        old = [name for name in names[: max(0, len(names) - max(1, keep))] if name != current]
        for name in old:
            gone = self.root / RELEASES / f".{name}{store.PENDING}"
            (self.root / RELEASES / name).rename(gone)
        for left in (self.root / RELEASES).glob(f".*{store.PENDING}"):
            shutil.rmtree(left, ignore_errors=True)
        return old
