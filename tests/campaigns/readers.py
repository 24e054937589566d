"""Readers of a published folder while it is published to again and again."""

from __future__ import annotations

import functools
import hashlib
import http.client
import http.server
import random
import re
import threading
from collections import defaultdict
from pathlib import Path

from msgspec import Struct, field

from govreport_site.cli import main
from tests.campaigns.crashes import tree
from tests.commands.conftest import make_archive

READERS = 8
_BUILD = re.compile(r'property="og:site_name" content="第(\d+)版"')


class Public(Struct):
    """A published folder, every version of every file that was ever in it, and what went wrong."""

    root: Path
    known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pages: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    requests: int = 0
    sets: int = 0
    done: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, archive: Path, number: int) -> None:
        """Build the site anew under another title, which every page carries, and publish it."""
        config = archive / "govreport.toml"
        text = re.sub(r'(?m)^title = ".*"$', f'title = "第{number}版"', config.read_text("utf-8"))
        config.write_text(text, "utf-8")
        assert main(["build", "-q", "--no-search", "--jobs", "1", "-C", str(archive)]) == 0
        for path, digest in tree(archive / "site").items():
            self.known[path].add(digest)
        self.pages = [path for path in self.known if path.endswith(".html")]
        assert main(["publish", "-q", "--to", str(self.root), "-C", str(archive)]) == 0

    def ask(self, connection: http.client.HTTPConnection, path: str) -> None:
        """One request, as a web server answers it that resolves the link for each."""
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            self.wrong.append(f"{path}: {answer.status}")
        elif hashlib.sha256(data).hexdigest() not in self.known[path]:
            self.wrong.append(f"{path}: {len(data)} bytes that were never published")

    def read_set(self, paths: list[str]) -> None:
        """Several pages by a reader who resolves the link once: all must be of one build."""
        release = (self.root / "current").resolve()
        builds = {_BUILD.search((release / p).read_text("utf-8"))[1] for p in paths}  # type: ignore[index]
        if len(builds) != 1:
            self.wrong.append(f"builds {sorted(builds)} in one set of pages")


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _read(public: Public, port: int, seed: int, most: int) -> None:
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        while not public.done and public.requests < most:
            for path in chance.choices(public.pages, k=4):
                public.ask(connection, path)
            public.read_set(chance.choices(public.pages, k=5))
            with public.lock:
                public.requests += 4
                public.sets += 1
    except (OSError, http.client.HTTPException) as error:
        public.wrong.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def read_while_publishing(root: Path, *, switches: int, requests: int) -> Public:
    """Publish so many times while eight readers ask; at least so many requests in all."""
    archive, public = make_archive(root / "archive"), Public(root / "www")
    public.publish(archive, 0)
    handler = functools.partial(_Handler, directory=public.root / "current")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_port
        readers = [
            threading.Thread(target=_read, args=(public, port, n, 10**9)) for n in range(READERS)
        ]
        for reader in readers:
            reader.start()
        for number in range(1, switches + 1):
            public.publish(archive, number)
        while public.requests < requests and any(r.is_alive() for r in readers):
            threading.Event().wait(0.05)
        public.done = True
        for reader in readers:
            reader.join()
        server.shutdown()
    return public
