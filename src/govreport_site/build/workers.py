"""Worker processes on this machine, each fed through its own pipe.

Not `concurrent.futures`: its queue thread makes forking unsafe, it draws every chunk at once, and
a worker that dies takes a second to notice. Here chunks are drawn two a worker, so that a plan
of any length passes through in constant memory, and a worker whose parent is gone ends at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from govreport_site.build.failures import BuildError
from govreport_site.build.machine import give_back_memory, own_peak_memory, seldom_collect

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

C = TypeVar("C")
R = TypeVar("R")

AHEAD = 2
"""Chunks a worker has at once: one it works on, one that waits, so that it never does."""

Reply = tuple[bool, Any, int]
"""(whether it succeeded, the result or the exception, the worker's peak memory in bytes)"""


def start_method() -> str:
    """Fork where it is safe: it starts in 2 ms and shares what is loaded. Spawn elsewhere.

    With other threads running, as under `serve`, a forked child may inherit a held lock.
    """
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


class Workers:
    """A fixed number of processes, started at the first map and kept until closed."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._processes: list[BaseProcess] = []
        self._pipes: list[Connection] = []
        self._peaks: dict[int, int] = {}

    def start(self) -> None:
        """Starts the workers now: before much is loaded, they stay small."""
        if self._processes:
            return
        from multiprocessing import get_context  # only here: 8 ms of every start

        give_back_memory()
        method = start_method()
        context: Any = get_context(method)
        for _ in range(self.jobs):
            ours, theirs = context.Pipe()
            # A forked child holds copies of our ends; while it does, no worker sees us go.
            inherited = [*self._pipes, ours] if method == "fork" else []
            process = context.Process(target=serve_chunks, args=(theirs, inherited), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._pipes.append(ours)

    def map(self, function: Callable[[C], R], chunks: Iterable[C]) -> Iterator[R]:
        from multiprocessing import connection

        self.start()
        packed = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
        source = iter(chunks)
        waiting = dict.fromkeys(self._pipes, 0)
        done = False
        try:
            for pipe in self._pipes:
                self._send(pipe, (None, packed))
            for pipe in self._pipes * AHEAD:
                self._feed(pipe, source, waiting)
            while busy := [pipe for pipe, count in waiting.items() if count]:
                ready: list[Any] = connection.wait(busy)
                for pipe in ready:
                    result = self._receive(pipe)
                    waiting[pipe] -= 1
                    self._feed(pipe, source, waiting)
                    yield result
            done = True
        finally:
            if not done:
                self._stop()

    def _feed(self, pipe: Connection, source: Iterator[C], waiting: dict[Connection, int]) -> None:
        for chunk in source:
            self._send(pipe, (chunk, None))
            waiting[pipe] += 1
            return

    def _send(self, pipe: Connection, message: object) -> None:
        try:
            pipe.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise lost() from error

    def _receive(self, pipe: Connection) -> Any:
        try:
            succeeded, result, peak = pickle.loads(pipe.recv_bytes())
        except (EOFError, ConnectionError) as error:
            raise lost() from error
        self._peaks[self._pipes.index(pipe)] = peak
        if not succeeded:
            raise result
        return result

    def peak_memory(self) -> int:
        """This process's peak, and what each worker holds for itself: shared pages count once."""
        own = [private_memory(process.pid) for process in self._processes]
        return own_peak_memory() + (sum(own) or sum(self._peaks.values()))

    def close(self) -> None:
        """Lets the workers end by themselves: a closed pipe tells them."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()
        self._processes, self._pipes = [], []

    def _stop(self) -> None:
        """Ends the workers in the middle of what they do; the next map starts new ones."""
        for process in self._processes:
            process.terminate()
        self.close()


def private_memory(pid: int | None) -> int:
    """Bytes that only this process has; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def lost() -> BuildError:
    return BuildError(
        "a worker process ended unexpectedly, perhaps for want of memory; "
        "run the command again, with a smaller --jobs if it happens again"
    )


def serve_chunks(pipe: Connection, inherited: list[Connection]) -> None:
    """The life of a worker: chunks in, results out, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom_collect()
    give_back_memory()
    for other in inherited:
        other.close()
    messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # Read in a thread of its own: were both sides to write into full pipes, both would wait.
    threading.Thread(target=listen, args=(pipe, messages), daemon=True).start()
    function: Callable[[Any], Any] = len
    while True:
        chunk, packed = pickle.loads(messages.get())
        if packed is not None:
            function = pickle.loads(packed)
            continue
        pipe.send_bytes(answer(function, chunk))


def listen(pipe: Connection, messages: queue.SimpleQueue[bytes]) -> None:
    """Passes messages on; when the parent is gone, ends the whole process where it stands."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            messages.put(pipe.recv_bytes())
    os._exit(0)


def answer(function: Callable[[Any], Any], chunk: object) -> bytes:
    """The reply to a chunk, pickled; what is raised travels to the parent and is raised there."""
    try:
        reply: Reply = (True, function(chunk), own_peak_memory())
    except BaseException as error:  # noqa: BLE001 - it is not handled here but carried over
        reply = (False, error, own_peak_memory())
    try:
        packed = pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
        if not reply[0]:
            pickle.loads(packed)
    except BaseException:  # noqa: BLE001 - an error may be made of anything; its text still travels
        text = f"{type(reply[1]).__name__}: {reply[1]}"
        return pickle.dumps((False, RuntimeError(text), reply[2]), pickle.HIGHEST_PROTOCOL)
    return packed
