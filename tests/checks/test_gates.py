"""What lets a rule skip a text: it may never skip one that the rule would find something in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from govreport_site.checks import prose_words as words
from govreport_site.checks.prose_text import has_sentences, sentences
from govreport_site.model import Section
from tests.site.making import report

PIECES = (
    *"×ＸXx_＿(（)）20年条件次人镇 　请填写此处说明简要，,。；;、：.共计公开发布息累全一",
    "\n",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("gate", "pattern"),
    [
        (words._MAY_BE_BLANK, words._BLANK),
        (words._MAY_BE_DOUBLE, words._DOUBLE),
        (words._MAY_HAVE_LOST, words._NUMBER_LOST),
    ],
)
def test_a_gate_lets_every_match_through(gate: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    matches = st.from_regex(pattern).map(lambda text: text[:60])

    @settings(derandomize=True, deadline=None, max_examples=300)
    @given(TEXTS | matches)
    def check(text: str) -> None:
        if pattern.search(text):
            assert gate.search(text)

    check()


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(st.sampled_from("“”《》（(）)年\n"), max_size=9).map("".join))
def test_marks_that_are_not_paired_are_looked_for(text: str) -> None:
    for opening, closing in words._PAIRS:
        lines = text.split("\n")
        unpaired = any(words._count(x, opening) != words._count(x, closing) for x in lines)
        if unpaired:
            assert words._may_be_unpaired(text, opening, closing)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.text("年。！?\n \u3000\x1c", max_size=6))
def test_there_are_sentences_where_some_are_found(text: str) -> None:
    title = replace(report(), sections=(Section("other", 1, None, text, 1, ()),))
    assert has_sentences(title) == bool(sentences(title))
