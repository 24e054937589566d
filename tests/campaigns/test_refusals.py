"""Every file operation of an import fails once, with each of five errors."""

from pathlib import Path

import pytest

from tests.campaigns.crashes import tree
from tests.campaigns.refusals import ERRORS
from tests.commands.test_failing_disk import check_refusal


@pytest.mark.campaign
@pytest.mark.parametrize("code", ERRORS)
def test_each_operation_refused(code: int, tmp_path: Path, imported: Path) -> None:
    number = 1
    while check_refusal(number, code, tmp_path, tree(imported / "reports")):
        number += 1
    assert number > 20
