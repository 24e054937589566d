"""Dates in every printed form, and the ones that lost their marks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.parse.dates import find_dates, nearest_before, read_date, splits, year_of


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2016-12-08", "2016-12-08"),
        ("2016-12-08 15:06", "2016-12-08"),
        ("2017- 01- 13 00: 00", "2017-01-13"),
        ("2015.11.06", "2015-11-06"),
        ("2022年01月18日", "2022-01-18"),
        ("2010/3/29", "2010-03-29"),
        ("二〇一〇年一月十九日", "2010-01-19"),
        ("二○一五年一月五日", "2015-01-05"),
        ("二O一一年5月16日", "2011-05-16"),
        ("二〇一六年十二月二十一日", "2016-12-21"),
        ("２０１６年１２月８日", "2016-12-08"),
        ("(2014年2月7日)", "2014-02-07"),
        ("2017年2月23日)", "2017-02-23"),
        ("20161229", "2016-12-29"),
        ("2019329", "2019-03-29"),
        ("201515", "2015-01-05"),
        ("2021926", "2021-09-26"),
        ("20191月1日", "2019-01-01"),
        ("2018年11日", "2018-01-01"),
        ("2018年1231日", "2018-12-31"),
        ("2017年3月", None),
        ("二0一七年三月", None),
        ("2017年1月日", None),
        ("2016125", None),
        ("201611", None),
    ],
)
def test_printed_forms(printed: str, value: str | None) -> None:
    reading = read_date(printed)
    assert reading is not None
    assert reading.value == value
    assert reading.printed and reading.printed in printed


@pytest.mark.parametrize(
    "text",
    ["2016年", "〔2016151号", "13800201612", "192.168.2017.1", "20161299", "2016-13-01", "2016条"],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_the_publish_date_decides_between_two_readings() -> None:
    found = read_date("2016125", published="2016-12-09")
    assert found is not None
    assert (found.value, found.candidates) == ("2016-12-05", ("2016-01-25", "2016-12-05"))
    earlier = read_date("2016125", published="2016-02-01")
    assert earlier is not None and earlier.value == "2016-01-25"
    undecided = read_date("2016125", published="2015-02-01")
    assert undecided is not None and undecided.value is None and len(undecided.candidates) == 2


@given(st.dates(date(2008, 1, 1), date(2030, 12, 31)), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_lost_marks_never_exclude_the_true_date(day: date, padded: bool) -> None:
    digits = f"{day:%m%d}" if padded else f"{day.month}{day.day}"
    assert day.isoformat() in splits(day.year, digits)
    reading = read_date(f"{day.year}{digits}", published=day.isoformat())
    assert reading is not None and reading.value == day.isoformat()


@given(st.dates(date(2008, 1, 1), date(2030, 12, 31)))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_every_form_of_a_date_reads_back(day: date) -> None:
    forms = (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日")
    for form in forms:
        reading = read_date(form)
        assert reading is not None and reading.value == day.isoformat()


@given(st.text(alphabet="0123456789年月日-./: 二〇一十〔()", max_size=60))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_found_dates_are_spans_of_the_text(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert found.start >= end
        assert text[found.start : found.end].strip() == found.reading.printed
        end = found.end


def test_years() -> None:
    assert [year_of(t) for t in ("2016", "20 18", "二〇一六", "二○一四", "1016", "20x6")] == [
        2016,
        2018,
        2016,
        2014,
        None,
        None,
    ]


def test_no_date_after_the_publish_date_is_chosen() -> None:
    assert nearest_before(("2016-01-25", "2016-12-05"), "2016-12-04") == "2016-01-25"
    assert nearest_before(("2016-12-05",), "2016-12-04") is None
