"""The theme's words, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from govreport_site.errors import ConfigError, Location


class Words:
    """Words by dotted name: `words.report.source`. A missing one is an error, never a blank.

    Each is a plain attribute, since a page asks for a hundred and a method call for each took a
    tenth of its time.
    """

    def __init__(self, table: Mapping[str, object], name: str = "words") -> None:
        self._table = {
            k: Words(v, f"{name}.{k}") if isinstance(v, dict) else v for k, v in table.items()
        }
        self._name = name
        own = {k: v for k, v in self._table.items() if not hasattr(Words, k)}
        self.__dict__.update(own)

    def __getattr__(self, key: str) -> object:
        raise AttributeError(f"{self.__dict__.get('_name')} has no word {key!r}")

    def __getitem__(self, key: str) -> object:
        return self._table[key]

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def get(self, key: str, default: str) -> str:
        """The word of that name, or the default when this language has none."""
        found = self._table.get(key, default)
        return found if isinstance(found, str) else default

    def say(self, word: str, /, **values: object) -> str:
        """The word of a dotted name, its braces filled in. Raises KeyError."""
        found: object = self
        for key in word.split("."):
            found = found[key] if isinstance(found, Words) else None
        return str(found).format(**values) if values else str(found)

    def __reduce__(self) -> tuple[type[Words], tuple[dict[str, object], str]]:
        return Words, (self.plain(), self._name)

    def plain(self) -> dict[str, object]:
        """The words as nested dictionaries."""
        return {k: v.plain() if isinstance(v, Words) else v for k, v in self._table.items()}

    def names(self, prefix: str = "") -> Iterator[str]:
        """Dotted names of all words, so that two languages can be held against each other."""
        for key, value in self._table.items():
            if isinstance(value, Words):
                yield from value.names(f"{prefix}{key}.")
            else:
                yield prefix + key


@lru_cache(maxsize=4)
def read_words(text: str, file: str) -> Words:
    """Words of one language from its TOML file. Raises ConfigError."""
    try:
        return Words(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"not valid TOML: {error}; correct the line, or delete the file to use the theme's own",
            Location(file),
        ) from error
