"""The long form: 50 rounds of two to five builders at once."""

from pathlib import Path

import pytest

from govreport_site.cli import main
from tests.campaigns.builders import check_round
from tests.campaigns.crashes import tree
from tests.commands.conftest import make_archive


@pytest.mark.campaign
def test_fifty_rounds(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    assert main(["build", "-q", "-C", str(archive)]) == 0
    before = tree(archive / "site")
    for number in range(50):
        check_round(archive, 2 + number % 4)
        assert tree(archive / "site") == before
    assert main(["verify", "-q", "-C", str(archive)]) == 0
