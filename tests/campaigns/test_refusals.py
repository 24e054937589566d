"""Every file operation of every command that writes fails once, with each of five errors."""

from pathlib import Path

import pytest

from tests.campaigns.refusals import ERRORS
from tests.campaigns.refused_commands import COMMANDS, Stage, check_refusal, stages


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return stages(tmp_path_factory.mktemp("stages"))


@pytest.mark.campaign
@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_operation_refused(
    name: str,
    code: int,
    tmp_path: Path,
    staged: dict[str, Stage],
    capsys: pytest.CaptureFixture[str],
) -> None:
    number = 1
    while check_refusal(staged[name], number, code, tmp_path / "a", capsys):
        number += 1
    assert number > 5
