"""The long form: 600 bad inputs of eight families, and 5,000 mutated ones."""

from pathlib import Path

import pytest

from tests.campaigns.bad_inputs import FAMILIES
from tests.campaigns.importing import SECONDS, check_family
from tests.campaigns.mutations import check_builds, check_mutated


@pytest.mark.campaign
@pytest.mark.parametrize("name", FAMILIES)
def test_seventy_five_of_each_family(name: str, tmp_path: Path) -> None:
    outcome = check_family(tmp_path, name, range(75))
    assert outcome.seconds < 75 * SECONDS / 2


@pytest.mark.campaign
@pytest.mark.parametrize(("kind", "count"), [("text", 2600), ("container", 600), ("confined", 400)])
def test_mutated_inputs(kind: str, count: int, tmp_path: Path) -> None:
    assert check_mutated(tmp_path / kind, kind, range(count)) > count / 10


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(0, 1400, 140))
def test_mutated_report_files(
    first: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_builds(tmp_path, range(first, first + 140))
    assert "Traceback" not in capsys.readouterr().err
