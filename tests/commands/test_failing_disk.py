"""When the disk refuses, a command says so in one line, and the next run puts things right."""

from pathlib import Path

import pytest

from tests.campaigns.refusals import ERRORS
from tests.campaigns.refused_commands import COMMANDS, Stage, check_refusal, stages
from tests.commands.conftest import SEEDS, Run

GUANKOU = "reports/hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual"


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return stages(tmp_path_factory.mktemp("stages"))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_the_disk_refuses(
    name: str, tmp_path: Path, staged: dict[str, Stage], capsys: pytest.CaptureFixture[str]
) -> None:
    """Operations ever farther apart; the long form fails each of them with each error."""
    number, tries = 1, 0
    while check_refusal(staged[name], number, ERRORS[tries % len(ERRORS)], tmp_path / "a", capsys):
        number *= 3
        tries += 1
    assert tries > 1


def test_an_original_left_by_a_crash_is_not_overwritten(archive: Path, run: Run) -> None:
    """Other bytes under the name that a new report would take: it becomes the next version."""
    original = archive / f"{GUANKOU}.original.txt"
    (archive / f"{GUANKOU}.md").unlink()
    original.write_bytes(b"of another report")
    (archive / "reports/SHA256SUMS").unlink()
    assert run("import", str(SEEDS / "004_1ae307d8d04769e5.txt"), "-q") == 0
    assert original.read_bytes() == b"of another report"
    assert (archive / f"{GUANKOU}-v2.md").is_file()
