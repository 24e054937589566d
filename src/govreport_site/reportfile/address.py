"""Where a report is filed: decided once, at import, and its address on the site ever after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from govreport_site.model import Report
from govreport_site.reference.places import slug, split_department

UNPLACED = "unplaced"

_ENDINGS: Mapping[str, str] = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/vnd.ms-works": ".wps",
}


def folder_of(report: Report) -> tuple[str, ...]:
    """Folder below reports/: the place's address, and below it the body's own when it is one.

    A report that could not be placed stands under `unplaced/`, in a folder of its issuer.
    """
    unit = report.place.unit
    name = report.issuer or report.title
    if unit is None or not unit.slugs:
        clash = hashlib.sha256(name.encode("utf-8")).hexdigest()[:6]
        return UNPLACED, f"{slug(name)[:56].strip('-') or 'issuer'}-{clash}"
    return (*unit.slugs, *_body_below(report, name))


def _body_below(report: Report, issuer: str) -> tuple[str, ...]:
    """The folder of a body under its government; nothing for the government itself."""
    if report.level not in {"department", "village"}:
        return ()
    body = split_department(issuer)[1] or issuer
    prefix = "dept" if report.level == "department" else "village"
    return (f"{prefix}-{slug(body)[:60].strip('-')}",)


def stem_of(report: Report, version: int = 1) -> str:
    """File name without its ending: `2016-self-check`, and `2016-self-check-v2` for the next."""
    year = "undated" if report.year is None else str(report.year)
    return f"{year}-{report.kind}{'' if version == 1 else f'-v{version}'}"


def original_name(stem: str, media_type: str) -> str:
    """Name of the untouched original beside the report: `2016-self-check.original.txt`.

    Markdown originals are kept as `.txt`, so that nothing takes them for a report file.
    """
    return f"{stem}.original{_ENDINGS.get(media_type, '.bin')}"
