"""A number that no row can hold is refused with its line, whatever fact it stands in."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from govreport_site.commands.loading import row_of
from govreport_site.errors import ReportFileError
from govreport_site.model import Figure
from govreport_site.reportfile import write_report
from tests.site.making import report

LARGE, HUGE = 10**30, "9" * 5_000
FILE = write_report(report())
FIGURE = Figure("requests.new", "收到", 1, "件", "收到1件。", 1)


def with_figure(**fields: int) -> str:
    return write_report(replace(report(), figures=(replace(FIGURE, **fields),)))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (with_figure(value=LARGE), "  - {"),
        (with_figure(line=LARGE), "  - {"),
        (FILE.replace("year: 2021", f"year: {LARGE}"), "year:"),
        (FILE.replace("year: 2021", f"year: {HUGE}"), "year:"),
        (re.sub(r" line=\d+", f" line={HUGE}", FILE, count=1), "<!-- section"),
        (re.sub(r" lines=[\d,]+", f" lines={HUGE}", FILE, count=1), "<!-- section"),
    ],
)
def test_it_is_refused_with_its_line(text: str, at: str) -> None:
    with pytest.raises(ReportFileError) as caught:
        row_of(text.encode(), "a/b", "00" * 32, "mask-persons")
    assert caught.value.location is not None and caught.value.location.line is not None
    assert text.splitlines()[caught.value.location.line - 1].startswith(at)
