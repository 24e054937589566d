"""The archive's configuration, `govreport.toml`: every key documented, unknown keys are errors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct, field

from govreport_site.errors import ConfigError, Location

FILE_NAME = "govreport.toml"

Language = Literal["zh-Hans", "en"]
PrivacyPolicy = Literal["mask-persons", "mask-contacts", "none"]
Originals = Literal["without-personal-data", "all", "none"]


class Config(Struct, frozen=True):
    """What an archive can decide. The defaults suit an archive with no configuration file."""

    title: str = "政府信息公开年度报告档案"
    """Name of the archive, on every page."""
    description: str = "各级政府信息公开工作年度报告与政务公开自查报告的公共档案。"
    """One or two sentences for the home page, feeds and search engines."""
    publisher: str | None = None
    """Who publishes the archive, for citations and the about page."""
    contact: str | None = None
    """Where readers report errors or ask for removal: an e-mail or web address."""
    language: Language = "zh-Hans"
    """Language of the theme's own words; reports stay in their own."""
    base_url: str | None = None
    """Public address, `https://example.org/archive/`; needed for feeds, sitemap and canonical
    links, which must be absolute. Pages themselves link relatively and work anywhere."""
    licence: str | None = None
    """Licence of the archive's own compilation, a name or an address."""
    search: bool = True
    """Build the full-text index."""
    privacy: PrivacyPolicy = "mask-persons"
    """`mask-persons`: contact persons, mobiles, personal e-mail and identity numbers are masked
    on every page and export; `mask-contacts`: office landlines and addresses too; `none`."""
    originals: Originals = "without-personal-data"
    """Which original files are published beside their reports."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Rulings on names that the gazetteer cannot settle: printed name → place address
    (`guangdong/jieyang/puning-shi/liushadong-jiedao`) or division code."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Addresses that were published before → the addresses that stand for them now."""
    parquet: bool = False
    """Also write the exports as Parquet (needs the `parquet` extra)."""


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("zh-Hans", "en"),
    "privacy": ("mask-persons", "mask-contacts", "none"),
    "originals": ("without-personal-data", "all", "none"),
}
_SWITCHES = ("search", "parquet")
_TEXTS = ("title", "description", "publisher", "contact", "licence")
KEYS = (*_TEXTS, "base_url", *_CHOICES, *_SWITCHES, "places", "aliases")
_ADDRESS = re.compile(r"(?:[a-z0-9][a-z0-9.-]*/)+")


def load_config(archive: Path) -> Config:
    """The configuration of the archive in this folder; the defaults where it has no file.

    Raises ConfigError that names the file, the line, what was found and what was expected.
    """
    path = archive / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"byte {error.start} is not UTF-8; save the file as UTF-8", Location(str(path))
        ) from None
    return parse_config(text, str(path))


def parse_config(text: str, file: str = FILE_NAME) -> Config:
    """The configuration that this TOML text states. `file` is for messages only."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(
            f"not valid TOML: {error}", Location(file, int(line[1]) if line else None)
        ) from None
    reader = _Reader(text, file)
    values: dict[str, object] = {key: reader.value(key, found) for key, found in table.items()}
    return Config(**values)  # type: ignore[arg-type]


class _Reader(Struct, frozen=True):
    text: str
    file: str

    def value(self, key: str, found: object) -> object:
        """The checked value of one top-level key."""
        if key in _TEXTS:
            return self.string(key, found)
        if key in _CHOICES:
            return self.choice(key, found)
        if key in _SWITCHES:
            return self.switch(key, found)
        if key == "base_url":
            return self.base_url(found)
        if key == "places":
            return self.places(found)
        if key == "aliases":
            return self.aliases(found)
        # Only here: every start would pay 3 ms for what only a mistake needs.
        import difflib

        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else f"; known keys: {', '.join(KEYS)}"
        raise self.error(key, f'unknown key "{key}"{hint}')

    def string(self, key: str, found: object) -> str:
        if not isinstance(found, str) or not found.strip():
            raise self.error(key, f"{key}: found {found!r}, expected a text in quotes")
        return found.strip()

    def choice(self, key: str, found: object) -> str:
        if found not in _CHOICES[key]:
            options = ", ".join(f'"{option}"' for option in _CHOICES[key])
            raise self.error(key, f"{key}: found {found!r}, expected one of {options}")
        return str(found)

    def switch(self, key: str, found: object) -> bool:
        if not isinstance(found, bool):
            raise self.error(key, f"{key}: found {found!r}, expected true or false")
        return found

    def base_url(self, found: object) -> str | None:
        if found == "":
            return None
        parts = urlsplit(found) if isinstance(found, str) else None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc:
            raise self.error(
                "base_url", f'base_url: found {found!r}, expected "https://host/path/" or ""'
            )
        if parts.query or parts.fragment:
            raise self.error("base_url", "base_url: must not have a query or fragment")
        return str(found).rstrip("/") + "/"

    def places(self, found: object) -> Mapping[str, str]:
        if not isinstance(found, dict):
            raise self.error("places", "places: expected a table, [places]")
        for name, target in found.items():
            if not isinstance(target, str) or not re.fullmatch(r"[a-z0-9/-]{2,200}", target):
                raise self.error(
                    name,
                    f'places: "{name}": found {target!r}, expected a place address such as '
                    '"fujian/xiamen/haicang-qu" or a division code',
                )
        return dict(found)

    def aliases(self, found: object) -> Mapping[str, str]:
        if not isinstance(found, dict):
            raise self.error("aliases", "aliases: expected a table, [aliases]")
        for old, new in found.items():
            for address in (old, new):
                if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
                    raise self.error(
                        old,
                        f"aliases: found {address!r}, expected an address below the root such as "
                        '"fujian/xiamen/2016-annual/"',
                    )
        return dict(found)

    def error(self, key: str, message: str) -> ConfigError:
        pattern = re.compile(rf"""^\s*\[?\s*["']?{re.escape(key)}["']?\s*[=\]]""")
        lines = enumerate(self.text.splitlines(), 1)
        line = next((number for number, text in lines if pattern.match(text)), None)
        return ConfigError(message, Location(self.file, line))
