"""Renders what changed, keeps what is equal, prunes what is gone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, compress, islice
from pathlib import Path
from time import perf_counter

from govreport_site.build import outputs_list
from govreport_site.build.before import Before, look_at
from govreport_site.build.checking import Glance
from govreport_site.build.commit import Commit, empty, staging_folder
from govreport_site.build.deciding import Decider, Decision
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.journal import Journal
from govreport_site.build.ledger import OutputLedger, Record, stored
from govreport_site.build.order import Order
from govreport_site.build.paths import OWN_LIST, fold, path_problem
from govreport_site.build.progress import SILENT, Progress
from govreport_site.build.reasons import GONE
from govreport_site.build.rendering import Chunk, Item, RenderChunk, Rendered
from govreport_site.build.summary import KindCost, Summary
from govreport_site.build.targets import Family, MakeRenderer, Plan, job_of
from govreport_site.errors import storage_errors

CHUNK = 16
"""Targets a worker is given at once: a message costs 0.05 ms, rendering sixteen pages 3 ms."""

FEW = 64
"""Below this many targets they are rendered in this process: two workers cost 20 ms and their imports."""


def run(
    plan: Plan,
    families: Mapping[str, Family] | Callable[[], Mapping[str, Family]],
    make_renderer: MakeRenderer,
    *,
    site: Path,
    ledger: Path,
    plan_inputs: bytes = b"",
    executor: Executor = IN_PROCESS,
    clean: bool = False,
    progress: Progress = SILENT,
    expected: tuple[str, int] | None = None,
    explain: Callable[[str, str], None] | None = None,
    glance: Glance | None = None,
    others: tuple[str, ...] = (),
    put_off: frozenset[str] = frozenset(),
    follow: Callable[[], None] = lambda: None,
) -> Summary:
    """Brings `site` to what the plan describes.

    `plan` may be a generator; it is not started at all while `plan_inputs` (a digest of all that
    the whole plan depends on, or b"" for none) and every output are as the last build left them.
    `families` may be a function, which is not called then either: `plan_inputs` must cover all that
    the families depend on. `explain(path, reason)` is called for each target rendered and each file pruned. `clean`
    renders everything. `glance`, made before the sources were scanned, saves the time in which
    the site's files are looked at. `others` are folders of the site, "search/data/", that another
    writer keeps: their files are not called foreign. `expected` is a kind of targets and how many
    there will be, ("report", 730): progress counts those, since of the others none knows the
    number. Targets of the kinds in `put_off` are left for the next build, which is then sure to
    walk the plan. `follow` is called when the pages stand, before that is written down: what it
    raises takes them back. Two targets may not share an output, nor differ by case only.

    On any error a site that was there before stays as it was; of a first build, what is rendered
    stays, and the next build goes on from there. Raises what a renderer raises, `BuildError` for
    a plan that cannot be right, and `StorageError` when the disk refuses.
    """
    started = perf_counter()
    known = None if callable(families) else families
    with storage_errors():
        site.mkdir(parents=True, exist_ok=True)
        ledger.mkdir(parents=True, exist_ok=True)
        before = look_at(site, glance or Glance(site, ledger))
        if not clean and before.stands(plan_inputs, known):
            follow()
            return _nothing_to_do(ledger, executor, before, started)
        order = Order(
            plan, families() if callable(families) else families, make_renderer, site, ledger,
            plan_inputs, executor, clean, progress, expected, explain, others, put_off, follow,
        )  # fmt: skip
        return _Build(order, before).run(started)


def _nothing_to_do(ledger: Path, executor: Executor, before: Before, started: float) -> Summary:
    if before.refreshed:
        before.old.save(ledger)
    return Summary(
        rendered=0,
        unchanged=before.targets,
        written=0,
        pruned=0,
        seconds=perf_counter() - started,
        peak_memory=executor.peak_memory(),
        outputs=before.outputs,
    )


class _Build:
    """One build under way."""

    def __init__(self, order: Order, before: Before) -> None:
        self._order = order
        self._before = before
        self._journal = Journal(order.ledger)
        self._staging = staging_folder(order.site, order.ledger)
        empty(self._staging)
        self._decider = Decider(
            before.old, order.families, altered=before.wrong, clean=order.clean,
            put_off=order.put_off,
        )  # fmt: skip
        staging = None if before.empty else str(self._staging)
        self._function = RenderChunk(order.make_renderer, str(order.site), staging)
        self._fresh = OutputLedger()
        self._moves: list[tuple[str, str]] = []
        self._moved = Commit(order.site, self._staging)
        self._kinds: dict[str, KindCost] = {}
        self._written = 0
        self._settled = False

    def run(self, started: float) -> Summary:
        try:
            self._render()
            self._decider.check_clashes()
            new = self._new_ledger()
            stale = self._stale(new)
            self._write_list(new, came_or_went=bool(stale))
            pruned = self._commit(stale)
            follows = self._settle(new)
        except BaseException:
            if not self._settled:
                self._moved.take_back()
                self._save_first_build()
            raise
        self._clear_staging()
        return Summary(
            rendered=len(self._fresh.counts),
            unchanged=sum(self._decider.live),
            written=self._written,
            pruned=pruned,
            seconds=perf_counter() - started - follows,
            peak_memory=self._order.executor.peak_memory(),
            kinds=self._kinds,
            outputs=len(new.paths),
            owing=self._decider.owing,
            foreign=self._foreign(new),
        )

    def _render(self) -> None:
        """Renders what must be, in this process if it is little."""
        dirty = self._decider.dirty(self._order.plan)
        first = list(islice(dirty, FEW))
        few = len(first) < FEW
        executor = IN_PROCESS if few else self._order.executor
        counted, total = self._order.expected or (None, None)
        if few:
            counted, total = None, len(first)
        self._order.progress.start("Rendering", total)
        pending: dict[int, list[Decision]] = {}
        chunks = self._chunks(chain(first, dirty), pending)
        for number, results in executor.map(self._function, chunks):
            decisions = pending.pop(number)
            for decision, rendered in zip(decisions, results, strict=True):
                self._record(decision, rendered)
            done = sum(counted in (None, decision.target.kind) for decision in decisions)
            self._order.progress.advance(done)
        self._order.progress.finish()

    def _chunks(
        self, decisions: Iterator[Decision], pending: dict[int, list[Decision]]
    ) -> Iterator[Chunk]:
        number = 0
        while some := list(islice(decisions, CHUNK)):
            pending[number] = some
            if self._before.empty:
                self._journal.announce(path for one in some for path in one.target.paths)
            yield (
                number,
                [Item(d.target.paths, d.target.kind, job_of(d.target), d.known) for d in some],
            )
            number += 1

    def _record(self, decision: Decision, rendered: Rendered) -> None:
        """Takes one target's result into the new ledger and the list of moves."""
        target = decision.target
        digests, signatures = [], []
        for path, known, output in zip(target.paths, decision.known, rendered.outputs, strict=True):
            if output is None:
                digests.append(known)
                signatures.append(self._decider.signature(target.paths[0], path))
                continue
            digests.append(output.digest)
            signatures.append((output.size, output.mtime, output.inode))
            self._written += output.changed
            if output.staged:
                self._moves.append((output.staged, path))
        self._fresh.append(
            Record(
                kind=target.kind,
                group=decision.group,
                inputs=target.inputs,
                paths=target.paths,
                digests=tuple(digests),
                signatures=tuple(signatures),
            )
        )
        cost = self._kinds.get(target.kind, KindCost())
        self._kinds[target.kind] = cost.plus(rendered.seconds, rendered.size)
        if self._order.explain is not None:
            self._order.explain(target.paths[0], decision.reason)

    def _new_ledger(self) -> OutputLedger:
        new = self._before.old.kept(self._decider.live)
        new.extend(self._fresh)
        new.plan_inputs = b"" if self._decider.owing else self._order.plan_inputs
        # What was put off stays owed to the template or the program that it was not made with.
        late, old = self._order.put_off, self._before.old.families
        known = {kind: of for kind, of in stored(self._order.families).items() if kind not in late}
        new.families = known | {kind: of for kind, of in old.items() if kind in late}
        new.groups = self._decider.groups
        return new

    def _stale(self, new: OutputLedger) -> list[str]:
        """Files that an earlier build made and this one does not."""
        old, strays = self._before.old, self._before.strays
        if not self._fresh.counts and all(self._decider.live) and not strays:
            return []
        gone = compress(old.paths, old.spread(1 - live for live in self._decider.live))
        rendered = set(self._fresh.paths)
        stale = [path for path in gone if path not in rendered]
        if strays:
            stand = set(map(fold, new.paths))
            stale += sorted(path for path in strays if fold(path) not in stand)
        return [path for path in stale if path_problem(path) is None]

    def _commit(self, stale: list[str]) -> int:
        """Moves what was staged into the site, and what is stale out of it."""
        if not self._moves and not stale:
            return 0
        self._journal.announce(chain((path for _, path in self._moves), stale))
        pruned = self._moved.apply(self._moves, stale)
        if self._order.explain is not None:
            for path in stale:
                self._order.explain(path, GONE)
        return pruned

    def _write_list(self, new: OutputLedger, *, came_or_went: bool) -> None:
        """Writes the site's own list of its files, if it is another than before."""
        before = self._before
        new.own_list = before.old.own_list
        if came_or_went or not before.listed or len(new.paths) != len(before.old.paths):
            text = outputs_list.text(new.paths)
            written = self._function.writer.write(OWN_LIST, text, b"")
            if written is not None:
                new.own_list = (written.size, written.mtime, written.inode)
                if written.staged:
                    self._moves.append((written.staged, OWN_LIST))

    def _settle(self, new: OutputLedger) -> float:
        """Lets follow what follows the pages, and writes down what the site now is: before, where
        there is no older site to go back to. The seconds that following took."""
        if self._before.empty:
            self._write_down(new)
        started = perf_counter()
        self._order.follow()
        took = perf_counter() - started
        if not self._before.empty:
            self._write_down(new)
        return took

    def _write_down(self, new: OutputLedger) -> None:
        new.save(self._order.ledger)
        self._journal.close(finished=True)
        self._settled = True

    def _clear_staging(self) -> None:
        """What the disk will not let go now, the next build empties."""
        with contextlib.suppress(OSError):
            empty(self._staging)
            self._staging.rmdir()

    def _save_first_build(self) -> None:
        """Keeps what an interrupted first build has rendered; the journal keeps the rest. Without
        groups: one that was rendered in part must not pass for unchanged."""
        ledger = self._fresh
        if self._before.empty and ledger.counts:
            ledger.group_of = [""] * len(ledger.counts)
            ledger.families = stored(self._order.families)
            with contextlib.suppress(OSError):
                ledger.save(self._order.ledger)
        self._journal.close(finished=False)

    def _foreign(self, new: OutputLedger) -> tuple[str, ...]:
        """Files in the site that no build made; not looked for while a ledger knows the site."""
        if self._before.known or self._before.empty:
            return ()
        found = outputs_list.foreign(self._order.site, frozenset(new.paths))
        return tuple(path for path in found if not path.startswith(self._order.others))
