"""One command as a whole: wall time, processor time, and the memory of all its processes."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct


class Cost(Struct, frozen=True):
    """What a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes, user and system."""
    memory: int
    """Bytes: the proportional share (PSS) of all its processes together, at their peak."""


def cost_of(
    words: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None, *, memory: bool = True
) -> Cost:
    """Run a command to its end. Raises CalledProcessError when it fails.

    Looking at the memory of a process holds it up: a command of less than a second is timed with
    `memory` off, which leaves it 0.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    if memory:
        watcher.start()
    _, said = process.communicate()
    wall = time.perf_counter() - started
    if memory:
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words, stderr=said)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        started = time.perf_counter()
        peak[0] = max(peak[0], sum(_memory(pid) for pid in _family(process.pid)))
        # The system counts the pages of each process: often, that would take a third of a processor.
        time.sleep(max(0.05, 20 * (time.perf_counter() - started)))


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            tasks = list(Path(f"/proc/{one}/task").iterdir())
            for task in tasks:
                children = (task / "children").read_text().split()
                found += [int(child) for child in children]
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, IndexError):
        pass
    return 0
