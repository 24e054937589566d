"""Every bad input gets a message of its own, the others go on, and nothing is half-written."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from govreport_site.cli import main
from govreport_site.reportfile import manifest
from tests.commands.conftest import SEEDS, Run

SEED = (SEEDS / "000_6153bfb218093365.txt").read_bytes()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    return out.getvalue()


BAD = {
    "empty": (b"", "empty"),
    "spaces": (b" \n\n\t\n", "empty"),
    "random": (bytes(range(256)) * 20, "neither text nor a known kind"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "picture"),
    "half-pdf": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "half-zip": (zipped(a=SEED)[:500], "zip"),
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 999, "docx"),
    "notice": (
        "关于做好2016年政务公开工作的通知\n\n各乡镇：\n\n请认真执行。\n".encode(),
        "reads as no",
    ),
    "guide": ("某县政府信息公开指南\n\n为方便公众获取信息，编制本指南。\n".encode(), "reads as no"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_set_aside_with_its_own_message(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, said = BAD[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "zz-good.txt").write_bytes(SEED)
    archive = tmp_path / "archive"
    assert main(["init", "-q", str(archive)]) == 0
    assert main(["import", "-C", str(archive), str(tmp_path / "in")]) == 3
    told = capsys.readouterr().err
    assert said in told
    assert str(tmp_path / "in" / name) in told
    assert "Traceback" not in told
    stored = list(manifest.stored_files(archive / "reports"))
    assert len(stored) == 2
    assert not list((archive / "reports").rglob("*.pending"))


def test_a_folder_without_files(tmp_path: Path, archive: Path, run: Run) -> None:
    assert run("import", str(tmp_path / "archive" / "templates")) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_device_is_not_waited_for(tmp_path: Path, run: Run) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run("import", str(tmp_path / "pipe")) == 3


def test_a_file_name_cannot_steer_the_terminal(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = tmp_path / "a\x1b[31m\u202eb.txt"
    hostile.write_bytes(b"")
    assert run("import", str(hostile)) == 3
    told = capsys.readouterr().err
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format: 1\n", "format: 9\n", ":2: format: found 9, expected 1"),
        ("---\nformat", "--\nformat", ":1: found '--', expected \"---\""),
        ("year: 2016\n", "year: 0663\n", ":5: year: expected a whole number"),
        ("year: 2016\n", "yaer: 2016\n", "unknown field yaer"),
        ('kind: "self-check"\n', "kind: &a self-check\n", "anchor"),
        ('kind: "self-check"\n', "kind: !!python/object:os.system x\n", "tag"),
        ("\n## ", "\n<!-- a note -->\n## ", "found the comment"),
        ("\n## ", "\n# ", "the title stands in the front matter"),
    ],
)
def test_a_broken_report_file_is_located_and_the_rest_is_built(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    path = archive / "reports/fujian/xiamen/haicang-qu/2016-self-check.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert run("check") == 1
    assert run("build", "--no-search") == 1
    told = capsys.readouterr().err
    assert "reports/fujian/xiamen/haicang-qu/2016-self-check.md:" in told
    assert said in told
    assert (archive / "site/fujian/fuzhou/minhou-xian/index.html").is_file()


def test_two_reports_of_one_address_are_named(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("haicang-qu", "xiangan-qu/dadeng-jiedao"):
        path = archive / f"reports/fujian/xiamen/{name}/2016-self-check.md"
        text = path.read_text("utf-8")
        path.write_text(
            text.replace('origin: {"', 'origin: {"url": "http://a.gov.cn/1", "', 1), "utf-8"
        )
    assert run("check") == 1
    assert "names the same source address as" in capsys.readouterr().err


@pytest.mark.parametrize("first", ["about", "Data", "years"])
def test_a_report_where_the_site_has_pages_of_its_own(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str], first: str
) -> None:
    reports = archive / "reports"
    path = reports / first / "x/2016-self-check.md"
    path.parent.mkdir(parents=True)
    before = reports / "fujian/xiamen/haicang-qu/2016-self-check.md"
    for original in before.parent.glob("*.original.*"):
        (path.parent / original.name).write_bytes(original.read_bytes())
    path.write_bytes(before.read_bytes())
    before.unlink()
    assert run("check") == 1
    told = capsys.readouterr().err
    assert f'reports/{first}/x/2016-self-check.md: found the address "{first}/"' in told
    assert "move the file" in told


def test_an_unknown_configuration_key(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive / "govreport.toml").write_text('titel = "x"\n', "utf-8")
    for command in ("build", "check", "status"):
        assert run(command) == 2
        assert 'did you mean "title"?' in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "status", "verify"])
def test_a_folder_that_is_no_archive(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "-C", str(tmp_path)]) == 2
    assert "govreport init" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_output_into_a_closed_pipe_is_no_error(imported: Path) -> None:
    code = "import sys; from govreport_site.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", code, "explain", "--json"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()
