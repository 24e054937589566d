"""The short form of the campaign of bad inputs: some of each family, some of each kind mutated."""

from pathlib import Path

import pytest

from tests.campaigns.bad_inputs import FAMILIES
from tests.campaigns.importing import check_family
from tests.campaigns.mutations import check_builds, check_mutated

CHEAP = ("empty", "truncated", "wrong-type", "encoding", "hostile-name", "locked")


@pytest.mark.parametrize("name", FAMILIES)
def test_some_of_each_family(name: str, tmp_path: Path) -> None:
    check_family(tmp_path, name, range(75, 87) if name in CHEAP else range(75, 80))


@pytest.mark.parametrize(("kind", "count"), [("text", 60), ("container", 20), ("confined", 6)])
def test_mutated_inputs(kind: str, count: int, tmp_path: Path) -> None:
    check_mutated(tmp_path / kind, kind, range(5000, 5000 + count))


def test_mutated_report_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_builds(tmp_path, range(5000, 5060))
    assert "Traceback" not in capsys.readouterr().err
