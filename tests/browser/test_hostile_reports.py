"""The short form of the campaign of scripts: every payload, each in one or two sinks."""

from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.campaigns.payloads import payloads
from tests.campaigns.scripts import look_everywhere, make_site, served, watching

pytestmark = pytest.mark.browser


def test_no_payload_runs_and_no_other_host_is_asked(browser: Browser, tmp_path: Path) -> None:
    hostile = list(payloads(150))
    following = cycle(hostile)
    site = make_site(tmp_path, 6, lambda number: following.__next__)
    with served(site) as base, watching(browser, base) as watch:
        look_everywhere(watch, site, 6, hostile[::12])
        assert watch.seen == []


def test_a_script_that_gets_in_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    """The watch itself: each thing it looks for is found when it is there."""
    (tmp_path / "a.html").write_text(
        "<p onclick=x style=y><a href='javascript:x'>x</a><img src=//evil.example/1>"
        "<script>window.__xss='p1';alert('p2')</script>"
    )
    with served(tmp_path) as base, watching(browser, base) as watch:
        watch.visit("a.html")
        told = " ".join(watch.seen)
        for what in ("p1", "dialog p2", "P onclick", "A href", "evil.example/1", "inline script"):
            assert what in told, what
