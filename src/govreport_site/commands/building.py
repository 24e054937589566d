"""Configuration and reports → the built site: where reading, the plan and the engine meet."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from govreport_site import __version__
from govreport_site.build import engine, sources
from govreport_site.build.checking import Glance
from govreport_site.build.executor import Executor, open_executor
from govreport_site.build.lock import hold
from govreport_site.build.machine import seldom_collect
from govreport_site.build.progress import SILENT, Progress, duration
from govreport_site.build.summary import Summary
from govreport_site.build.targets import Family, Group, Renderer, Target, fingerprint
from govreport_site.commands import indexing, spooling
from govreport_site.commands.scanning import (
    LEDGER,
    code_digest,
    require_archive,
    scan_reports,
)
from govreport_site.commands.talk import Talk, progress_for, put, put_json
from govreport_site.config import Config, PrivacyPolicy, load_config
from govreport_site.errors import GovreportError
from govreport_site.site.settings import Settings
from govreport_site.site.shipped import theme_folders

if TYPE_CHECKING:
    from govreport_site.commands.collection import Collected

SITE = "site"
_CONTENTS = "govreport_site.commands.contents"
"""Everything that making pages needs: a quarter of a second to import, and only when one is made."""


class Wishes(Struct, frozen=True):
    """How a build was asked to go about it."""

    clean: bool = False
    search: bool = True
    whole: bool = False
    """Fail before anything is changed when a report file cannot be read."""
    explain: Callable[[str, str], None] | None = None
    put_off: frozenset[str] = frozenset()
    """Kinds of targets that the next build may make. It also looks whether the site's files are as
    they were left, which this one then takes for granted."""


USUAL = Wishes()


class Outcome(Struct, frozen=True):
    """What a build did and what it could not read."""

    summary: Summary
    problems: tuple[sources.Problem, ...]
    reports: int


class Builder:
    """Builds one archive, again and again in a preview."""

    def __init__(
        self,
        archive: Path,
        executor: Executor,
        progress: Progress = SILENT,
        *,
        again: bool = False,
    ) -> None:
        """`again`: keep the reports' rows in memory, for it will build again."""
        self.archive = archive
        self.again = again
        self.collected: Collected | None = None
        self.site = archive / SITE
        self.ledger = archive / LEDGER
        self._executor = executor
        self._progress = progress

    def build(self, wishes: Wishes = USUAL) -> Outcome:
        """Bring the site up to date. Raises ConfigError, LockedError, StorageError, BuildError."""
        require_archive(self.archive)
        config = load_config(self.archive)
        if not wishes.search:
            config = replace(config, search=False)
        with hold(self.ledger, "build"):
            glance = Glance(self.site, self.ledger, trusting=bool(wishes.put_off))
            return _Run(self, config, wishes, glance).outcome()

    @cached_property
    def code(self) -> bytes:
        """Digest of the program itself: other code may render the same report otherwise."""
        return code_digest(self.ledger)


