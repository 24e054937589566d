"""What a preview does to the page that a person has open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from govreport_site.serve.channel import Channel
from govreport_site.serve.server import listen

STAYED = "() => window.read === true"


class Preview:
    """Two pages and a server that shows them."""

    def __init__(self, site: Path) -> None:
        self.site, self.channel = site, Channel()
        for name in ("here", "there"):
            (site / name).mkdir()
            self.write(name, "first")
        self.server = listen(site, self.channel, "127.0.0.1", 0)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def write(self, name: str, text: str) -> None:
        (self.site / name / "index.html").write_text(f"<body><p>{text}</p></body>", "utf-8")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    found = Preview(tmp_path)
    yield found
    found.channel.close()
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    opened = browser.new_page()
    opened.goto(f"{preview.server.url}here/", wait_until="load")
    opened.evaluate("() => { window.read = true; }")
    yield opened
    opened.close()


def test_a_page_reloads_when_it_changed_and_stays_when_another_did(
    preview: Preview, page: Page
) -> None:
    preview.write("there", "second")
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        preview.channel.succeeded(changed=True, sweeping=False)
    page.wait_for_timeout(100)
    assert page.evaluate(STAYED)
    preview.write("here", "second")
    with page.expect_navigation():
        preview.channel.succeeded(changed=True, sweeping=False)
    assert page.text_content("p") == "second"


def test_every_page_reloads_when_what_they_share_changed(preview: Preview, page: Page) -> None:
    with page.expect_navigation():
        preview.channel.succeeded(changed=True)
    assert not page.evaluate(STAYED)
