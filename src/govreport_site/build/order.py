"""What is to be built, as the engine was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from govreport_site.build.executor import Executor
from govreport_site.build.progress import Progress
from govreport_site.build.targets import Family, MakeRenderer, Plan


class Order(Struct, frozen=True):
    """What is to be built, as `run` was asked."""

    plan: Plan
    families: Mapping[str, Family]
    make_renderer: MakeRenderer
    site: Path
    ledger: Path
    plan_inputs: bytes
    executor: Executor
    clean: bool
    progress: Progress
    expected: tuple[str, int] | None
    explain: Callable[[str, str], None] | None
    others: tuple[str, ...]
    put_off: frozenset[str]
    follow: Callable[[], None]
