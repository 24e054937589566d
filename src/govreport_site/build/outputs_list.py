"""The list of files that a build made, kept in the site itself.

`.govreport/` may be deleted at any time, and a site may be copied without it. A page that left
the archive since then, perhaps for a person's sake, must still be removed by the next build; so
the site carries the list of its own files. It changes only when a file comes or goes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from govreport_site.build.paths import OWN_LIST, path_problem
from govreport_site.build.writing import signature


def read(site: Path) -> tuple[str, ...]:
    """Paths that an earlier build listed; none that would lead out of the site."""
    try:
        text = (site / OWN_LIST).read_text("utf-8", errors="replace")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ()
    return tuple(path for path in text.splitlines() if path_problem(path) is None)


def text(paths: Iterable[str]) -> bytes:
    """The list itself: sorted, one path a line."""
    return "".join(f"{path}\n" for path in sorted(paths)).encode()


def stands(site: Path, recorded: tuple[int, int, int]) -> bool:
    """Whether the list is still the one that was written."""
    try:
        return signature((site / OWN_LIST).lstat()) == recorded
    except FileNotFoundError:
        return False


def foreign(site: Path, known: Collection[str]) -> tuple[str, ...]:
    """Paths of files below the site that are not among the known; links are not followed."""
    found, folders = [], [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(site / prefix) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path + "/")
                elif path not in known and path != OWN_LIST:
                    found.append(path)
    return tuple(sorted(found))
