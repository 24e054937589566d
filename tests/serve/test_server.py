"""What the preview server answers to a browser, and what it refuses to everyone."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from govreport_site.errors import UsageError
from govreport_site.serve.channel import Channel
from govreport_site.serve.requests import host_allowed, is_loopback
from govreport_site.serve.server import listen

from .conftest import SECRET, Preview


def test_serves_a_page_with_the_reload_script_and_the_right_type(preview: Preview) -> None:
    answer = preview.ask("/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    build = preview.channel.build
    tag = answer.headers["ETag"].strip('"').removesuffix(f"-{build}")
    script = f'<script src="/_govreport/reload.js?build={build}&amp;page={tag}"></script>'
    assert answer.body.decode() == f"<html><body>首页{script}</body></html>"
    assert (preview.site / "index.html").read_text("utf-8") == "<html><body>首页</body></html>"


@pytest.mark.parametrize(
    ("target", "kind", "body"),
    [
        ("/fujian/data.csv", "text/csv; charset=utf-8", "年,件\n2016,4\n"),
        ("/fujian/data.json?v=1", "application/json; charset=utf-8", "{}"),
        ("/style.css", "text/css; charset=utf-8", "p{}"),
    ],
)
def test_serves_other_files_as_they_are(
    preview: Preview, target: str, kind: str, body: str
) -> None:
    answer = preview.ask(target)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.body.decode() == body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_folder_without_its_slash_is_redirected(preview: Preview) -> None:
    answer = preview.ask("/fujian/2016?a=1&b=%E5%B9%B4")
    assert (answer.status, answer.headers["Location"]) == (301, "/fujian/2016/?a=1&b=%E5%B9%B4")
    assert preview.ask("/fujian/2016/").status == 200


def test_no_listing_and_the_sites_own_404(preview: Preview) -> None:
    for target in ("/fujian/", "/fujian", "/nothing", "/style.css/", "/index.html/x"):
        answer = preview.ask(target)
        assert answer.status == 404
        assert "没有这一页" in answer.body.decode()


def test_head_sends_the_length_and_no_body(preview: Preview) -> None:
    full, head = preview.ask("/style.css"), preview.ask("/style.css", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == full.headers["Content-Length"] == "3"


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(preview: Preview) -> None:
    etag = preview.ask("/style.css").headers["ETag"]
    assert preview.ask("/style.css", If_None_Match=etag).status == 304
    (preview.site / "style.css").write_text("q{}")
    assert preview.ask("/style.css", If_None_Match=etag).status == 200


def test_a_page_is_sent_again_after_a_build_though_its_bytes_are_the_same(preview: Preview) -> None:
    etag = preview.ask("/").headers["ETag"]
    preview.channel.succeeded(changed=True)
    assert preview.ask("/", If_None_Match=etag).status == 200


HOSTILE_TARGETS = [
    "/../secret.txt",
    "/../../../../../etc/passwd",
    "/..",
    "/fujian/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E/secret.txt",
    "/.%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/..%2Fsecret.txt",
    "/..%5csecret.txt",
    "/..%5Csecret.txt",
    "/..\\secret.txt",
    "/\\..\\secret.txt",
    "/fujian\\..\\..\\secret.txt",
    "/%252e%252e/secret.txt",
    "/%252e%252e%252fsecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%c0%af..%c0%afsecret.txt",
    "/%e0%80%ae%e0%80%ae/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/%ef%bc%8e%ef%bc%8e/secret.txt",
    "/....//secret.txt",
    "/..../secret.txt",
    "/..;/secret.txt",
    "/.;/secret.txt",
    "/..%00/secret.txt",
    "/secret.txt%00.html",
    "/index.html%00",
    "/%00",
    "/..%0d%0a/secret.txt",
    "/%0d%0aSet-Cookie:%20a=b",
    "/index.html%0d%0aX:y",
    "/..%09/secret.txt",
    "/%20../secret.txt",
    "/../site-two/secret.txt",
    "/link.txt",
    "/linked/secret.txt",
    "/linked/",
    "/linked",
    "/linked/site/index.html",
    "/linked/site-two/secret.txt",
    "//secret.txt",
    "///etc/passwd",
    "//etc/passwd",
    "/fujian//data.csv",
    "//127.0.0.1/secret.txt",
    "http://127.0.0.1/../secret.txt",
    "http://evil.example/secret.txt",
    "https://evil.example/",
    "file:///etc/passwd",
    "file://secret.txt",
    "secret.txt",
    "../secret.txt",
    "..",
    "*",
    "?/../secret.txt",
    "/?/../../secret.txt",
    "/#/../secret.txt",
    "/.hidden/secret.txt",
    "/.hidden",
    "/%2ehidden/secret.txt",
    "/.govreport-files",
    "/.git/config",
    "/.govreport/outputs",
    "/C:/secret.txt",
    "/C:\\secret.txt",
    "/c|/secret.txt",
    "/secret.txt::$DATA",
    "/index.html::$DATA",
    "/fujian/data.csv.",
    "/fujian/data.csv%20",
    "/proc/self/environ",
    "/etc/passwd",
    "/dev/zero",
    "/%",
    "/%2",
    "/%zz",
    "/%ff%fe",
    "/" + "a" * 5000,
    "/" + "../" * 400 + "secret.txt",
    "/" + "%2e%2e/" * 300 + "etc/passwd",
    "/_govreport/../secret.txt",
    "/_govreport/",
    "/_govreport/reload.js/",
    "/_govreport/channel.py",
    "/_govreport/%2e%2e/secret.txt",
    "/~root/.bashrc",
    "/~/secret.txt",
    "/fujian/*",
    "/%3f/../secret.txt",
    "/secret.txt?",
    "/site/../secret.txt",
]


@pytest.mark.parametrize("target", HOSTILE_TARGETS)
def test_hostile_targets_get_nothing_from_outside_the_site(preview: Preview, target: str) -> None:
    for version in (b"1.1", b"1.0"):
        host = b"Host: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % preview.port
        said = preview.raw(b"GET " + target.encode() + b" HTTP/" + version + b"\r\n" + host)
        head = said.partition(b"\r\n\r\n")[0].lower()
        assert SECRET not in said
        assert b"root:" not in said
        assert b"set-cookie" not in head and b"\r\nx:" not in head
        assert not target.startswith(("/?", "?/")) or b" 200 " in said or b" 400 " in said
        if not target.startswith("/?"):
            assert said.split(b" ", 2)[1][:1] in {b"4", b"5"}, said[:200]


HOSTILE_REQUESTS = [
    b"",
    b"\r\n",
    b"\0" * 100,
    b"GET\r\n\r\n",
    b"GET /secret.txt\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost:\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost.evil.example:80\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 0.0.0.0\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: [::ffff:7f00:1]\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 2130706433\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 192.168.0.1\r\n\r\n",
    b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nA: " + b"b" * 70000 + b"\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]


@pytest.mark.parametrize("request_", HOSTILE_REQUESTS, ids=range(len(HOSTILE_REQUESTS)))
def test_hostile_requests_get_no_page(preview: Preview, request_: bytes) -> None:
    try:
        said = preview.raw(request_)
    except ConnectionResetError:
        said = b""
    assert SECRET not in said
    assert "首页".encode() not in said


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"]
)
def test_only_get_and_head(preview: Preview, method: str) -> None:
    answer = preview.ask("/", method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_body_is_not_taken_for_the_next_request(preview: Preview) -> None:
    host = f"Host: 127.0.0.1:{preview.port}\r\n".encode()
    hidden = b"GET /style.css HTTP/1.1\r\n" + host + b"\r\n"
    length = b"Content-Length: %d\r\n\r\n" % len(hidden)
    said = preview.raw(b"GET / HTTP/1.1\r\n" + host + length + hidden)
    assert said.count(b"HTTP/1.1 ") == 1


def test_a_pipe_in_the_site_does_not_hang_the_server(preview: Preview) -> None:
    if sys.platform == "win32":
        return
    os.mkfifo(preview.site / "pipe.txt")
    assert preview.ask("/pipe.txt").status == 404


def stream(preview: Preview, **headers: str) -> bytes:
    """The first event of the reload channel, or the refusal."""
    lines = ["GET /_govreport/events HTTP/1.1", f"Host: 127.0.0.1:{preview.port}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", preview.port), timeout=5) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        said = b""
        while not said.endswith((b"}\n\n", b"Forbidden\n")) and (part := connection.recv(4096)):
            said += part
    return said


def test_whoever_connects_late_is_told_the_current_build_and_failure(preview: Preview) -> None:
    preview.channel.succeeded(changed=True)
    preview.channel.failed('templates/page.html:3: found "<", expected a name')
    said = stream(preview).decode()
    assert f'"build": "{preview.channel.build}"' in said
    assert "templates/page.html:3" in said


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_the_reload_channel_is_for_the_servers_own_pages(
    preview: Preview, headers: dict[str, str]
) -> None:
    assert b" 403 " in stream(preview, **headers)


def test_the_reload_channel_is_open_to_its_own_pages(preview: Preview) -> None:
    own = f"http://127.0.0.1:{preview.port}"
    assert b"text/event-stream" in stream(preview, Origin=own, Sec_Fetch_Site="same-origin")


def test_a_busy_port_leads_to_the_next(preview: Preview, tmp_path: Path) -> None:
    other = listen(tmp_path, Channel(), "127.0.0.1", preview.port)
    other.server_close()
    assert other.server_port > preview.port


def test_a_host_that_is_not_this_machine_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot listen on"):
        listen(tmp_path, Channel(), "203.0.113.7", 8000)


def test_hosts_when_all_addresses_are_bound() -> None:
    assert host_allowed("192.168.0.7:8000", "0.0.0.0")
    assert host_allowed("archive-pc:8000", "0.0.0.0", ["archive-pc"])
    assert not host_allowed("evil.example", "0.0.0.0")
    assert is_loopback("127.0.0.2") and is_loopback("::1") and not is_loopback("0.0.0.0")
