"""Kills, and a disk that refuses: nothing stale stays, and no repair by hand is needed."""

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govreport_site.build import lock
from govreport_site.build.workers import Workers
from govreport_site.errors import LockedError, StorageError

from .toy import Toy, tree

ROOT = Path(__file__).parents[2]


def child(root: Path, *, jobs: int, frame: str = "<p>TEXT</p>") -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from tests.build.toy import Toy; "
        "from govreport_site.build.executor import open_executor; "
        "toy = Toy(Path(sys.argv[1])); toy.frame = sys.argv[3]; "
        "toy.executor = open_executor(jobs=int(sys.argv[2])); toy.build()"
    )
    command = [sys.executable, "-c", code, str(root), str(jobs), frame]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("seed", range(6))
def test_a_build_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    toy = Toy(tmp_path)
    for number in range(120):
        toy.write(f"place{number % 7}/{number}.md", f"text {number}")
    if seed % 2:
        toy.build()
    for _ in range(2):
        toy.frame = f"<p>TEXT {chance.random()}</p>"
        killed = child(tmp_path, jobs=1 + seed % 2, frame=toy.frame)
        wait_for_work(toy, killed)
        time.sleep(chance.random() * 0.04)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        for path in chance.sample(sorted((tmp_path / "reports").rglob("*.md")), 20):
            path.unlink()
        toy.build()
        assert tree(toy.site) == toy.clean_tree()


def wait_for_work(toy: Toy, process: subprocess.Popen[bytes]) -> None:
    """Until the build holds its lock: before that there is nothing to interrupt."""
    while process.poll() is None:
        place = toy.ledger / lock.NAME
        if place.exists() and place.read_bytes():
            return
        time.sleep(0.001)


class Refusing:
    """Makes the n-th file operation fail, and those after it too if it is for good."""

    NAMES = ("open", "write", "rename", "mkdir", "rmdir", "unlink", "lstat", "fsync", "scandir")

    def __init__(
        self, patch: pytest.MonkeyPatch, number: int, code: int, *, for_good: bool
    ) -> None:
        self.left = number
        self.code = code
        self.for_good = for_good
        for name in self.NAMES:
            patch.setattr(os, name, self.wrap(getattr(os, name)))
        patch.setattr(io, "open", self.wrap(io.open))

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def refusing(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0 or (self.left < 0 and self.for_good):
                raise OSError(self.code, os.strerror(self.code), str(args[0]))
            return function(*args, **kwargs)

        return refusing


CODES = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT]


@pytest.mark.parametrize("start", range(1, 6))
def test_the_n_th_file_operation_fails(tmp_path: Path, start: int) -> None:
    """The five starts cover every n; the error changes from n to n and from start to start."""
    toy = Toy(tmp_path)
    for path in ("a/1.md", "a/2.md", "b/1.md"):
        toy.write(path, "one")
    toy.build()
    failures = 0
    for number in range(start, 400, 5):
        toy.write("a/1.md", f"text {number}")
        toy.write("c/1.md", "new") if number % 2 else (tmp_path / "reports/c/1.md").unlink(True)
        before, code = tree(toy.site), CODES[number // 5 % 5]
        with pytest.MonkeyPatch.context() as patch:
            refusing = Refusing(patch, number, code, for_good=False)
            error = None
            try:
                toy.build()
            except StorageError as raised:
                error = raised
        if refusing.left > 0:
            break
        after, wanted = tree(toy.site), toy.clean_tree()
        if error is None:
            assert after == wanted
        else:
            failures += 1
            assert "\n" not in str(error) and os.strerror(code) in str(error)
            assert after in (before, wanted), str(error)
        toy.build()
        assert tree(toy.site) == wanted
    assert failures > 5


@pytest.mark.parametrize("number", range(5, 120, 9))
def test_a_disk_that_fails_for_good(tmp_path: Path, number: int) -> None:
    toy = Toy(tmp_path)
    toy.write("a/1.md", "one")
    toy.build()
    toy.write("a/1.md", "two")
    toy.write("b/1.md", "three")
    with pytest.MonkeyPatch.context() as patch:
        refusing = Refusing(patch, number, errno.EIO, for_good=True)
        if refusing.left > 0:
            try:
                toy.build()
            except StorageError as error:
                assert "Input/output error" in str(error)
    toy.build()
    assert tree(toy.site) == toy.clean_tree()


def test_a_living_builder_keeps_others_out_and_a_dead_one_does_not(tmp_path: Path) -> None:
    own = f"process {os.getpid()} is running `govreport import`"
    with lock.hold(tmp_path, "import"), pytest.raises(LockedError, match=own):
        lock.hold(tmp_path, "build").__enter__()
    code = (
        "import os, sys; from pathlib import Path; from govreport_site.build import lock\n"
        "with lock.hold(Path(sys.argv[1]), 'build'): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout and holder.stdin and holder.stdout.readline() == b"held\n"
    with pytest.raises(LockedError, match=f"process {holder.pid} "), lock.hold(tmp_path, "build"):
        pass
    holder.kill()
    holder.wait()
    with lock.hold(tmp_path, "build"):
        pass
    holder.stdin.close()
    holder.stdout.close()


def test_a_worker_that_dies_is_told_and_leaves_nobody_behind(tmp_path: Path) -> None:
    workers = Workers(2)
    with pytest.raises(Exception, match="a worker process ended unexpectedly"):
        list(workers.map(os._exit, [3]))
    assert list(workers.map(len, ["ab"])) == [2]
    workers.close()


def test_what_a_worker_raises_is_raised_here_even_if_it_cannot_travel() -> None:
    workers = Workers(2)
    with pytest.raises(ZeroDivisionError):
        list(workers.map(divide, [1, 0]))
    with pytest.raises(RuntimeError, match="Stubborn"):
        list(workers.map(be_stubborn, [1]))
    workers.close()


def divide(number: int) -> float:
    return 1 / number


def be_stubborn(number: int) -> None:
    class StubbornError(Exception):
        """Local, so that it cannot be pickled."""

    raise StubbornError(number)


def test_messages_larger_than_a_pipe_do_not_block_either_side() -> None:
    workers = Workers(2)
    chunks = [bytes([number]) * 1_000_000 for number in range(12)]
    assert sorted(workers.map(bytes.upper, chunks)) == sorted(map(bytes.upper, chunks))
    workers.close()


def test_a_plan_of_any_length_is_drawn_as_workers_become_free() -> None:
    workers, drawn = Workers(2), []
    results = workers.map(len, (drawn.append(n) or "x" for n in range(1000)))
    next(results)
    assert len(drawn) < 12
    results.close()
    workers.close()
