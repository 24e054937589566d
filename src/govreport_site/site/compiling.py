"""How templates become code: with the words of the site's language set in, and quick to escape.

A report's page is put together of six hundred pieces, a hundred of them words that are the same on
every page. Set into the template when it is compiled, they are part of the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup, escape

from govreport_site.site.words import Words

_SPECIAL = re.compile("[&<>\"']").search


def escaped(value: object) -> str:
    """What `markupsafe.escape` gives. Most pieces of a page hold nothing to escape: a search for it
    takes 0.1 µs, and wrapping each to say that it is safe 0.3."""
    if type(value) is str:
        return escape(value) if _SPECIAL(value) else value
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)


class _Template(Template):
    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: Any, uptodate: Any = None
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        # Compiled code imports `escape` for what it prints, and for nothing else.
        made.root_render_func.__globals__["escape"] = escaped
        made.root_render_func = _at_once(made.root_render_func)
        made.blocks = {name: _at_once(block) for name, block in made.blocks.items()}
        return made


Pieces = Callable[[Context], Iterator[str]]


def _at_once(pieces: Pieces) -> Pieces:
    """The same as one piece: else every one is handed on by each template that includes it."""

    def joined(context: Context) -> Iterator[str]:
        yield "".join(pieces(context))

    return joined


class SetWords(Extension):
    """`w.report.source` in a template as the word itself; a missing one stays for its page to
    tell."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        tokens, at = list(stream), 0
        while at < len(tokens):
            word, end = self._word(tokens, at)
            yield tokens[at] if word is None else Token(tokens[at].lineno, "string", word)
            at = end

    def _word(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        """The word that is named here, and where its name ends."""
        names = tokens[at].test("name:w") and not (at and tokens[at - 1].test("dot"))
        found = self.environment.globals["w"] if names else None
        end = at + 1
        while isinstance(found, Words) and [t.type for t in tokens[end : end + 2]] == _BELOW:
            key = tokens[end + 1].value
            found = found[key] if key in found else None  # noqa: SIM401
            end += 2
        return (found, end) if isinstance(found, str) else (None, at + 1)


_BELOW = ["dot", "name"]


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, each under its source and the words that are set into it."""

    def __init__(self, folder: Path, words: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))
        self._words = words

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._words}\0{source}")


class _Environment(Environment):
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # A plain dictionary: every page copies it, and copying a ChainMap takes 6 µs.
        return {**self.globals, **(d or {})}


def environment_of(
    folders: Iterable[Path], words: Words, given: Mapping[str, object], cache: Path | None
) -> Environment:
    """Jinja with escaping on and missing names as errors; `given` stands in every template, and `w`
    for the words. `cache` keeps compiled templates."""
    environment = _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(cache, repr(words.plain())) if cache else None,
        extensions=[SetWords],
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "default": Words.plain}
    environment.globals.update(w=words, **given)
    return environment
