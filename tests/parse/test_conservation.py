"""Every non-space character of a source is in the title, the header, the body, or removed."""

from __future__ import annotations

from random import Random

import pytest

from tests.parse.mutations import SOURCES, mutate
from tests.parse.reading import lost, read


def _check(first: int, count: int) -> None:
    for seed in range(first, first + count):
        text = mutate(Random(seed))
        missing = lost(text, read(text))
        assert not missing, f"mutation {seed} loses {dict(missing)}"


def test_sources_lose_nothing() -> None:
    for text in SOURCES:
        assert not lost(text, read(text)), text[:80]


def test_mutated_pages_lose_nothing() -> None:
    _check(0, 120)


@pytest.mark.campaign
def test_five_thousand_mutated_pages_lose_nothing() -> None:
    _check(1_000, 5_000)
