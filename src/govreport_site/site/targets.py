"""What the site's targets are made of: families, and targets from complete views and files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from govreport_site.archive import Entry
from govreport_site.build.targets import Family, Target, fingerprint
from govreport_site.site.rendering import CHANGES, PAGES, REPORT, FileJob, PageJob, encode
from govreport_site.site.theme import Theme


def families(theme: Theme, code: bytes) -> Mapping[str, Family]:
    """What all targets of a kind depend on. `code` is the digest of the program's own files."""
    settings = hashlib.sha256(repr(theme.settings).encode()).digest()[:16]
    shared = {"program": code, "configuration": settings}
    pages = {
        kind: Family(("content",), {**shared, "templates": theme.digest(template)})
        for kind, (template, _) in PAGES.items()
    }
    report = {**shared, "templates": theme.digest(REPORT)}
    return {
        **pages,
        "changes": Family(("content",), {**shared, "templates": theme.digest(CHANGES)}),
        "report": Family(("report", "surroundings"), report),
        "file": Family(("content",), {"program": code}),
        "data-set": Family(("reports",), shared),
    }


def digest_of(entries: Iterable[Entry]) -> bytes:
    """Digest of what the reports say and of what was found in them."""
    return fingerprint(b"".join([entry.seal for entry in entries]))


def page_target(kind: str, view: object) -> Target:
    """A page from its complete view."""
    output: str = view.page.output  # type: ignore[attr-defined]
    data = encode(view)
    return Target((output,), kind, fingerprint(data), PageJob(kind, output, data))


def file_target(output: str, data: bytes) -> Target:
    """A file from its bytes."""
    return Target((output,), "file", fingerprint(data), FileJob(output, data))
