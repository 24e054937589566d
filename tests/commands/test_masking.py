"""The short form of the campaign about people: two dozen reports, every published byte searched."""

from pathlib import Path

from govreport_site.cli import main
from tests.campaigns.masking import leaks, make_site
from tests.campaigns.people import look_alikes, samples, secrets_of
from tests.campaigns.recall import false_hits, recall


def test_nothing_of_a_person_is_published_but_under_another_policy(tmp_path: Path) -> None:
    told = list(samples(5, 40))
    site = make_site(tmp_path, told, list(look_alikes(5, 60)))
    secrets = [*secrets_of(told), "张建国", "13805927777"]
    assert leaks(site, secrets) == []
    config = site.parent / "govreport.toml"
    config.write_text(config.read_text("utf-8").replace('"mask-persons"', '"none"'), "utf-8")
    assert main(["build", "-q", "-C", str(site.parent)]) == 0
    assert {leak.split(": ", 1)[1] for leak in leaks(site, secrets)} == set(secrets)


def test_recall_and_false_hits() -> None:
    found = recall(77, 800)
    assert [found[kind] for kind in ("identity", "mobile", "email")] == [1.0, 1.0, 1.0]
    assert found["person"] >= 0.95
    assert false_hits(77, 600) == []
