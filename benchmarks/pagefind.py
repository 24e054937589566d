"""Pagefind 1.6, fetched with npm for the time of a benchmark."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

VERSION = "1.6.0"


def install(folder: Path) -> str | None:
    """The program, put into the folder; None when npm is missing or fails."""
    if shutil.which("npm") is None:
        return None
    words = ["npm", "install", "--silent", "--prefix", str(folder), f"pagefind@{VERSION}"]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        return None
    return str(folder / "node_modules/.bin/pagefind")
