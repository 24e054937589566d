"""The short form of the campaign: one kill of each command that writes."""

from pathlib import Path

from tests.campaigns.crashes import round_of


def test_killed_and_run_again_as_if_nothing_had_happened(tmp_path: Path) -> None:
    round_of(1, tmp_path / "round", kills=1, copies=1)
