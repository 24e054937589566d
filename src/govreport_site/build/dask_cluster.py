"""The same maps on a Dask cluster that is already running.

Its workers must see the archive under the same path, as on a shared file system: they read the
reports and write the pages themselves, and only digests travel back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, TypeVar

from govreport_site.build.machine import own_peak_memory
from govreport_site.errors import UsageError

C = TypeVar("C")
R = TypeVar("R")

TIMEOUT = "10s"

AHEAD = 4
"""Chunks under way for each worker: a scheduler answers in milliseconds, not microseconds."""


class DaskCluster:
    """An executor whose workers are those of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None

    @property
    def jobs(self) -> int:
        """Threads of all workers; asking connects to the cluster."""
        return sum(self._connect().nthreads().values()) or 1

    def _distributed(self) -> Any:
        try:
            return import_module("distributed")
        except ImportError as error:
            raise UsageError(
                "--executor dask://… needs the package distributed; "
                'install it with: pip install "govreport-site[dask]"'
            ) from error

    def _connect(self) -> Any:
        if self._client is None:
            try:
                self._client = self._distributed().Client(self._address, timeout=TIMEOUT)
            except (OSError, TimeoutError) as error:
                raise UsageError(
                    f"--executor: no Dask scheduler answers at {self._address}; "
                    "start one with `dask scheduler`, or leave --executor out"
                ) from error
        return self._client

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        client, source = self._connect(), iter(chunks)
        shared = client.scatter(function, broadcast=True, hash=False)
        first = list(islice(source, AHEAD * self.jobs))
        under_way = self._distributed().as_completed(
            [self._submit(client, shared, chunk) for chunk in first]
        )
        try:
            for future in under_way:
                result = future.result()
                for chunk in islice(source, 1):
                    under_way.add(self._submit(client, shared, chunk))
                yield result
        finally:
            client.cancel(list(under_way.futures))

    def _submit(self, client: Any, function: Any, chunk: object) -> Any:
        return client.submit(apply, function, chunk, pure=False)

    def peak_memory(self) -> int:
        """Of this process only: the cluster's memory is the cluster's to report."""
        return own_peak_memory()

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def apply(function: Callable[[C], R], chunk: C) -> R:
    return function(chunk)
