"""Statistics as Markdown: what is written is read back, and errors name the cell."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.errors import ReportFileError
from govreport_site.model import (
    BLANK,
    DASH,
    NONE,
    SLASH,
    CellValue,
    Count,
    Row,
    Statistics,
    StatTable,
    Unreadable,
    Unrecoverable,
)
from govreport_site.reference.forms import FORMS, Form, FormTable
from govreport_site.reference.forms.json import from_json, to_json
from govreport_site.reportfile.statistics import read, write

HARD = ["|", "\\|", '"', "! x", "-", "\r\n", "\u2028|", " "]
TEXTS = st.text(max_size=12) | st.sampled_from(HARD)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.integers(-(10**6), 10**15).map(Count),
    AMOUNTS.map(Count),
    st.sampled_from([BLANK, DASH, SLASH, NONE]),
    TEXTS.map(Unreadable),
)
BROKEN = TEXTS.map(Unrecoverable)


@st.composite
def tables(draw: st.DrawFn, form: FormTable) -> StatTable:
    table: dict[str, Row] = {}
    for block, row in form.data_rows():
        width = len(block.columns)
        values = st.tuples(*[CELLS] * width)
        choice: Row | None = draw(st.none() | values | values | BROKEN)
        if choice is not None:
            table[row.key] = choice
    return table


@st.composite
def statistics(draw: st.DrawFn) -> Statistics:
    form = draw(st.sampled_from(list(FORMS.values())))
    chosen = draw(st.lists(st.sampled_from(form.tables), unique=True, min_size=1))
    made = {table.key: draw(tables(table) | BROKEN) for table in chosen}
    return Statistics(form.id, made)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(statistics())
def test_what_is_written_is_read(printed: Statistics) -> None:
    for key, table in printed.tables.items():
        text = write(printed, key)
        assert "\r" not in text and all(line.startswith(("<!--", "| ", "")) for line in text)
        form, read_key, back = read(text.encode().decode().split("\n"), "reports/a.md", 9)
        assert (form, read_key, back) == (printed.form, key, table)


USUAL = st.integers(0, 10**17).map(Count) | st.sampled_from([BLANK, DASH, SLASH, NONE])


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(draw=st.data())
def test_a_whole_table_is_read_like_its_rows(form: Form, draw: st.DataObject) -> None:
    """A table as import writes it is read at once; a blank more, and row by row."""
    for table in form.tables:
        rows: StatTable = {
            row.key: draw.draw(st.tuples(*[USUAL] * len(block.columns)))
            for block, row in table.data_rows()
        }
        text = write(Statistics(form.id, {table.key: rows}), table.key)
        by_hand = text.replace(" |\n", "  |\n")
        assert by_hand != text
        for lines in (text.splitlines(), by_hand.splitlines(), [*text.splitlines(), ""]):
            assert read(lines, "f", 1) == (form.id, table.key, rows)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(statistics())
def test_json_keeps_every_cell(printed: Statistics) -> None:
    assert from_json(json.loads(json.dumps(to_json(printed)))) == printed


def _full(form: str) -> Statistics:
    made = {
        table.key: {
            row.key: tuple(Count(n) for n in range(len(block.columns)))
            for block, row in table.data_rows()
        }
        for table in FORMS[form].tables  # type: ignore[index]
    }
    return Statistics(form, made)  # type: ignore[arg-type]


def test_a_person_can_read_the_table() -> None:
    row = (Count(3), BLANK, DASH, SLASH, NONE, Unreadable("1|2"), Count(Decimal("3.50")))
    text = write(Statistics("2021", {"requests": {"r1": row}}), "requests")
    assert text.splitlines() == [
        "<!-- statistics form=2021 table=requests -->",
        "| 键 | 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 "
        "| 其他 | 总计 |",
        "| :-- | :-- | --: | --: | --: | --: | --: | --: | --: |",
        '| r1 | （一）予以公开 | 3 |  | - | / | 无 | "1\\u007c2" | 3.50 |',
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "| 6 |",
            "| 1O2 |",
            "reports/a.md:44: requests table, row 1, "
            'column "总计": found "1O2", '
            'expected a whole number; correct the cell, or write "-" if the source leaves it blank',
        ),
        (
            "| 6 |",
            "| 1000000000000000000 |",
            'found "1000000000000000000", expected a whole number',
        ),
        ("| 5 | 6 |", "| 6 |", "found 6 values, expected 7"),
        ("| new |", "| nwe |", 'found the row key "nwe", expected one of new, carry_in'),
        ("| carry_in |", "| new |", 'the row "new" stands twice; keep one'),
        ("| 6 |", '| "6 |', 'found "6, expected a text in double quotes'),
        ("table=requests", "table=request", "with one of: form=2021 table=proactive"),
    ],
)
def test_an_error_names_the_cell(old: str, new: str, message: str) -> None:
    text = write(_full("2021"), "requests").replace(old, new, 1)
    with pytest.raises(ReportFileError) as caught:
        read(text.split("\n"), "reports/a.md", 41)
    assert message in str(caught.value)


def test_a_row_of_another_form_is_not_written() -> None:
    with pytest.raises(KeyError, match="r6"):
        write(Statistics("2021", {"requests": {"r6": (BLANK,) * 7}}), "requests")


def test_two_hundred_cells_are_read_quickly() -> None:
    full = _full("2021")
    texts = [write(full, key).split("\n") for key in full.tables]
    best = 1.0
    for _ in range(20):
        start = time.perf_counter()
        for lines in texts:
            read(lines, "a.md", 1)
        best = min(best, time.perf_counter() - start)
    # Measured 0.12 ms; the bound leaves room for a busy machine.
    assert best < 0.001
