"""The files of a site, opened so that nothing outside it can be."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from pathlib import Path

from msgspec import Struct

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".wasm": "application/wasm",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".db": "application/vnd.sqlite3",
}
"""Written out: what the system's own table says differs from machine to machine."""

UNKNOWN_TYPE = "application/octet-stream"

OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
OPEN_FLAGS |= getattr(os, "O_NONBLOCK", 0)

PATIENCE = 0.02
"""Seconds after which a missing file is looked for again: a commit moves one page out and the
next one in, and for some microseconds there is none."""


class Body(Struct, frozen=True):
    """A file's content, ready to send."""

    data: bytes
    content_type: str
    etag: str


def read(site: Path, path: str) -> Body | None:
    """The file, or None if there is none, or a link, a device, or a folder stands there."""
    place = site / path
    for attempt in range(2):
        if attempt:
            time.sleep(PATIENCE)
        try:
            file = os.open(place, OPEN_FLAGS)
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(os.fstat(file).st_mode) or not _inside(site, place):
            os.close(file)
            return None
        with os.fdopen(file, "rb") as opened:
            return body(opened.read(), place.suffix)
    return None


def body(data: bytes, suffix: str) -> Body:
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return Body(data, TYPES.get(suffix.lower(), UNKNOWN_TYPE), etag)


def _inside(site: Path, place: Path) -> bool:
    """Whether the place is reached from the site's root without any symbolic link."""
    root = os.path.realpath(site)
    return os.path.realpath(place) == os.path.join(root, place.relative_to(site))  # noqa: PTH118
