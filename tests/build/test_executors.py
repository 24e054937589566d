"""The same maps in this process, in workers, and on a Dask cluster: the same bytes."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from govreport_site.build import executor
from govreport_site.build.executor import open_executor
from govreport_site.build.workers import Workers
from govreport_site.errors import UsageError

from .toy import Toy, tree

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason='the optional package distributed is missing: pip install "govreport-site[dask]"',
)


@pytest.mark.parametrize(
    ("spec", "jobs", "message"),
    [
        (
            "threads",
            None,
            '--executor: found "threads", expected "processes" or "dask://host:port"',
        ),
        ("processes", 0, "--jobs: found 0, expected 1 or more"),
    ],
)
def test_what_cannot_be_opened(spec: str, jobs: int | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_executor(spec, jobs)


def test_one_job_needs_no_worker() -> None:
    assert open_executor(jobs=1) is executor.IN_PROCESS


def test_workers_that_are_spawned_instead_of_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under a running server, whose threads make forking unsafe."""
    monkeypatch.setattr("govreport_site.build.workers.start_method", lambda: "spawn")
    toy = Toy(tmp_path)
    for number in range(200):
        toy.write(f"place{number % 7}/{number}.md", f"text {number}")
    toy.executor = Workers(2)
    toy.build()
    toy.executor.close()
    assert tree(toy.site) == toy.clean_tree()


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://{address}"]
    worker += ["--no-dashboard", "--nthreads", "1", "--no-nanny"]
    commands = [[*scheduler, "--host", "127.0.0.1", "--port", str(port)], worker, worker]
    root = Path(__file__).parents[2]
    processes = [subprocess.Popen(c, cwd=root, stderr=subprocess.DEVNULL) for c in commands]
    wait_for_workers(address)
    yield f"dask://{address}"
    for process in reversed(processes):
        process.kill()
        process.wait()


def wait_for_workers(address: str) -> None:
    from distributed import Client

    end = time.monotonic() + 30
    while True:
        try:
            with Client(f"tcp://{address}", timeout=2) as client:
                client.wait_for_workers(2, timeout=20)
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)


@needs_dask
@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_makes_the_same_bytes(tmp_path: Path, cluster: str) -> None:
    toy = Toy(tmp_path)
    for number in range(200):
        toy.write(f"place{number % 7}/{number}.md", f"text {number}")
    toy.executor = open_executor(cluster)
    summary = toy.build()
    assert toy.executor.jobs == 2
    assert summary.rendered == 208
    toy.frame = "<b>TEXT</b>"
    toy.build()
    toy.executor.close()
    assert tree(toy.site) == toy.clean_tree()


@needs_dask
@pytest.mark.filterwarnings("default")
def test_what_a_dask_worker_raises_is_raised_here(cluster: str) -> None:
    dask = open_executor(cluster)
    with pytest.raises(ZeroDivisionError):
        list(dask.map(divide, [1, 0]))
    dask.close()


@needs_dask
@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_not_there_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_site.build.dask_cluster.TIMEOUT", "1s")
    with pytest.raises(UsageError, match="no Dask scheduler answers at"):
        list(open_executor("dask://127.0.0.1:9").map(divide, [1]))


def divide(number: int) -> float:
    return 1 / number
