"""Renders what changed, keeps what is equal, prunes what is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.progress import SILENT, Progress
from govreport_site.build.targets import Family, MakeRenderer, Plan


@dataclass(frozen=True, slots=True)
class KindCost:
    """What one kind of page cost."""

    rendered: int = 0
    seconds: float = 0.0
    """Time in the renderer, summed over workers."""
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    rendered: int
    """Targets rendered."""
    unchanged: int
    """Targets kept without rendering."""
    written: int
    """Files whose bytes changed on disk."""
    pruned: int
    """Files removed."""
    seconds: float
    peak_memory: int
    """Bytes, the largest resident sizes of all processes added up; shared pages count twice."""
    kinds: Mapping[str, KindCost] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    """Files in the site that no build made; listed only when the ledger was missing."""


def run(
    plan: Plan,
    families: Mapping[str, Family],
    make_renderer: MakeRenderer,
    *,
    site: Path,
    ledger: Path,
    plan_inputs: bytes = b"",
    executor: Executor = IN_PROCESS,
    clean: bool = False,
    progress: Progress = SILENT,
    expected: int | None = None,
    explain: Callable[[str, str], None] | None = None,
) -> Summary:
    """Brings `site` to what the plan describes.

    `plan` may be a generator; it is not started at all while `plan_inputs` (a digest of all that
    the whole plan depends on, or b"" for none) and every output are as the last build left them.
    `explain(path, reason)` is called for each file rendered or pruned. `clean` renders
    everything. Two targets may not share an output, nor differ by case only (`BuildError`).

    A renderer's error stops the build: what is rendered stays rendered, nothing is pruned, and
    the next build goes on from there. Raises `StorageError` when the disk refuses.
    """
    raise NotImplementedError
