"""The long form: 150 payloads in every sink, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import browser
from tests.campaigns.payloads import payloads
from tests.campaigns.scripts import look_everywhere, make_site, served, watching

__all__ = ["browser"]


@pytest.mark.campaign
def test_no_payload_runs_and_no_other_host_is_asked(browser: Browser, tmp_path: Path) -> None:
    hostile = list(payloads(150))
    site = make_site(tmp_path, len(hostile), lambda number: lambda: hostile[number])
    with served(site) as base, watching(browser, base) as watch:
        look_everywhere(watch, site, 150, hostile)
        assert watch.pages > 1000
        assert watch.seen == []
