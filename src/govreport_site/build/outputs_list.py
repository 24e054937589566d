"""The list of files that a build made, kept in the site itself.

`.govreport/` may be deleted at any time, and a site may be copied without it. A page that left
the archive since then, perhaps for a person's sake, must still be removed by the next build; so
the site carries the list of its own files. It changes only when a file comes or goes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from govreport_site.build.column_file import replace_file
from govreport_site.build.paths import path_problem

NAME = ".govreport-files"


def read(site: Path) -> tuple[str, ...]:
    """Paths that an earlier build listed; none that would lead out of the site."""
    try:
        text = (site / NAME).read_text("utf-8", errors="replace")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ()
    return tuple(path for path in text.splitlines() if path_problem(path) is None)


def write(site: Path, paths: Iterable[str]) -> None:
    """Replaces the list: sorted, one path a line."""
    replace_file(site / NAME, "".join(f"{path}\n" for path in sorted(paths)).encode())


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
                elif path not in known and path != NAME:
                    found.append(path)
    return tuple(sorted(found))
