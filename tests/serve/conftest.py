"""A running preview server over a small site, with a secret beside the site."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from govreport_site.serve.channel import Channel
from govreport_site.serve.server import PreviewServer, listen

SECRET = b"this lies outside the site"


class Answer(Struct, frozen=True):
    """One HTTP response, taken apart."""

    status: int
    headers: dict[str, str]
    body: bytes


class Preview(Struct, frozen=True):
    """A server and how to talk to it without any client's own caution."""

    server: PreviewServer
    channel: Channel
    site: Path

    @property
    def port(self) -> int:
        return self.server.server_port

    def raw(self, request: bytes) -> bytes:
        """Everything the server says to these bytes, until it closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def ask(
        self, target: str, *, method: str = "GET", host: str | None = None, **headers: str
    ) -> Answer:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        request = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
        head, _, body = self.raw(request).partition(b"\r\n\r\n")
        status, *fields = head.decode("latin-1").split("\r\n")
        named = dict(field.split(": ", 1) for field in fields)
        return Answer(int(status.split()[1]), named, body)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    site = tmp_path / "site"
    for path, text in {
        "index.html": "<html><body>首页</body></html>",
        "404.html": "<html><body>没有这一页</body></html>",
        "fujian/2016/index.html": "<p>no body end",
        "fujian/data.csv": "年,件\n2016,4\n",
        "fujian/data.json": "{}",
        "style.css": "p{}",
        ".hidden/secret.txt": SECRET.decode(),
        ".govreport-files": SECRET.decode(),
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (tmp_path / "site-two").mkdir()
    (tmp_path / "site-two" / "secret.txt").write_bytes(SECRET)
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "linked").symlink_to(tmp_path, target_is_directory=True)
    channel = Channel()
    server = listen(site, channel, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Preview(server, channel, site)
    channel.close()
    server.shutdown()
    server.server_close()
