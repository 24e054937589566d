"""The long form: 500 faults in originals, reports and the built site, each found and named."""

from pathlib import Path

import pytest

from govreport_site.cli import main
from tests.campaigns.fixity import FAULTS, check_fault
from tests.commands.conftest import make_archive


@pytest.mark.campaign
def test_five_hundred_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = make_archive(tmp_path / "a")
    assert main(["build", "-q", "-C", str(archive)]) == 0
    found = {check_fault(archive, number, capsys) for number in range(500)}
    assert len(found) == 3 * len(FAULTS)
    assert main(["verify", "-q", "-C", str(archive)]) == 0
