"""How to cite a report: GB/T 7714-2015, BibTeX and RIS."""

from __future__ import annotations

from msgspec import Struct

from govreport_site.model import Report


class Citations(Struct, frozen=True):
    """The same citation in three notations, as plain text."""

    gbt7714: str
    bibtex: str
    ris: str


def cite(report: Report, key: str, address: str | None) -> Citations:
    """Citations of a report; `address` is the page's own, used where no source URL is known.

    The day of access is the day the original was retrieved, since a build has no clock.
    """
    url = (report.origin.url if report.origin else None) or address or ""
    retrieved = ((report.origin.retrieved or "") if report.origin else "")[:10]
    day = report.published.value or report.signed.value or report.generated.value or ""
    return Citations(
        gbt7714=_gbt7714(report, url, day, retrieved),
        bibtex=_bibtex(report, key, url, day, retrieved),
        ris=_ris(report, url, day, retrieved),
    )


def _gbt7714(report: Report, url: str, day: str, retrieved: str) -> str:
    """GB/T 7714-2015 4.6: author. title[R/OL]. (date)[date of access]. address."""
    who = f"{report.issuer}. " if report.issuer else ""
    medium = "R/OL" if url else "R"
    dates = (f"({day})" if day else "") + (f"[{retrieved}]" if retrieved and url else "")
    return (
        f"{who}{report.title}[{medium}]."
        + (f" {dates}." if dates else "")
        + (f" {url}." if url else "")
    )


_TEX = str.maketrans(
    {
        **{c: f"\\{c}" for c in "&%$#_{}"},
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
        "\n": " ",
        "\r": " ",
    }
)
_URL = str.maketrans({c: f"%{ord(c):02X}" for c in "{}\\\n\r "})


def _bibtex(report: Report, key: str, url: str, day: str, retrieved: str) -> str:
    fields = (
        ("author", f"{{{(report.issuer or '').translate(_TEX)}}}" if report.issuer else ""),
        ("title", report.title.translate(_TEX)),
        ("year", day[:4] or (str(report.year) if report.year else "")),
        ("date", day),
        ("institution", (report.issuer or "").translate(_TEX)),
        ("url", url.translate(_URL)),
        ("urldate", retrieved if url else ""),
        ("langid", "chinese"),
    )
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join((f"@techreport{{{key},", *lines, "}"))


def _ris(report: Report, url: str, day: str, retrieved: str) -> str:
    fields = (
        ("TY", "RPRT"),
        ("AU", report.issuer or ""),
        ("TI", report.title),
        ("PY", day[:4] or (str(report.year) if report.year else "")),
        ("DA", day.replace("-", "/")),
        ("UR", url),
        ("Y2", retrieved.replace("-", "/") if url else ""),
        ("LA", "zh"),
    )
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\n".join((*lines, "ER  - "))
