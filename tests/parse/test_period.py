"""The statistical period, whole and with lost marks."""

from __future__ import annotations

import pytest

from govreport_site.parse.period import read_period


@pytest.mark.parametrize(
    ("sentence", "start", "end", "repaired"),
    [
        ("数据的统计期限自2016年1月1日起至2016年12月31日止。", "2016-01-01", "2016-12-31", False),
        ("统计期限为2022年1月1日至12月31日。", "2022-01-01", "2022-12-31", False),
        ("统计数据从2013.1.1-2013.12.31", "2013-01-01", "2013-12-31", False),
        ("统计期限为2016年1月1日——2016年12月31日", "2016-01-01", "2016-12-31", False),
        ("统计期限为2015年12月1日至2016年10月30日", "2015-12-01", "2016-10-30", False),
        ("统计期限自202111日起至20211231日止", "2021-01-01", "2021-12-31", True),
        ("统计时限为2018年11日至2018年1231日", "2018-01-01", "2018-12-31", True),
        ("统计期限自20191月1日起至201912月31日止", "2019-01-01", "2019-12-31", True),
        ("统计期限从2021年1月1日到2021年12月31止", "2021-01-01", "2021-12-31", False),
        ("统计期限自2017年1月日起至2017年12月31日止", "2017-01-01", "2017-12-31", True),
    ],
)
def test_periods(sentence: str, start: str, end: str, repaired: bool) -> None:
    reading = read_period(f"本报告所列{sentence}")
    assert reading is not None
    assert (reading.period.start, reading.period.end) == (start, end)
    assert bool(reading.repairs) == repaired
    assert all(repair.printed in sentence for repair in reading.repairs)


@pytest.mark.parametrize(
    "sentence",
    [
        "活动从2016年5月1日至2016年5月7日举行。",
        "统计期限为一年。",
        "统计数据见2016年报告,电话2016-1234至2017-1234。",
    ],
)
def test_what_is_no_period(sentence: str) -> None:
    assert read_period(sentence) is None
