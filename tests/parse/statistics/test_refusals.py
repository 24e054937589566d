"""What must not be read: short rows, doubled tables, lost labels, tables that are none."""

import time

import pytest

from govreport_site.model import Block, Count, Paragraph, StatisticsTable, Unrecoverable
from govreport_site.parse.statistics import StatisticsReading, read_statistics

REQUESTS = """一、本年新收政府信息公开申请数量 | 3 | 1 | 0 | 0 | 0 | 0 | 4
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0
三、本年度办理结果 | （一）予以公开 | 2 | 1 | 0 | 0 | 0 | 0 | 3
（二）部分公开（区分处理的，只计这一情形，不计其他情形） | 0 | 0 | 0 | 0 | 0 | 0 | 0
（三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0
2.其他法律行政法规禁止公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1
（六）其他处理 | 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0
（七）总计 | 3 | 1 | 0 | 0 | 0 | 0 | 4
四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0"""


def read(text: str) -> StatisticsReading:
    lines = enumerate(text.split("\n"), 1)
    return read_statistics([Paragraph(line, n) for n, line in lines if line.strip()])


def requests(text: str) -> dict[str, object]:
    statistics = read(text).statistics
    assert statistics is not None
    table = statistics.tables["requests"]
    assert not isinstance(table, Unrecoverable)
    return dict(table)


def test_a_row_with_a_value_too_few_is_not_shifted() -> None:
    rows = requests(REQUESTS.replace("3 | 1 | 0 | 0 | 0 | 0 | 4", "3 | 1 | 0 | 0 | 0 | 4", 1))
    assert rows["new"] == Unrecoverable("6 values printed, 7 expected")
    assert rows["r7"] == tuple(Count(n) for n in (3, 1, 0, 0, 0, 0, 4))


def test_a_row_with_a_value_too_many_is_not_shifted() -> None:
    rows = requests(
        REQUESTS.replace("3 | 1 | 0 | 0 | 0 | 0 | 4", "9 | 3 | 1 | 0 | 0 | 0 | 0 | 4", 1)
    )
    assert rows["new"] == Unrecoverable("8 values printed, 7 expected")


def test_a_row_that_is_not_printed_is_absent_and_named() -> None:
    reading = read(REQUESTS)
    assert "r4.1" not in requests(REQUESTS)
    assert any(i.code == "row-missing" and "不掌握" in i.message for i in reading.issues)


def test_a_row_whose_label_cannot_be_told_is_not_guessed() -> None:
    rows = requests(REQUESTS.replace("2.其他法律行政法规禁止公开", "某某某某"))
    assert isinstance(rows["r3.2"], Unrecoverable)
    assert rows["r3.1"] == (Count(0),) * 7


def test_values_in_a_group_row_are_named_and_not_taken() -> None:
    reading = read(
        REQUESTS.replace(
            "（六）其他处理 | 3.其他",
            "（六）其他处理 | 5 | 0 | 0 | 0 | 0 | 0 | 5\n"
            "申请人逾期未按收费通知要求缴纳费用\n逾期不补正\n3.其他",
        )
    )
    assert reading.statistics is not None
    assert any(i.code == "row-outside-form" for i in reading.issues)


def test_repeated_values_removed_is_unrecoverable() -> None:
    lines = []
    for line in REQUESTS.split("\n"):
        cells = line.split(" | ")
        lines.append(" | ".join(c for n, c in enumerate(cells) if n == 0 or c != cells[n - 1]))
    reading = read("\n".join(lines))
    assert reading.statistics is not None
    table = reading.statistics.tables["requests"]
    assert isinstance(table, Unrecoverable) and "repeated values are removed" in table.why


def test_two_tables_that_differ_give_none() -> None:
    second = REQUESTS.replace("| 4", "| 5")
    reading = read(f"{REQUESTS}\n街道部分如下所示。\n{second}")
    assert reading.statistics is not None
    assert isinstance(reading.statistics.tables["requests"], Unrecoverable)


def test_two_tables_that_agree_are_one() -> None:
    reading = read(f"{REQUESTS}\n同一张表再次列出。\n{REQUESTS}")
    assert reading.statistics is not None
    assert not isinstance(reading.statistics.tables["requests"], Unrecoverable)


@pytest.mark.parametrize(
    "text",
    [
        "全年本年新收政府信息公开申请数量5件，上年结转0件，予以公开3件。",
        "（一）予以公开\n（二）部分公开\n（三）不予公开\n重复申请",
        "行政许可\n行政处罚",
        "规章制度健全 | 5 | 6",
        "",
    ],
)
def test_prose_that_uses_the_words_is_no_table(text: str) -> None:
    reading = read(text)
    assert reading.statistics is None
    assert all(not isinstance(block, StatisticsTable) for block in reading.blocks)


def test_the_words_around_a_table_stay() -> None:
    reading = read(
        f"三、收到和处理政府信息公开申请情况\n前文。\n{REQUESTS}\n后文说明，共收到申请4件。"
    )
    kinds = [type(block).__name__ for block in reading.blocks]
    assert kinds == ["Paragraph", "Paragraph", "StatisticsTable", "Paragraph"]
    assert [r.reason for r in reading.removed] == ["table-as-printed"] * len(reading.removed)


HOSTILE: dict[str, list[Block]] = {
    "pipes": [Paragraph("|" * 300_000, 1)],
    "labels": [Paragraph("\n".join(["（一）予以公开", "1.属于国家秘密"] * 20_000), 1)],
    "rows": [Paragraph("\n".join(["（一）予以公开 1 2", "1.属于国家秘密 3"] * 20_000), 1)],
    "numbers": [Paragraph("规章 1 行政许可 2 行政处罚 3 " * 20_000, 1)],
    "one character": [Paragraph("审" * 500_000, 1)],
    "digits": [Paragraph("规章 " + "9" * 300_000, 1)],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_input_takes_long(name: str) -> None:
    start = time.process_time()
    read_statistics(HOSTILE[name])
    # Measured at most 0.6 s; a quadratic step would take minutes.
    assert time.process_time() - start < 5
