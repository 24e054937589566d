"""The committed archive is what importing the samples gives today, and it has nothing to mend."""

from pathlib import Path

from govreport_site.cli import main
from govreport_site.reportfile import manifest

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "tests/corpus/seeds").glob("*.txt"))


def test_the_committed_reports_are_what_import_writes(tmp_path: Path) -> None:
    """A reader that changes changes these files: renew them (`govreport import --renew`), review
    the difference, and commit it with its cause."""
    assert main(["import", *map(str, SEEDS), "-C", str(tmp_path), "-q"]) == 0
    fresh = {
        p: (tmp_path / "reports" / p).read_bytes()
        for p in manifest.stored_files(tmp_path / "reports")
    }
    committed = {
        p: (ROOT / "reports" / p).read_bytes() for p in manifest.stored_files(ROOT / "reports")
    }
    assert committed == fresh
    assert manifest.read(ROOT / "reports") == manifest.read(tmp_path / "reports")


def test_nothing_is_to_mend(tmp_path: Path) -> None:
    assert main(["import", *map(str, SEEDS), "-C", str(tmp_path), "-q"]) == 0
    assert main(["check", "-C", str(tmp_path), "-q"]) == 0
