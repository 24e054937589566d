"""Find the browser that the tests drive, or get one; say which, or fail saying what to do.

In this order: one that is installed (Chromium, Chrome, or what CHROMIUM names), Playwright's own
download, Debian's package where this process may install it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """Path of a browser that is already here."""
    named = os.environ.get("CHROMIUM")
    candidates: Iterator[str | None] = iter([named, *map(shutil.which, NAMES), *MAC])
    return next((path for path in candidates if path and Path(path).is_file()), None)


def of_playwright() -> str | None:
    """Path of Playwright's own Chromium when it has been downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def download() -> str | None:
    """Let Playwright download its Chromium."""
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium-headless-shell", "chromium"],
        check=False,
        timeout=300,
        capture_output=True,
    )
    return of_playwright() if done.returncode == 0 else None


def from_debian() -> str | None:
    """Install Debian's package, with the fonts that Chinese pages need."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"]):
        subprocess.run(
            ["apt-get", *words], env=env, check=False, timeout=900, stdout=subprocess.DEVNULL
        )
    return installed()


STEPS: tuple[tuple[str, Callable[[], str | None]], ...] = (
    ("installed", installed),
    ("downloaded before by Playwright", of_playwright),
    ("Playwright's download", download),
    ("Debian's package", from_debian),
)


def find() -> str | None:
    """Path of a browser by the first step that has one."""
    for name, step in STEPS:
        try:
            path = step()
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        if path:
            print(f"browser: {path} ({name})", file=sys.stderr)
            return path
    return None


def main() -> int:
    """Exit 0 when there is a browser; print its path."""
    path = find()
    if path is None:
        print(
            "no browser for the tests: none is installed, Playwright could not download one, and "
            "Debian's package could not be installed. Install Chromium or Chrome, or set "
            "CHROMIUM=/path/to/it, and run `make test` again.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
