"""A real browser for the tests of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """Path of a browser on this machine; None leaves it to Playwright's own download."""
    named = os.environ.get("GOVREPORT_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run. Without one the tests fail; they are never skipped."""
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(
                executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]
            )
        except Error as error:
            pytest.fail(
                "no browser: install Chromium or Chrome, or run `playwright install chromium`, or "
                f"name one in GOVREPORT_BROWSER ({error.message.splitlines()[0]})"
            )
        yield launched
        launched.close()
