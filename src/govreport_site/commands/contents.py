"""What the site consists of, and who renders it: imported only when something must be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from govreport_site.archive import Archive, Entry
from govreport_site.build.targets import Family, Group, Renderer, Target
from govreport_site.commands.former_names import FormerNames
from govreport_site.commands.halves import DetailsFile
from govreport_site.commands.loading import Shelves
from govreport_site.commands.scanning import LEDGER
from govreport_site.config import PrivacyPolicy
from govreport_site.site.plan import families, site_plan
from govreport_site.site.rendering import Sources, make_renderer
from govreport_site.site.settings import Settings
from govreport_site.site.theme import Theme


def planned(
    settings: Settings, archive: Path, entries: Iterable[Entry], code: bytes, jobs: int
) -> Iterator[Target | Group]:
    """The targets of the whole site; with more than one of `jobs`, another process may help."""
    tree = Archive(entries)
    names = FormerNames(archive / LEDGER, code)
    if jobs > 1:
        names.ask_for_all(tree)
    yield from site_plan(tree, Theme(settings, *_templates(archive)), names)
    names.save()


def families_of(settings: Settings, archive: Path, code: bytes) -> Mapping[str, Family]:
    """What all targets of a kind depend on."""
    return families(Theme(settings, *_templates(archive)), code)


def compile_templates(settings: Settings, archive: Path) -> None:
    """Compiles every template of the theme, unless some were compiled before."""
    own, cache = _templates(archive)
    if not cache.is_dir() or not any(cache.iterdir()):
        Theme(settings, own, cache).compile()


def renderer_of(settings: Settings, archive: Path, policy: PrivacyPolicy, rows: Path) -> Renderer:
    """Turns the targets' jobs into files; one a worker."""
    shelves = Shelves(archive / "reports", policy)
    sources = Sources(shelves.load, DetailsFile(rows), shelves.load_original)
    return make_renderer(settings, sources, *_templates(archive))


def _templates(archive: Path) -> tuple[Path, Path]:
    """The archive's own templates, and where compiled ones are kept."""
    return archive / "templates", archive / LEDGER / "templates"
