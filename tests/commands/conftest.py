"""An archive of the five samples, made once, copied for each test that changes it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_site.cli import main

SEEDS = Path(__file__).parents[1] / "corpus" / "seeds"

Run = Callable[..., int]


def make_archive(archive: Path) -> Path:
    """An archive of the five samples, as import leaves it."""
    assert main(["init", str(archive), "-q"]) == 0
    files = sorted(str(path) for path in SEEDS.glob("*.txt"))
    assert main(["import", *files, "-C", str(archive), "-q"]) == 0
    return archive


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, made once."""
    return make_archive(tmp_path_factory.mktemp("imported") / "archive")


@pytest.fixture
def archive(imported: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return shutil.copytree(imported, tmp_path / "archive")


@pytest.fixture
def run(archive: Path) -> Run:
    """Runs a command line on the copy; the exit code."""

    def command(*words: str) -> int:
        return main([*words, "-C", str(archive)])

    return command
