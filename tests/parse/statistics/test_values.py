"""Single cells: a number, a mark, or the text that could not be read."""

from decimal import Decimal

import pytest

from govreport_site.model import BLANK, DASH, NONE, SLASH, CellValue, Count, Unreadable
from govreport_site.parse.statistics.values import cell_value, value_of
from govreport_site.reference.forms import Column

COUNTS = Column("total", "总计", "件", "Total")
AMOUNTS = Column("amount", "本年收费金额", "万元", "Amount")
RAW = Column("amount", "采购总金额", None, "Amount")
CHANGE = Column("change", "本年增/减", "项", "Change")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Count(0)),
        (" 12 ", Count(12)),
        ("1,234", Count(1234)),
        ("1，234，567", Count(1234567)),
        ("１２", Count(12)),
        ("96171.60", Count(Decimal("96171.60"))),
        ("96,171.6", Count(Decimal("96171.6"))),
        ("0件", Count(0)),
        ("5 件", Count(5)),
        ("+1", Count(1)),
        ("-2", Count(-2)),
        ("增2", Count(2)),
        ("减3", Count(-3)),
        ("减少3", Count(-3)),
        ("", BLANK),
        (" \xa0\u3000", BLANK),
        ("\u200b", BLANK),
        ("-", DASH),
        ("—", DASH),
        ("——", DASH),
        ("－", DASH),
        ("/", SLASH),
        ("／", SLASH),
        ("无", NONE),
    ],
)
def test_what_is_a_value(text: str, value: CellValue) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    ["2 0 2", "1O2", "12,34", "1.2.3", "约5", "1\n2", "一", "零", "?", "暂无", "9" * 40, "5%"],
)
def test_what_is_no_value(text: str) -> None:
    assert value_of(text) is None
    assert cell_value(text, COUNTS)[0] == Unreadable(text)


def test_a_dropped_unit_is_noted() -> None:
    value, repair = cell_value("70487元", RAW)
    assert value == Count(70487)
    assert repair is not None and (repair.printed, repair.rule) == ("70487元", "unit-in-cell")
    assert cell_value("70487", RAW)[1] is None


def test_a_unit_that_contradicts_the_column_is_not_converted() -> None:
    assert cell_value("961元", AMOUNTS)[0] == Unreadable("961元")
    assert cell_value("96.1万元", AMOUNTS)[0] == Count(Decimal("96.1"))


def test_a_change_has_a_sign_by_its_nature() -> None:
    assert cell_value("+1", CHANGE) == (Count(1), None)
    assert cell_value("增2", CHANGE)[0] == Count(2)
