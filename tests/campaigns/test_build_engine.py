"""The engine's short tests at full length: 300 edit sequences, 200 kills."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build import test_any_order, test_crash

pytestmark = pytest.mark.campaign


@pytest.mark.parametrize("seed", range(1000, 1300))
def test_three_hundred_edit_sequences(tmp_path: Path, seed: int) -> None:
    test_any_order.test_incremental_equals_clean_after_any_edits(tmp_path, seed)


@pytest.mark.parametrize("seed", range(1000, 1100))
def test_two_hundred_kills(tmp_path: Path, seed: int) -> None:
    """Each seed is two."""
    test_crash.test_a_build_killed_at_any_moment(tmp_path, seed)
