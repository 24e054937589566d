"""Configuration and reports → the built site: where reading, the plan and the engine meet."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from govreport_site import __version__
from govreport_site.archive import Archive
from govreport_site.build import engine, sources
from govreport_site.build.checking import Glance
from govreport_site.build.executor import Executor, open_executor
from govreport_site.build.lock import hold
from govreport_site.build.progress import SILENT, Progress, duration
from govreport_site.build.summary import Summary
from govreport_site.build.targets import Group, Target, fingerprint
from govreport_site.commands import indexing
from govreport_site.commands.loading import Shelves
from govreport_site.commands.scanning import (
    LEDGER,
    code_digest,
    entries_of,
    require_archive,
    scan_reports,
)
from govreport_site.commands.series import with_findings_over_years
from govreport_site.commands.talk import Talk, progress_for, put, put_json
from govreport_site.config import Config, load_config
from govreport_site.errors import GovreportError
from govreport_site.site.plan import families, site_plan
from govreport_site.site.rendering import Sources, make_renderer
from govreport_site.site.settings import Settings
from govreport_site.site.theme import Theme

SITE = "site"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a build was asked to go about it."""

    clean: bool = False
    search: bool = True
    whole: bool = False
    """Fail before anything is changed when a report file cannot be read."""
    explain: Callable[[str, str], None] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did and what it could not read."""

    summary: Summary
    problems: tuple[sources.Problem, ...]
    reports: int


class Builder:
    """Builds one archive, again and again in a preview."""

    def __init__(self, archive: Path, executor: Executor, progress: Progress = SILENT) -> None:
        self.archive = archive
        self.site = archive / SITE
        self.ledger = archive / LEDGER
        self._executor = executor
        self._progress = progress

    def build(self, wishes: Wishes = Wishes()) -> Outcome:
        """Bring the site up to date. Raises ConfigError, LockedError, StorageError, BuildError."""
        require_archive(self.archive)
        config = load_config(self.archive)
        if not wishes.search:
            config = replace(config, search=False)
        with hold(self.ledger, "build"):
            glance = Glance(self.site, self.ledger)
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
            for name in Settings.__dataclass_fields__
            if name not in {"version", "aliases"}
        }
        self.settings = Settings(
            **shared, aliases=tuple(sorted(config.aliases.items())), version=__version__
        )
        self.theme = Theme(
            self.settings, builder.archive / "templates", builder.ledger / "templates"
        )
        self.scan = scan_reports(
            builder.archive, config.privacy, builder.code, builder._executor, builder._progress
        )

    def outcome(self) -> Outcome:
        builder = self.builder
        if self.wishes.whole and self.scan.problems:
            raise GovreportError("\n".join(str(problem.error) for problem in self.scan.problems))
        shelves = Shelves(builder.archive / "reports", self.config.privacy)
        all_families = families(self.theme, builder.code)
        summary = engine.run(
            self.plan(),
            all_families,
            partial(
                make_renderer,
                self.settings,
                Sources(shelves.load, shelves.load_original),
                builder.archive / "templates",
                builder.ledger / "templates",
            ),
            site=builder.site,
            ledger=builder.ledger,
            plan_inputs=self.plan_inputs(),
            executor=builder._executor,
            clean=self.wishes.clean,
            progress=builder._progress,
            expected=self.scan.count,
            explain=self.wishes.explain,
            glance=self.glance,
            others=(f"{indexing.FOLDER}/",),
        )
        self.index()
        return Outcome(summary, self.scan.problems, self.scan.count)

    def index(self) -> None:
        """Bring the full-text index up to date; only changed reports are read."""
        builder = self.builder
        if self.config.search:
            indexing.index_reports(
                builder.archive, self.config.privacy, self.scan, builder.code, self.wishes.clean
            )
        else:
            indexing.drop_index(builder.archive)

    def plan(self) -> Iterator[Target | Group]:
        """The targets; nothing is read before the first one is asked for."""
        ledger = self.builder.ledger
        entries = with_findings_over_years(list(entries_of(self.scan)), ledger, self.builder.code)
        yield from site_plan(Archive(entries), self.theme)

    def plan_inputs(self) -> bytes:
        """Digest of all that decides the plan."""
        assets = (path.read_bytes() for path in self.theme.assets.values())
        return fingerprint(
            self.scan.fingerprint,
            self.builder.code,
            repr(self.config).encode(),
            *assets,
        )


def run_build(args: argparse.Namespace) -> int:
    """`govreport build`: the exit code, 1 when a report file could not be read."""
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