class _Run:
    """One build."""

    def __init__(self, builder: Builder, config: Config, wishes: Wishes, glance: Glance) -> None:
        self.builder, self.config, self.wishes, self.glance = builder, config, wishes, glance
        shared = {
            name: getattr(config, name)
            for name in Settings.__struct_fields__
            if name not in {"version", "aliases"}
        }
        self.settings = Settings(
            **shared, aliases=tuple(sorted(config.aliases.items())), version=__version__
        )
        self.scan = scan_reports(
            builder.archive, config.privacy, builder.code, builder._executor, builder._progress,
            prepare=self._prepare,
            spool=builder.ledger / spooling.SPOOL if config.search else None,
        )  # fmt: skip

    def _prepare(self) -> None:
        """Imports what workers need before they are forked; a first build compiles its templates
        here, once and not in each of them."""
        import_module(_CONTENTS).compile_templates(self.settings, self.builder.archive)

    def outcome(self) -> Outcome:
        builder = self.builder
        if self.wishes.whole and self.scan.problems:
            raise GovreportError("\n".join(str(problem.error) for problem in self.scan.problems))
        summary = engine.run(
            self.plan(),
            self.families,
            partial(
                _renderer, self.settings, builder.archive, self.config.privacy, self.scan.rows_file
            ),
            site=builder.site,
            ledger=builder.ledger,
            plan_inputs=self.plan_inputs(),
            executor=builder._executor,
            clean=self.wishes.clean,
            progress=builder._progress,
            expected=("report", self.scan.count),
            explain=self.wishes.explain,
            glance=self.glance,
            others=(f"{indexing.FOLDER}/",),
            put_off=self.wishes.put_off,
            follow=self.index,
        )
        return Outcome(summary, self.scan.problems, self.scan.count)

    def index(self) -> None:
        """Bring the full-text index up to date; only changed reports are read."""
        builder = self.builder
        if self.config.search:
            indexing.index_reports(
                builder.archive, self.config.privacy, self.scan, builder.code, self.wishes.clean,
                builder._executor,
            )  # fmt: skip
        else:
            indexing.drop_index(builder.archive)

    def plan(self) -> Iterator[Target | Group]:
        """The targets; nothing is read or imported before the first one is asked for."""
        from govreport_site.commands.collection import collect, keep
        from govreport_site.commands.contents import planned

        builder = self.builder
        collected = collect(builder.archive, self.scan, builder._executor, builder.collected)
        if builder.again:
            builder.collected = collected
        if not self.wishes.put_off:
            keep(builder.archive, collected)
        entries = collected.entries
        # Once the plan is walked, nothing holds the rows: what follows needs the memory.
        del collected
        yield from planned(
            self.settings, builder.archive, entries, builder.code, builder._executor.jobs
        )

    def families(self) -> Mapping[str, Family]:
        """What all targets of a kind depend on; asked for only when something changed."""
        from govreport_site.commands.contents import families_of

        return families_of(self.settings, self.builder.archive, self.builder.code)

    def plan_inputs(self) -> bytes:
        """Digest of all that decides the plan and its families; b"" where none can be trusted."""
        folders = theme_folders(self.builder.archive / "templates")
        scans = [
            sources.refresh(folder, ledger=self.builder.ledger, name=f"theme-{n}", select=bool)
            for n, folder in enumerate(folders)
        ]
        # What a symbolic link among the templates leads to is not scanned.
        if any(scan.problems for scan in scans):
            return b""
        return fingerprint(
            self.scan.fingerprint,
            self.builder.code,
            repr(self.config).encode(),
            *(scan.fingerprint for scan in scans),
        )


def _renderer(settings: Settings, archive: Path, policy: PrivacyPolicy, rows: Path) -> Renderer:
    """What a worker calls once."""
    from govreport_site.commands.contents import renderer_of

    return renderer_of(settings, archive, policy, rows)


def run_build(args: argparse.Namespace) -> int:
    """`govreport build`: the exit code, 1 when a report file could not be read."""
    seldom_collect()
    talk = Talk.of(args)
    executor = open_executor(args.executor, args.jobs)
    explain = (lambda path, reason: put(f"{path}: {reason}")) if args.explain else None
    try:
        builder = Builder(args.archive, executor, progress_for(talk))
        outcome = builder.build(Wishes(args.clean, not args.no_search, explain=explain))
    finally:
        executor.close()
    for problem in outcome.problems:
        talk.error(str(problem.error))
    if args.profile:
        _tell_profile(outcome.summary, talk)
    if args.json:
        put_json(_as_json(outcome))
    _tell(builder.site, outcome, talk)
    return 1 if outcome.problems else 0


def _tell(site: Path, outcome: Outcome, talk: Talk) -> None:
    done = outcome.summary
    lost = f", {len(outcome.problems)} left out" if outcome.problems else ""
    talk.say(
        f"{outcome.reports} reports{lost}: {done.rendered} rendered, {done.unchanged} unchanged, "
        f"{done.pruned} pruned, in {duration(done.seconds)}, "
        f"{done.peak_memory / 1024 / 1024:.0f} MB at most"
    )
    for path in done.foreign[:5]:
        talk.warn(f"{site / path} was not made by a build; move it away")
    talk.say(f"the site is in {site}: open {site / 'index.html'}, or type `govreport serve`")


def _tell_profile(summary: Summary, talk: Talk) -> None:
    for kind, cost in sorted(summary.kinds.items(), key=lambda item: -item[1].seconds):
        each = cost.seconds / cost.rendered * 1e3 if cost.rendered else 0.0
        talk.say(f"{kind:<12} {cost.rendered:>8} × {each:.2f} ms  {cost.size / 1024:.0f} KB")


def _as_json(outcome: Outcome) -> dict[str, object]:
    done = outcome.summary
    return {
        "reports": outcome.reports,
        "rendered": done.rendered,
        "unchanged": done.unchanged,
        "written": done.written,
        "pruned": done.pruned,
        "seconds": round(done.seconds, 3),
        "peak_memory": done.peak_memory,
        "problems": [str(problem.error) for problem in outcome.problems],
    }
