"""Whether the site's files are still the ones that were written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from govreport_site.build.ledger import OutputLedger
from govreport_site.build.reasons import ALTERED, MISSING
from govreport_site.build.writing import OPEN_OLD, signature


def suspects(old: OutputLedger, site: Path, in_flight: Collection[str]) -> list[int]:
    """Positions of outputs whose file may not be the one recorded: by stat, and by journal."""
    prefix, found, lstat = f"{site}/", [], os.lstat
    rows = zip(old.paths, old.sizes, old.mtimes, old.inodes, strict=True)
    for position, (path, *recorded) in enumerate(rows):
        try:
            status = lstat(prefix + path)
        except OSError:
            found.append(position)
            continue
        if [*signature(status)] != recorded or path in in_flight:
            found.append(position)
    return found


def settle(old: OutputLedger, site: Path, positions: Collection[int]) -> dict[int, str]:
    """Number of target → what is wrong with its files. A file that was only touched is right:
    its digest says so, and its new signature is put in the ledger."""
    if not positions:
        return {}
    owners = old.spread(range(len(old.counts)))
    wrong: dict[int, str] = {}
    for position in positions:
        found = _read(site / old.paths[position])
        if found is None:
            wrong.setdefault(owners[position], MISSING)
        elif found[0] != old.digests[position]:
            wrong.setdefault(owners[position], ALTERED)
        else:
            old.sizes[position], old.mtimes[position], old.inodes[position] = found[1]
    return wrong


def _read(path: Path) -> tuple[bytes, tuple[int, int, int]] | None:
    """Digest and signature of a file; None if it is not there, or is no file."""
    try:
        file = os.open(path, OPEN_OLD)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        # A symbolic link, or a file that may not be read: not what was written, at any rate.
        return b"", (0, 0, 0)
    with os.fdopen(file, "rb") as opened:
        status = os.fstat(file)
        try:
            return hashlib.file_digest(opened, "sha256").digest(), signature(status)
        except IsADirectoryError:
            return None
