"""How long a preview takes from saving a report to serving its page with the change."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

EDITS = 7
START = 600.0
"""Seconds in which the preview must have built the archive and answer."""


def saved_until_served(archive: Path, report: Path) -> list[float]:
    """Seconds from each of some edits of a report until the preview serves it."""
    words = [sys.executable, "-m", "govreport_site", "serve", "--port", "0"]
    process = subprocess.Popen(words, cwd=archive, stderr=subprocess.PIPE, text=True)
    try:
        page = _root(process) + _page(archive, report)
        _wait_for(page, "<html", START)
        text = report.read_text("utf-8")
        head, _, tail = text.rpartition("\n\n")
        waits = []
        for number in range(EDITS):
            # What was put off is made meanwhile, as it would be while a person writes.
            time.sleep(2.0)
            started = time.perf_counter()
            report.write_text(f"{head}\n\n第{number}次修改。\n\n{tail}", "utf-8")
            _wait_for(page, f"第{number}次修改。", 60.0)
            waits.append(time.perf_counter() - started)
        return waits
    finally:
        process.terminate()
        process.communicate()


def _root(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("serving "):
            return line.split()[1].rstrip("/")
    raise RuntimeError("the preview ended before it served anything")


def _page(archive: Path, report: Path) -> str:
    address = report.relative_to(archive / "reports").with_suffix("").as_posix()
    return f"/{address}/index.html"


def _wait_for(page: str, text: str, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=5) as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.005)
    raise TimeoutError(f"{page}: not served within {seconds:.0f} s")
