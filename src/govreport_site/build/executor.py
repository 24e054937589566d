"""One small interface for maps over independent chunks, and who can run them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from govreport_site.build.machine import own_peak_memory, usable_processors
from govreport_site.errors import UsageError

C = TypeVar("C")
R = TypeVar("R")


class Executor(Protocol):
    """Applies a function to chunks; results come back as they are ready, in any order."""

    @property
    def jobs(self) -> int:
        """How many chunks run at once; 1 may mean in this process."""
        ...

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        """Chunks are drawn as workers become free. What a worker raises is raised here."""
        ...

    def peak_memory(self) -> int:
        """Bytes: the largest resident sizes of this process and its workers, added."""
        ...

    def close(self) -> None:
        """Ends the workers."""
        ...


class InProcess:
    """Runs every chunk here and now."""

    jobs = 1

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        return map(function, chunks)

    def peak_memory(self) -> int:
        return own_peak_memory()

    def close(self) -> None:
        """There is nothing to end."""


IN_PROCESS = InProcess()


def open_executor(spec: str = "processes", jobs: int | None = None) -> Executor:
    """`processes` on this machine, or `dask://host:port`. Starts nothing until it is needed.

    Raises `UsageError` for another spec. The caller closes it.
    """
    if spec.startswith("dask://"):
        from govreport_site.build.dask_cluster import DaskCluster

        return DaskCluster(spec.replace("dask://", "tcp://", 1))
    if spec != "processes":
        raise UsageError(
            f'--executor: found "{spec}", expected "processes" or "dask://host:port"; '
            "leave it out to use this machine"
        )
    count = jobs if jobs is not None else usable_processors()
    if count < 1:
        raise UsageError(f"--jobs: found {count}, expected 1 or more")
    if count == 1:
        return IN_PROCESS
    from govreport_site.build.workers import Workers

    return Workers(count)
