"""Which build the browser should be showing, told to every page that listens."""

from __future__ import annotations

import json
import secrets
import threading
from importlib.resources import files as package_files

PREFIX = "_govreport"
"""First component of the addresses that belong to the preview and not to the site."""


class Channel:
    """The number of the last good build and the failure since, if any.

    A page carries the number it was served under. Whoever connects, late or again, is told the
    current state first, so a page that missed a build still learns of it.
    """

    def __init__(self) -> None:
        self._session = secrets.token_hex(4)
        self._count = self._sweep = 0
        self._failure = ""
        self._version = 0
        self._closed = False
        self._news = threading.Condition()

    @property
    def build(self) -> str:
        """Differs from that of every other build, and of another run of the server."""
        return f"{self._session}-{self._count}"

    @property
    def failure(self) -> str:
        return self._failure

    @property
    def closed(self) -> bool:
        return self._closed

    def succeeded(self, *, changed: bool, sweeping: bool = True, failure: str = "") -> None:
        """The site was rebuilt; pages show what is still wrong, and if any file changed they reload:
        all after a `sweeping` build, else those whose own file is another."""
        if changed and sweeping:
            self._sweep = self._count + 1
        self._tell(count=self._count + changed, failure=failure)

    def failed(self, message: str) -> None:
        """The site could not be rebuilt; pages stay and show the message."""
        self._tell(count=self._count, failure=message)

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify_all()

    def _tell(self, *, count: int, failure: str) -> None:
        with self._news:
            if (count, failure) != (self._count, self._failure):
                self._count, self._failure = count, failure
                self._version += 1
                self._news.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """The version of the state, as soon as it is not `seen`, or after so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._version != seen, seconds)
            return self._version

    def event(self) -> bytes:
        """The state as a server-sent event."""
        with self._news:
            state = {"build": self.build, "sweep": self._sweep, "failure": self._failure}
        return f"event: state\ndata: {json.dumps(state)}\n\n".encode()


def asset(name: str) -> bytes:
    """`reload.js` or `reload.css`."""
    return package_files("govreport_site.serve").joinpath(name).read_bytes()


def inject(page: bytes, build: str, tag: str) -> bytes:
    """The page with the reload script before the end of its body, or at its end. `tag` tells these
    bytes from others: the beginning of the page's ETag."""
    address = f"/{PREFIX}/reload.js?build={build}&amp;page={tag}"
    script = f'<script src="{address}"></script>'.encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]
