"""The preview itself: build, serve, watch, and build again until interrupted."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from msgspec import Struct

from govreport_site.errors import GovreportError, LockedError
from govreport_site.serve.channel import Channel
from govreport_site.serve.inbox import LOOK, Inbox
from govreport_site.serve.requests import is_loopback
from govreport_site.serve.server import listen
from govreport_site.serve.watching import Changes, Watch, gather

RETRY = 1.0
"""Seconds after which a build is tried again that another process stood in the way of."""


class BuildOutcome(Struct, frozen=True):
    """What a rebuild did."""

    changed: bool
    """Whether any file of the site changed: the browser reloads only then."""
    sweeping: bool = True
    """Whether a change may show on any page, as that of a style does, and not only on those whose
    own file changed."""
    said: str = ""
    """One line for the terminal: "3 pages in 0.08 s"."""
    failure: str = ""
    """What is wrong although the site was rebuilt, such as a report that cannot be read: the
    pages show it, and reload."""
    owing: bool = False
    """Whether a build of everything is owed: it follows as soon as nothing else changes."""


Rebuild = Callable[[frozenset[Path]], BuildOutcome]
"""(paths that changed since the last good build; none means everything) → what was done.
Raises a `GovreportError`, whose text is shown in the browser."""

Import = Callable[[Sequence[Path]], None]
"""Takes complete files from the inbox into the archive."""


def run(
    site: Path,
    *,
    rebuild: Rebuild,
    watch: Sequence[Path],
    say: Callable[[str], None],
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    inbox: Path | None = None,
    on_inbox: Import | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serves the site and rebuilds it as `watch` changes, until interrupted or told to stop.

    While a build fails, the last good site stays and its pages show why. Files that appear in
    `inbox` go to `on_inbox`, which is followed by a rebuild. All callbacks run in this thread,
    one at a time. Raises `UsageError` when it cannot listen.
    """
    channel = Channel()
    server = listen(site, channel, host, port)
    changes: Changes = Changes()
    watcher = Watch(watch, changes, say)
    loop = _Loop(channel, rebuild, say)
    box = Inbox(inbox) if inbox and on_inbox else None
    try:
        watcher.start()
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        _greet(server.url, server.server_port, port, host, say)
        loop.build(frozenset())
        if open_browser:
            webbrowser.open(server.url)
        while stop is None or not stop.is_set():
            if box and on_inbox and (files := box.complete()):
                loop.take_in(files, on_inbox)
            loop.build_if_due(gather(changes, LOOK))
    except KeyboardInterrupt:
        say("stopped")
    finally:
        channel.close()
        watcher.stop()
        server.shutdown()
        server.server_close()


def _greet(url: str, port: int, asked: int, host: str, say: Callable[[str], None]) -> None:
    if asked not in (0, port):
        say(f"port {asked} is busy; using {port}")
    say(f"serving {url} — press Ctrl-C to stop")
    if not is_loopback(host):
        say(f"any machine that can reach {host} can read this preview")


class _Loop:
    """Builds, remembers what a failed build still owes, and tells the browser."""

    def __init__(self, channel: Channel, rebuild: Rebuild, say: Callable[[str], None]) -> None:
        self._channel = channel
        self._rebuild = rebuild
        self._say = say
        self._owed: frozenset[Path] = frozenset()
        self._built = False
        self._retry_at: float | None = None

    def build_if_due(self, changed: frozenset[Path]) -> None:
        """Builds if something changed, or if another process has had time to finish."""
        if changed or (self._retry_at is not None and monotonic() >= self._retry_at):
            self.build(changed)

    def build(self, changed: frozenset[Path]) -> None:
        self._owed |= changed
        self._retry_at = None
        try:
            outcome = self._rebuild(self._owed if self._built else frozenset())
        except GovreportError as error:
            if isinstance(error, LockedError):
                self._retry_at = monotonic() + RETRY
            self._channel.failed(str(error))
            self._say(f"error: {error}")
            return
        self._owed, self._built = frozenset(), True
        if outcome.owing:
            self._retry_at = monotonic()
        self._channel.succeeded(
            changed=outcome.changed, sweeping=outcome.sweeping, failure=outcome.failure
        )
        if outcome.failure:
            self._say(f"error: {outcome.failure}")
        if outcome.said:
            self._say(outcome.said)

    def take_in(self, files: Sequence[Path], on_inbox: Import) -> None:
        """Imports; what was imported is seen by the watch, as any change of a report is."""
        try:
            on_inbox(files)
        except GovreportError as error:
            self._say(f"error: {error}")
