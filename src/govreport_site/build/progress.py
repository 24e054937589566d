"""What long work says while it runs."""

from __future__ import annotations

from typing import Protocol


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
