"""Index numbers, document numbers, and the tokens that stand for none."""

from __future__ import annotations

import pytest

from govreport_site.parse.numbers import find_index, is_null, read_document_number, read_index

INDEXES = (  # noqa: SIM905
    "729206185/2019-00011 01425845-9/2021-00012 XM02100-0101-2019-00001 QZ07911-0101-2025-00001 "
    "12370305MB2887776R/2009-5098229 1133068200259085XF/2015-28256 116223010139324488/2009-00021 "
    "K45899617/2026-00206 wqqsdg/2022-06258 jiaoyuju/2024-00011 /2015-26440 000014349/2023-00001 "
    "003110926/201510-00216 6107280000/2024-001005 430S00/2009-69063"
).split()


@pytest.mark.parametrize("printed", INDEXES)
def test_index_numbers(printed: str) -> None:
    assert find_index(f"索引号:{printed} 主题分类") == printed
    assert read_index(printed) == printed


@pytest.mark.parametrize("value", ["无", "-", "", "政府信息公开", "2019-03-29", "〔〕号", "暂无"])
def test_what_is_no_index_number(value: str) -> None:
    assert read_index(value) is None


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("厦湖府〔2019〕1号", "厦湖府〔2019〕1号"),
        ("泉丰政综[2026]19号", "泉丰政综〔2026〕19号"),
        ("沪府发【2020】第12号", "沪府发〔2020〕12号"),
        ("桂政办发(2010)003号", "桂政办发〔2010〕3号"),
        ("镇政发〔2024〕 7 号", "镇政发〔2024〕7号"),
        ("国办公开办函〔202130号", "国办公开办函〔2021〕30号"),
        ("泉鲤江办〔2017100", "泉鲤江办〔2017〕100号"),
        ("无〔〕号", None),
        ("〔 〕号", None),
        ("无文号", None),
        ("无", None),
        ("-", None),
        ("", None),
        ("办公室", None),
    ],
)
def test_document_numbers(printed: str, read: str | None) -> None:
    assert read_document_number(printed) == read


@pytest.mark.parametrize(
    "value", ["无", "无〔〕号", "〔〕号", "-", "", "无文号", "/", "—", "［］号"]
)
def test_null_tokens(value: str) -> None:
    assert is_null(value)
