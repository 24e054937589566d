"""The short forms of the campaigns of builders, readers and surroundings."""

from pathlib import Path

from govreport_site.cli import main
from tests.campaigns.builders import check_round
from tests.campaigns.conditions import build_under, condition
from tests.campaigns.crashes import tree
from tests.campaigns.readers import read_while_publishing


def test_of_builders_at_once_one_wins(archive: Path) -> None:
    assert main(["build", "-q", "-C", str(archive)]) == 0
    before = tree(archive / "site")
    for count in (2, 3):
        check_round(archive, count)
    assert tree(archive / "site") == before


def test_no_reader_sees_an_error_or_two_builds_at_once(tmp_path: Path) -> None:
    public = read_while_publishing(tmp_path, switches=5, requests=400)
    assert public.wrong == []


def test_builds_under_other_conditions_give_one_tree(imported: Path, tmp_path: Path) -> None:
    seen = {build_under(imported, tmp_path / f"b{n}", condition(n)) for n in range(60, 64)}
    assert len(seen) == 1
