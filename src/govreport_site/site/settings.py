"""What the configuration and the version say to the site; part of every fingerprint."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from govreport_site.reference.languages import Language

Privacy = Literal["mask-persons", "mask-contacts", "none"]
Originals = Literal["without-personal-data", "all", "none"]


class Settings(Struct, frozen=True):
    """What an archive says of itself. The fields have the meaning of the configuration's keys."""

    title: str
    description: str = ""
    publisher: str | None = None
    contact: str | None = None
    language: Language = "zh-Hans"
    base_url: str | None = None
    licence: str | None = None
    search: bool = True
    privacy: Privacy = "mask-persons"
    originals: Originals = "without-personal-data"
    aliases: tuple[tuple[str, str], ...] = ()
    """Address that was published before, and the one that stands for it now; both end in "/"."""
    parquet: bool = False
    version: str = "0"
    """Version of this program, named on the about page."""
