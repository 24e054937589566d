"""The long form: 300 kills over import, build, publish and redact."""

from pathlib import Path

import pytest

from tests.campaigns.crashes import round_of


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(30))
def test_killed_at_ten_moments(seed: int, tmp_path: Path) -> None:
    round_of(seed, tmp_path / "round", kills=2)
