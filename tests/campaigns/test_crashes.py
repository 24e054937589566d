"""The long form: 300 kills over import, build, publish and redact."""

from pathlib import Path

import pytest

from tests.campaigns.crashes import ROUND, round_of

KILLS = 3


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(17))
def test_killed_at_eighteen_moments(seed: int, tmp_path: Path) -> None:
    met = round_of(seed, tmp_path / "round", kills=KILLS)
    assert met == len(ROUND) * KILLS
