"""What is said while work goes on."""

from __future__ import annotations

import io

import pytest

from govreport_site.build import progress
from govreport_site.build.progress import Bar, Lines, duration, for_stream, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_has_count_rate_and_time_left() -> None:
    assert line("Rendering", 1204, 10_000, 0.5) == "Rendering 1,204/10,000 · 2,408/s · 4 s left"
    assert line("Reading", 5, None, 2.0) == "Reading 5 · 2/s"
    assert line("Reading", 5, 10, 1.0, 4) == "Reading ██░░ 5/10 · 5/s · 1 s left"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.416, "0.42 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 05 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_bar_on_a_terminal_lines_elsewhere_nothing_if_quiet() -> None:
    assert isinstance(for_stream(Terminal()), Bar)
    assert isinstance(for_stream(io.StringIO()), Lines)
    assert for_stream(Terminal(), quiet=True) is progress.SILENT


def test_a_bar_is_redrawn_and_leaves_a_clean_line(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    stream = Terminal()
    bar = for_stream(stream)
    bar.start("Reading", 2)
    bar.advance()
    assert stream.getvalue().startswith("\r\x1b[2KReading ")
    bar.finish()
    assert stream.getvalue().endswith("\r\x1b[2K")


def test_short_work_says_nothing_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    lines = for_stream(stream)
    lines.start("Reading", 2)
    lines.advance(2)
    lines.finish()
    assert stream.getvalue() == ""
