"""The HTTP server of a preview: GET and HEAD, files of one folder, one event stream."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote

from govreport_site.errors import UsageError
from govreport_site.serve import files
from govreport_site.serve.channel import PREFIX, Channel, asset, inject
from govreport_site.serve.files import Body
from govreport_site.serve.requests import Address, host_allowed, read_target

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""Sent with every answer."""

MAX_CONNECTIONS = 128
MAX_LISTENERS = 32
"""Event streams at once: each holds a thread."""
HEARTBEAT = 15.0
"""Seconds between two signs of life on an event stream; a browser that is gone is noticed then."""
TRIES = 50
"""Ports tried after a busy one."""

FALLBACK = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1></body></html>
"""


class PreviewServer(ThreadingHTTPServer):
    """Serves `site`, and tells its pages of new builds."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    # On Windows this option lets two servers share a port; elsewhere it only skips a wait.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, site: Path, channel: Channel, host: str, port: int) -> None:
        self.site = site
        self.channel = channel
        self.host = host
        self.slots = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.listeners = threading.BoundedSemaphore(MAX_LISTENERS)
        self.names = (socket.gethostname(),)
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Handler)

    @property
    def url(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{host}:{self.server_port}/"

    def server_bind(self) -> None:
        """Binds without asking the name service for this machine's full name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Starts a thread for the connection, or closes it when there are too many."""
        if not self.slots.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.slots.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error of this server."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "govreport"
    sys_version = ""
    timeout = 30

    def __getattr__(self, name: str) -> Any:
        """Any method but GET and HEAD is answered with 405, not with a guess."""
        if name.startswith("do_"):
            return self._refuse_method
        raise AttributeError(name)

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a preview's terminal shows builds, not what an attacker sends."""

    def _refuse_method(self) -> None:
        self.close_connection = True
        self._send_plain(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})

    def _answer(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            # A body that is not read would pass for the next request.
            self.close_connection = True
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not self._is_host(hosts[0]):
            self._send_plain(HTTPStatus.MISDIRECTED_REQUEST)
            return
        address = read_target(self.path)
        if address is None:
            self._send_plain(HTTPStatus.BAD_REQUEST)
        elif address.names[:1] == (PREFIX,):
            self._answer_own(address)
        else:
            self._answer_page(address)

    def _is_host(self, host: str) -> bool:
        return host_allowed(host, self.server.host, self.server.names)

    def _answer_own(self, address: Address) -> None:
        name = address.path.removeprefix(f"{PREFIX}/")
        if name in {"reload.js", "reload.css"} and not address.folder:
            self._send(files.body(asset(name), Path(name).suffix))
        elif name == "events" and not address.folder and self.command == "GET":
            self._stream()
        else:
            self._send_plain(HTTPStatus.NOT_FOUND)

    def _answer_page(self, address: Address) -> None:
        site = self.server.site
        # Read before the file: a page served under an older number is at worst reloaded once more.
        build = self.server.channel.build
        path = "/".join((*address.names, "index.html")) if address.folder else address.path
        if not address.names:
            path = "index.html"
        found = files.read(site, path)
        if found is not None:
            self._send(found, build=build)
        elif not address.folder and files.read(site, f"{address.path}/index.html") is not None:
            self._redirect(address)
        else:
            missing = files.read(site, "404.html") or fallback("404 Not Found")
            self._send(missing, HTTPStatus.NOT_FOUND, build=build)

    def _redirect(self, address: Address) -> None:
        query = f"?{quote(address.query, safe='=&%+')}" if address.query else ""
        where = "/" + quote(address.path) + "/" + query
        self._send_plain(HTTPStatus.MOVED_PERMANENTLY, {"Location": where})

    def _stream(self) -> None:
        """Tells every state of the build until the page or the server goes."""
        if not self._same_origin():
            self._send_plain(HTTPStatus.FORBIDDEN)
            return
        if not self.server.listeners.acquire(blocking=False):
            self._send_plain(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})
            return
        try:
            self.close_connection = True
            self.send_response(HTTPStatus.OK)
            self._send_headers({"Content-Type": "text/event-stream", "Connection": "close"})
            self._tell_states()
        except OSError:
            # The page is gone; there is nobody left to tell.
            return
        finally:
            self.server.listeners.release()

    def _tell_states(self) -> None:
        channel, seen = self.server.channel, -1
        self.wfile.write(b"retry: 500\n\n")
        while not channel.closed:
            version = channel.wait(seen, HEARTBEAT)
            self.wfile.write(b": still here\n\n" if version == seen else channel.event())
            self.wfile.flush()
            seen = version

    def _same_origin(self) -> bool:
        """Whether the stream is asked for by a page of this server, as far as browsers say."""
        if self.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return False
        origin = self.headers.get("Origin")
        return origin is None or origin == f"http://{self.headers['Host']}"

    def _send(
        self, found: Body, status: HTTPStatus = HTTPStatus.OK, build: str | None = None
    ) -> None:
        data, etag = found.data, found.etag
        if build is not None and found.content_type.startswith("text/html"):
            tag = etag.strip('"')
            data, etag = inject(data, build, tag), f'"{tag}-{build}"'
        if status == HTTPStatus.OK and etag in self.headers.get("If-None-Match", ""):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._send_headers({"ETag": etag})
            return
        self.send_response(status)
        length = str(len(data))
        self._send_headers(
            {"Content-Type": found.content_type, "Content-Length": length, "ETag": etag}
        )
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_plain(self, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> None:
        data = f"{status.value} {status.phrase}\n".encode()
        self.send_response(status)
        kind = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(data))}
        self._send_headers({**kind, **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_headers(self, headers: Mapping[str, str]) -> None:
        for name, value in {**HEADERS, **headers}.items():
            self.send_header(name, value)
        if self.close_connection and "Connection" not in headers:
            self.send_header("Connection", "close")
        self.end_headers()


def fallback(title: str) -> Body:
    """A page for when the site has none of its own; the reload script can show a failure on it."""
    return files.body(FALLBACK.format(title=title).encode(), ".html")


def listen(site: Path, channel: Channel, host: str, port: int) -> PreviewServer:
    """A server on the port, or on the next free one. Raises `UsageError` if there is none."""
    last = port + (TRIES if port else 0)
    for number in range(port, min(last, 65535) + 1):
        try:
            return PreviewServer(site, channel, host, number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise UsageError(f"cannot listen on {host} port {number}: {error.strerror}") from error
    raise UsageError(f"ports {port} to {last} of {host} are all busy; choose another with --port")
