"""The long form: 200 samples and 300 look-alikes in a hundred reports, and 20,000 texts alone."""

from pathlib import Path

import pytest

from tests.campaigns.masking import control, leaks, make_site
from tests.campaigns.people import look_alikes, samples, secrets_of
from tests.campaigns.recall import false_hits, recall


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(3))
def test_nothing_of_two_hundred_people_is_published(seed: int, tmp_path: Path) -> None:
    told = list(samples(seed, 200))
    site = make_site(tmp_path, told, list(look_alikes(seed, 300)))
    assert control(site, "根据条例编制本报告") >= {".html", ".md", ".json", "shard"}
    certain = [s for s in told if s.kind != "person"]
    assert leaks(site, secrets_of(certain)) == []
    named = [s for s in told if s.kind == "person"]
    lost = {leak.split(": ", 1)[1] for leak in leaks(site, secrets_of(named))}
    assert len(lost) <= 0.05 * len(secrets_of(named)), lost
    assert leaks(site, ["张建国", "13805927777"]) == []


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(10))
def test_recall_over_two_thousand_samples_each(seed: int) -> None:
    found = recall(seed, 2000)
    assert {k: found[k] for k in ("identity", "mobile", "email")} == {
        "identity": 1.0,
        "mobile": 1.0,
        "email": 1.0,
    }
    assert found["person"] >= 0.95
    assert false_hits(seed, 3000) == []
