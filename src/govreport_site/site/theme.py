"""The theme: templates, words and assets, where a file of the archive's own replaces one of the
packaged theme of the same name."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from govreport_site.errors import ConfigError, Location
from govreport_site.reference.languages import DATES, moment, number
from govreport_site.site.cells import Once, Rows
from govreport_site.site.compiling import environment_of
from govreport_site.site.escape import clean
from govreport_site.site.settings import Settings
from govreport_site.site.shipped import packaged_theme, theme_folders
from govreport_site.site.slim import slim
from govreport_site.site.words import Words, read_words


class Theme:
    """Everything that decides how a view looks."""

    def __init__(self, settings: Settings, own: Path | None, cache: Path | None = None) -> None:
        """`own` is the archive's templates/ folder; `cache` keeps compiled templates."""
        self.settings = settings
        self.folders = theme_folders(own)
        self._cache = cache
        self._read: dict[str, bytes] = {}

    def file(self, name: str) -> Path:
        """The file of that name, the archive's own first. Raises ConfigError if none has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise ConfigError(f"the theme has no {name}", Location(str(self.folders[-1] / name)))

    @cached_property
    def words(self) -> Words:
        """The words of the configured language."""
        path = self.file(f"words/{self.settings.language}.toml")
        return read_words(path.read_text(encoding="utf-8"), str(path))

    @cached_property
    def assets(self) -> Mapping[str, Path]:
        """Output below the root → file: `assets/style.css`."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for path in sorted((folder / "assets").rglob("*")):
                if path.is_file() and not path.is_symlink():
                    found[path.relative_to(folder).as_posix()] = path
        return dict(sorted(found.items()))

    def asset(self, output: str) -> bytes:
        """The bytes of an asset as the site carries it: our own scripts without their comments."""
        path = self.assets[output]
        ours = path.suffix == ".js" and path.is_relative_to(packaged_theme())
        return slim(path.read_bytes()) if ours else path.read_bytes()

    @cached_property
    def environment(self) -> Environment:
        """Jinja with the filters of this theme."""
        environment = environment_of(self.folders, self.words, {"site": self.settings}, self._cache)
        environment.filters.update(
            date=DATES[self.settings.language],
            moment=partial(moment, DATES[self.settings.language]),
            unbroken=unbroken,
            number=number,
            once=Once(),
            table_rows=Rows(self.words.say("table.blank"), self.words.say("table.lost")),
        )
        return environment

    def compile(self) -> None:
        """Puts every template into the cache. One that is wrong is left for the page that needs it
        to tell."""
        for name in self.environment.list_templates(extensions=["html"]):
            with contextlib.suppress(TemplateError):
                self.environment.get_template(name)

    def render(self, name: str, view: object) -> bytes:
        """The view as a page. Raises ConfigError that names the template and the line."""
        try:
            template = self.environment.get_template(name)
            text = template.render(view=view, page=getattr(view, "page", None))
            return clean(text.encode("utf-8", "replace"))
        except TemplateError as error:
            raise ConfigError(
                f"template: {error.message}; correct the line, or delete the file to use the "
                "theme's own",
                _where(error, name),
            ) from error

    def digest(self, *names: str) -> bytes:
        """Digest of these templates, of all that they include, and of the words."""
        found: dict[str, bytes] = {}
        left = list(names)
        while left:
            name = left.pop()
            if name not in found:
                found[name] = self._bytes(name)
                left.extend(match.decode() for match in _REFERRED.findall(found[name]))
        digest = hashlib.sha256(self._bytes(f"words/{self.settings.language}.toml"))
        for name, data in sorted(found.items()):
            digest.update(name.encode() + b"\0" + data + b"\0")
        return digest.digest()[:16]

    def _bytes(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = self.file(name).read_bytes()
        return self._read[name]


_YEAR = re.compile(r"[0-9]{4}年度?")


def unbroken(title: str) -> Markup:
    """A title whose years do not break over two lines: balanced lines part 2018 from 年."""
    return Markup(_YEAR.sub(r'<span class="nb">\g<0></span>', str(escape(title))))


_REFERRED = re.compile(rb"""\{%-?\s*(?:include|extends|import|from)\s+["']([^"']+)["']""")
"""Templates named in a template. Names are literal in this theme; parsing them instead took 250 ms
of every build."""


def _where(error: TemplateError, name: str) -> Location:
    """The line of the template: Jinja rewrites tracebacks so that they pass through it."""
    if isinstance(error, TemplateSyntaxError):
        return Location(error.filename or name, error.lineno)
    found = Location(name)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            found = Location(file, trace.tb_lineno)
        trace = trace.tb_next
    return found
