"""Sentences and clauses with their offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.parse.numerals import chinese_number, read_number
from govreport_site.parse.sentences import clauses, split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("第一句。第二句！第三句", ["第一句。", "第二句！", "第三句"]),
        ("他说：“完成了。”然后走了。", ["他说：“完成了。”", "然后走了。"]),
        ("办结率达98%。，获得好评。", ["办结率达98%。，", "获得好评。"]),
        ("甲；乙；丙。", ["甲；乙；丙。"]),
        ("一行\n二行", ["一行", "二行"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [s.text for s in split(text)] == sentences


def test_clauses_keep_thousands() -> None:
    assert [c.text for c in clauses("共1,234条，其中56条；其他。")] == [
        "共1,234条",
        "其中56条",
        "其他",
    ]


@given(st.text(alphabet="。！？；，”）\n 甲乙1%", max_size=80))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_offsets_are_exact_and_nothing_is_lost(text: str) -> None:
    spans = split(text)
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert "".join("".join(s.text for s in spans).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "value"),
    [("十二", 12), ("二〇一六", 2016), ("二○一五", 2015), ("两千零五", 2005), ("二百三十", 230),
     ("十", 10), ("三万五千", 35000), ("一亿二千万", 120_000_000), ("甲", None), ("", None)],
)  # fmt: skip
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.08亿", 108_000_000), ("二百余", 200), ("1,234", 1234), ("１２", 12), ("3.5万", 35000),
     ("200多万", 2_000_000), ("十二", 12), ("12个", None), ("", None), ("abc", None)],
)  # fmt: skip
def test_read_number(text: str, value: int | None) -> None:
    assert read_number(text) == value
