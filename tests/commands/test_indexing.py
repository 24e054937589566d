"""The index follows the reports: by what a scan found changed, or by looking at everything."""

import hashlib
import json
from pathlib import Path

import pytest

from govreport_site.commands import indexing, spooling
from govreport_site.commands.index_writing import Writer
from govreport_site.search import plan
from tests.commands.conftest import Run

GUANKOU = "hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual"
HAICANG = "fujian/xiamen/haicang-qu/2016-self-check"


@pytest.fixture
def indexed(archive: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built archive whose index is only added to, however small it is."""
    monkeypatch.setattr(plan, "SMALL", 0)
    monkeypatch.setattr(plan, "BESIDE_SHARE", 9.0)
    assert run("build", "-q") == 0
    return archive


@pytest.fixture
def looked_at_everything(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Grows when a build compares every report with the index."""
    found: list[bool] = []
    write = Writer.write
    monkeypatch.setattr(
        Writer, "write", lambda self, scan, clean: [found.append(clean), write(self, scan, clean)]
    )
    return found


def hits(run: Run, capsys: pytest.CaptureFixture[str], query: str) -> set[str]:
    capsys.readouterr()
    run("search", query, "--json")
    return {hit["url"].rstrip("/") for hit in json.loads(capsys.readouterr().out)["hits"]}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def add_a_copy(archive: Path, name: str) -> str:
    source = archive / f"reports/{HAICANG}.md"
    address = f"{HAICANG.rpartition('/')[0]}/{name}"
    (archive / f"reports/{address}.md").write_text(
        source.read_text("utf-8").replace("海沧区", "海沧区独角兽"), "utf-8"
    )
    return address


def check_files(archive: Path) -> None:
    """The list of files is what is there."""
    files = (p for p in (archive / "site" / indexing.FOLDER).rglob("*") if p.is_file())
    there = {
        p.relative_to(archive / "site").as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in files
    }
    assert indexing.index_files(archive / ".govreport") == there


def test_what_came_changed_and_went_is_all_that_is_looked_at(
    indexed: Path,
    run: Run,
    capsys: pytest.CaptureFixture[str],
    looked_at_everything: list[bool],
) -> None:
    before = hits(run, capsys, "公开")
    address = add_a_copy(indexed, "2017-self-check")
    assert run("build", "-q") == 0
    assert hits(run, capsys, "独角兽") == {address}
    check_files(indexed)
    rewrite(indexed / f"reports/{address}.md", "独角兽", "麒麟")
    assert run("build", "-q") == 0
    assert hits(run, capsys, "独角兽") == set()
    assert hits(run, capsys, "麒麟") == {address}
    (indexed / f"reports/{address}.md").unlink()
    (indexed / f"reports/{GUANKOU}.md").unlink()
    assert run("build", "-q") == 0
    assert hits(run, capsys, "公开") == before - {GUANKOU}
    check_files(indexed)
    assert looked_at_everything == []
    assert not (indexed / ".govreport" / spooling.SPOOL).exists()


def test_many_small_changes_are_merged(
    indexed: Path,
    run: Run,
    capsys: pytest.CaptureFixture[str],
    looked_at_everything: list[bool],
) -> None:
    added = set()
    for year in range(2018, 2030):
        added.add(add_a_copy(indexed, f"{year}-self-check"))
        assert run("build", "-q") == 0
    assert hits(run, capsys, "独角兽") == added
    check_files(indexed)
    assert looked_at_everything == []


def test_a_report_that_cannot_be_read_is_no_longer_found(
    indexed: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (indexed / f"reports/{GUANKOU}.md").read_bytes()
    (indexed / f"reports/{GUANKOU}.md").write_bytes(b"\xff")
    assert run("build", "-q") == 1
    assert GUANKOU not in hits(run, capsys, "公开")
    (indexed / f"reports/{GUANKOU}.md").write_bytes(whole)
    assert run("build", "-q") == 0
    assert GUANKOU in hits(run, capsys, "公开")


def test_an_index_that_was_left_behind_looks_at_everything(
    indexed: Path,
    run: Run,
    capsys: pytest.CaptureFixture[str],
    looked_at_everything: list[bool],
) -> None:
    address = add_a_copy(indexed, "2017-self-check")
    # This command scans the reports, and so the next build's scan finds nothing changed.
    run("check", "-q")
    assert run("build", "-q") == 0
    assert looked_at_everything == [False]
    assert hits(run, capsys, "独角兽") == {address}
    assert run("build", "-q") == 0
    assert looked_at_everything == [False]


def test_a_clean_build_is_the_same_by_any_number_of_processes(archive: Path, run: Run) -> None:
    assert run("build", "-q", "--jobs", "2") == 0
    before = {p.name: p.read_bytes() for p in (archive / "site" / indexing.FOLDER).rglob("*.js")}
    assert run("build", "-q", "--jobs", "1", "--clean") == 0
    after = {p.name: p.read_bytes() for p in (archive / "site" / indexing.FOLDER).rglob("*.js")}
    assert before == after


def test_a_spool_gives_back_what_was_put_aside(tmp_path: Path) -> None:
    assert spooling.texts(tmp_path / "spool") == {}
    for n in range(3):
        spooling.put(tmp_path / "spool", bytes([n]) * spooling.KEY, b"text" * n)
    (file,) = (tmp_path / "spool").iterdir()
    with file.open("ab") as cut_short:
        cut_short.write(b"\7" * spooling.KEY + b"\xff\0\0\0half")
    found = spooling.texts(tmp_path / "spool")
    assert {key[0]: text() for key, text in found.items()} == {0: b"", 1: b"text", 2: b"texttext"}
