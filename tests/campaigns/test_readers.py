"""The long form: 20,000 requests by eight readers over 100 switches."""

from pathlib import Path

import pytest

from tests.campaigns.readers import read_while_publishing


@pytest.mark.campaign
def test_eight_readers_over_a_hundred_switches(tmp_path: Path) -> None:
    public = read_while_publishing(tmp_path, switches=100, requests=20_000)
    assert public.wrong == []
    assert public.requests >= 20_000
    assert public.sets >= 5_000
