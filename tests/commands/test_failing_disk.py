"""When the disk refuses, a command says so in one line, and the next run puts things right."""

import errno
import shutil
from pathlib import Path

import pytest

from govreport_site.cli import main
from tests.campaigns.crashes import tree
from tests.campaigns.refusals import ERRORS, run_refused
from tests.commands.conftest import SEEDS, Run

GUANKOU = "reports/hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual"


def check_refusal(number: int, code: int, tmp_path: Path, expected: dict[str, str]) -> bool:
    """Import on a disk that fails once, then on a sound one; whether it came to a failure."""
    archive = tmp_path / f"{number}-{code}"
    (archive / "reports").mkdir(parents=True)
    words = ["import", *map(str, sorted(SEEDS.glob("*.txt"))), "-C", str(archive), "-q"]
    exit_code, refused = run_refused(words, archive, number, code)
    assert exit_code == (6 if refused else 0)
    assert main(words) == 0
    assert main(["import", "--renew", "-C", str(archive), "-q"]) == 0
    assert tree(archive / "reports") == expected
    shutil.rmtree(archive)
    return refused


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8, 13, 21, 34])
def test_an_import_that_the_disk_refuses(
    number: int, tmp_path: Path, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ERRORS[number % len(ERRORS)]
    assert check_refusal(number, code, tmp_path, tree(imported / "reports"))
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert len([line for line in told.splitlines() if line]) == 1


def test_an_original_left_by_a_crash_is_not_overwritten(archive: Path, run: Run) -> None:
    """Other bytes under the name that a new report would take: it becomes the next version."""
    original = archive / f"{GUANKOU}.original.txt"
    (archive / f"{GUANKOU}.md").unlink()
    original.write_bytes(b"of another report")
    (archive / "reports/SHA256SUMS").unlink()
    assert run("import", str(SEEDS / "004_1ae307d8d04769e5.txt"), "-q") == 0
    assert original.read_bytes() == b"of another report"
    assert (archive / f"{GUANKOU}-v2.md").is_file()


def test_a_publish_that_the_disk_refuses_leaves_the_old_site(archive: Path, run: Run) -> None:
    target = archive.parent / "www"
    assert run("build", "-q", "--no-search") == 0
    assert run("publish", "--to", str(target), "-q") == 0
    before = (target / "current").readlink()
    report = archive / f"{GUANKOU}.md"
    report.write_text(report.read_text("utf-8") + "\n补记。\n", "utf-8")
    assert run("build", "-q", "--no-search") == 0
    words = ["publish", "--to", str(target), "-q", "-C", str(archive)]
    for number in range(1, 400, 37):
        code, refused = run_refused(words, target, number, errno.ENOSPC)
        if not refused or code == 0:
            break
        assert code == 6
        assert (target / "current").readlink() == before
    assert main(words) == 0
    assert tree(target / "current") == tree(archive / "site")
