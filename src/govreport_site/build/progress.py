"""What long work says while it runs: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

from time import monotonic
from typing import Protocol, TextIO

BAR = 24
"""Characters of the bar itself."""
REDRAW = 0.1
"""Seconds between two drawings of the bar: faster flickers, slower looks stuck."""
SPEAK = 10.0
"""Seconds between two lines where there is no terminal: a log of a night stays readable."""


class Progress(Protocol):
    """One line of work at a time: started with a label, advanced, finished."""

    def start(self, label: str, total: int | None = None) -> None: ...

    def advance(self, done: int = 1) -> None: ...

    def finish(self) -> None: ...


class _Silent:
    def start(self, label: str, total: int | None = None) -> None: ...

    def advance(self, done: int = 1) -> None: ...

    def finish(self) -> None: ...


SILENT: Progress = _Silent()


class _Counting:
    """What the bar and the lines have in common: a count, a clock, and when to speak next."""

    pause = REDRAW

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._label = ""
        self._total: int | None = None
        self._done = 0
        self._started = self._next = 0.0

    def start(self, label: str, total: int | None = None) -> None:
        self._label, self._total, self._done = label, total, 0
        self._started = monotonic()
        self._next = self._started + self.pause

    def advance(self, done: int = 1) -> None:
        self._done += done
        now = monotonic()
        if now >= self._next:
            self._next = now + self.pause
            self._speak(now - self._started)

    def _speak(self, seconds: float) -> None:
        raise NotImplementedError


class Bar(_Counting):
    """A bar that is redrawn in place, with rate and time left."""

    _drawn = False

    def _speak(self, seconds: float) -> None:
        self._drawn = True
        self._stream.write("\r\x1b[2K" + line(self._label, self._done, self._total, seconds, BAR))
        self._stream.flush()

    def finish(self) -> None:
        if self._drawn:
            self._drawn = False
            self._stream.write("\r\x1b[2K")
            self._stream.flush()


class Lines(_Counting):
    """A plain line now and then, and a last one for work that took long enough to say so."""

    pause = SPEAK

    def _speak(self, seconds: float) -> None:
        self._stream.write(line(self._label, self._done, self._total, seconds) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        if (seconds := monotonic() - self._started) >= SPEAK:
            self._speak(seconds)


def for_stream(stream: TextIO, *, quiet: bool = False) -> Progress:
    """A bar if the stream is a terminal, lines if not, nothing if quiet is asked."""
    if quiet:
        return SILENT
    return Bar(stream) if stream.isatty() else Lines(stream)


def line(label: str, done: int, total: int | None, seconds: float, bar: int = 0) -> str:
    """`Rendering ████░░ 1,204/10,000 · 2,350/s · 4 s left`."""
    rate = done / seconds if seconds > 0 else 0.0
    parts = [f"{done:,}" if total is None else f"{done:,}/{total:,}", f"{rate:,.0f}/s"]
    if total is not None and rate > 0 and done < total:
        parts.append(f"{duration((total - done) / rate)} left")
    drawn = ""
    if bar and total:
        full = min(bar, bar * done // total)
        drawn = "█" * full + "░" * (bar - full) + " "
    return f"{label} {drawn}{' · '.join(parts)}"


def duration(seconds: float) -> str:
    """`0.42 s`, `4 s`, `3 min 20 s`, `2 h 05 min`."""
    if seconds < 1:
        return f"{seconds:.2f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
