"""The normaliser: what it keeps, and that its two tables say the same."""

from __future__ import annotations

import unicodedata
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.search import octets
from govreport_site.search.folding import browser_tables, composed, fold, fold_offsets
from govreport_site.search.folding_arrays import fold_points, targets

PLANES = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（２０１６）33號", "201633号"),
        ("PN-LSD", "pnlsd"),
        ("廈門 翔 安", "厦门翔安"),
        ("一行\n二行", "一行\n二行"),
        ("㎡①Ⅳ", "m21iv"),
        ("e\u0301", "é"),
        ("二〇一六年", "二〇一六年"),
        ("“，。！”　\t", ""),
        ("ﬁﬂ", "fifl"),
        ("\r\n\u2028", "\n\n\n"),
        ("乾坤薹", "干坤苔"),
    ],
)
def test_folds(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_folding_again_changes_nothing() -> None:
    for start in range(0, len(PLANES), 50_000):
        once = fold("\n".join(PLANES[start : start + 50_000]))
        assert fold(once) == once


def test_only_letters_digits_and_line_ends_come_out() -> None:
    out = set(fold("".join(PLANES))) - {"\n"}
    known = {c for c in out if unicodedata.category(c) != "Cn"}
    assert {unicodedata.category(c)[0] for c in known} <= {"L", "N"}


def test_a_letter_is_never_lost() -> None:
    lost = [c for c in PLANES if unicodedata.category(c) in {"Ll", "Nd"} and not fold(c)]
    assert lost == []
    han = [chr(c) for c in range(0x4E00, 0xA000)]
    assert all(len(fold(c)) == 1 for c in han)


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_offsets_point_at_where_a_character_came_from(text: str) -> None:
    text = composed(text)
    folded, origin = fold_offsets(text)
    assert folded == fold_points(text).tobytes().decode("utf-32-le")
    assert len(origin) == len(folded)
    assert origin == sorted(origin)
    assert all(char in fold(text[at]) for char, at in zip(folded, origin, strict=True))


def test_a_lone_surrogate_does_no_harm() -> None:
    assert fold("政\ud800府") == "政府"


def test_the_browser_keeps_the_same_code_points() -> None:
    runs = np.array(
        octets.decode(octets.split(zlib.decompress(browser_tables()["folding"], -15))[0])
    )
    kept = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    dropped, _, _ = targets()
    assert np.array_equal(kept, ~dropped)
