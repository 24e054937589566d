"""What lets a rule skip a text: it may never skip one that the rule would find something in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.checks import prose_words as words

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
