"""A report file states exactly the report it was written from, to this reader and to any YAML."""

import yaml
from hypothesis import HealthCheck, given, settings

from govreport_site.model import Report
from govreport_site.reportfile import frontmatter, handwritten, read_report, stamp_of, write_report
from tests.reportfile.reports import reports

FIXED = settings(
    deadline=None,
    derandomize=True,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@FIXED
@given(reports())
def test_reading_what_was_written_gives_the_same_report(report: Report) -> None:
    text = write_report(report)
    assert read_report(text, "reports/x.md") == report
    assert write_report(read_report(text, "reports/x.md")) == text


@FIXED
@given(reports())
def test_any_yaml_reader_reads_the_same_front_matter(report: Report) -> None:
    block, _, _ = frontmatter.split(write_report(report), "x.md")
    assert "\x00" not in block
    ours = handwritten.read(block, "x.md")
    theirs = yaml.safe_load(block)
    assert ours.keys() == theirs.keys()
    assert ours["title"] == theirs["title"] == report.title
    assert ours.get("header") == theirs.get("header")


@FIXED
@given(reports())
def test_an_edit_is_seen(report: Report) -> None:
    text = write_report(report)
    assert not stamp_of(text).edited
    assert stamp_of(text + "\n改了一句。\n").edited
    assert stamp_of(text.replace("format: 1\n", "format: 1 \n")).edited
