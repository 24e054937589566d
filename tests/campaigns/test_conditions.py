"""The long form: 60 builds under varied conditions give one tree."""

from pathlib import Path

import pytest

from tests.campaigns.conditions import build_under, condition
from tests.commands.conftest import make_archive


@pytest.mark.campaign
def test_sixty_builds_one_tree(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    seen = {build_under(archive, tmp_path / f"b{n}", condition(n)) for n in range(60)}
    assert len(seen) == 1
