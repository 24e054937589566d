"""Every stored byte is accounted for, through edits, faults, removals and packaging."""

import hashlib
import json
from pathlib import Path

import pytest

from govreport_site.cli import main
from govreport_site.errors import IntegrityError
from govreport_site.reportfile import manifest, read_report
from tests.campaigns.fixity import FAULTS, check_fault
from tests.commands.conftest import Run, make_archive

GUANKOU = "reports/hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual"


def test_an_untouched_archive_verifies(run: Run) -> None:
    assert run("verify") == 0


def test_every_kind_of_fault_is_found_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = make_archive(tmp_path / "a")
    assert main(["build", "-q", "-C", str(archive)]) == 0
    for number in range(500, 500 + 2 * len(FAULTS)):
        check_fault(archive, number, capsys)
    assert main(["verify", "-q", "-C", str(archive)]) == 0


def test_a_changed_digest_in_the_list_is_found(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = archive / "reports" / manifest.FILE_NAME
    listed.write_bytes(listed.read_bytes().replace(b"a", b"b", 1))
    assert run("verify") == 4
    assert "is not what was recorded" in capsys.readouterr().err


def test_a_disk_without_modes_is_no_fault(archive: Path, run: Run) -> None:
    for path in (archive / "reports").rglob("*"):
        path.chmod(0o777)
    assert run("verify", "-q") == 0


def test_an_edit_is_accepted_by_name(archive: Path, run: Run) -> None:
    path = archive / f"{GUANKOU}.md"
    path.write_text(path.read_text("utf-8") + "\n补记一句。\n", "utf-8")
    assert run("verify", "-q") == 4
    assert run("verify", "-q", "--accept", str(path)) == 0
    assert run("verify", "-q") == 0


def test_a_damaged_list_is_said(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "reports" / manifest.FILE_NAME).write_bytes(b"half a li")
    assert run("verify") == 4
    assert "SHA256SUMS:1" in capsys.readouterr().err


def test_an_interrupted_import_is_taken_up_by_the_next(archive: Path, run: Run) -> None:
    """Killed after the files and before the list: the report's own stamp proves it."""
    listed = manifest.read(archive / "reports")
    gone = {p: d for p, d in listed.items() if "guankou" not in p}
    manifest.write(archive / "reports", gone)
    assert run("verify", "-q") == 4
    assert run("import", "-q", "--renew") == 0
    assert manifest.read(archive / "reports") == listed


def test_a_bag_holds_everything_and_checks_out(archive: Path, run: Run, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert run("export", "-q", "--bagit", str(bag)) == 0
    assert (bag / "bagit.txt").read_text() == (
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    for listing in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for line in (bag / listing).read_text("utf-8").splitlines():
            digest, path = line.split("  ", 1)
            assert hashlib.sha256((bag / path).read_bytes()).hexdigest() == digest
    payload = [p for p in (bag / "data").rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n" in (bag / "bag-info.txt").read_text("utf-8")
    assert run("export", "-q", "--bagit", str(bag)) == 2


def test_a_faulty_archive_is_not_bagged(archive: Path, run: Run, tmp_path: Path) -> None:
    (archive / f"{GUANKOU}.original.txt").write_bytes(b"")
    assert run("export", "-q", "--bagit", str(tmp_path / "bag")) == IntegrityError.exit_code
    assert list(tmp_path.iterdir()) == [archive]


def test_a_passage_is_blacked_out_everywhere_and_the_original_withheld(
    archive: Path, run: Run
) -> None:
    path = archive / f"{GUANKOU}.md"
    assert "占佳社区" in path.read_text("utf-8")
    words = ("redact", str(path), "--passage", "占佳社区", "--reason", "本人申请", "-q")
    assert run(*words) == 0
    text = path.read_text("utf-8")
    assert "占佳社区" not in text
    report = read_report(text, "x.md")
    assert report.redactions[0].reason == "本人申请"
    assert report.redactions[0].passages >= 1
    assert report.origin is not None
    assert report.origin.withheld
    assert run("verify", "-q") == 0
    log = [json.loads(line) for line in (archive / "redactions.jsonl").read_text().splitlines()]
    assert log[0]["report"].endswith("guankou-jiedao/2011-annual.md")
    assert run("import", "--renew", "-q") == 0
    assert path.read_text("utf-8") == text


def test_a_passage_that_is_not_there_is_said(archive: Path, run: Run) -> None:
    path = str(archive / f"{GUANKOU}.md")
    assert run("redact", path, "--passage", "没有这句话", "--reason", "x", "-q") == 1


def test_a_withdrawn_report_leaves_a_tombstone(archive: Path, run: Run) -> None:
    path = archive / f"{GUANKOU}.md"
    words = ("redact", str(path), "--whole", "--destroy-original", "--reason", "依法撤回", "-q")
    assert run(*words) == 0
    report = read_report(path.read_text("utf-8"), "x.md")
    assert report.withdrawn is not None
    assert report.sections == ()
    assert not (archive / f"{GUANKOU}.original.txt").exists()
    assert run("verify", "-q") == 0
