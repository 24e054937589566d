"""Scanning inputs: what is read, what is trusted, and what is found odd."""

from __future__ import annotations

import os
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from govreport_site.build import scanning, source_ledger, sources
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.scanning import Clock
from govreport_site.build.sources import SourceScan
from govreport_site.build.workers import Workers

from .toy import is_text


def upper(path: Path, data: bytes) -> bytes:
    return data.upper()


class Inputs:
    """A folder of texts and its scans."""

    def __init__(self, root: Path) -> None:
        self.folder, self.ledger = root / "reports", root / ".govreport"
        self.folder.mkdir()
        self.code = b"1"
        self.executor: Executor = IN_PROCESS

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)
        # Past the clock's tick, so that the signature can be trusted by the next scan.
        time.sleep(0.02)

    def scan(self) -> SourceScan:
        return sources.refresh(
            self.folder, ledger=self.ledger, name="reports", select=is_text,
            make_row=upper, code_version=self.code, executor=self.executor,
        )  # fmt: skip

    def rows(self) -> dict[str, bytes]:
        return {row.path: row.row for row in self.scan().rows(bool)}


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    inputs = Inputs(tmp_path)
    for path in ("a.md", "b/c.md", "b.md", "b/original.txt", ".git/d.md"):
        inputs.write(path, path)
    return inputs


def test_what_is_selected_is_read_once(inputs: Inputs) -> None:
    first, second = inputs.scan(), inputs.scan()
    assert first.added == ("a.md", "b/c.md", "b.md")
    assert (first.read, second.read, second.count) == (3, 0, 3)
    assert first.fingerprint == second.fingerprint
    assert [row.path for row in second.rows(bool)] == ["a.md", "b/c.md", "b.md"]
    assert inputs.rows() == {"a.md": b"A.MD", "b/c.md": b"B/C.MD", "b.md": b"B.MD"}


def test_changes_are_named(inputs: Inputs) -> None:
    before = inputs.scan()
    inputs.write("a.md", "other")
    inputs.write("z.md", "new")
    (inputs.folder / "b.md").unlink()
    scan = inputs.scan()
    assert (scan.added, scan.changed, scan.removed) == (("z.md",), ("a.md",), ("b.md",))
    assert (scan.read, scan.fingerprint == before.fingerprint) == (2, False)


def test_a_touched_file_is_read_and_found_unchanged(inputs: Inputs) -> None:
    before = inputs.scan()
    os.utime(inputs.folder / "a.md", (1, 1))
    scan = inputs.scan()
    assert (scan.read, scan.changed, scan.fingerprint) == (1, (), before.fingerprint)
    assert inputs.scan().read == 0


def test_a_change_that_keeps_size_and_time_is_still_seen(inputs: Inputs) -> None:
    inputs.scan()
    status = (inputs.folder / "a.md").stat()
    (inputs.folder / "a.md").write_text("A.md")
    os.utime(inputs.folder / "a.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert inputs.scan().changed == ("a.md",)


def test_a_file_as_young_as_the_scan_is_not_trusted(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writes within one tick of the clock bear the same time: the second must be seen."""
    device = inputs.folder.stat().st_dev
    monkeypatch.setattr(sources, "clock", lambda folder: Clock(0, device, device))
    assert inputs.scan().read == 3
    monkeypatch.undo()
    assert inputs.scan().read == 3
    assert inputs.scan().read == 0


def test_another_disks_clock_is_given_two_seconds(inputs: Inputs) -> None:
    time = scanning.clock(inputs.folder)
    other = Clock(time.now, time.device + 1, None)
    assert sources._trusted_time(inputs.folder, time) == time.now
    assert sources._trusted_time(inputs.folder, other) == time.now - 2_000_000_000


def test_other_code_makes_other_rows_of_unchanged_files(inputs: Inputs) -> None:
    before = inputs.scan()
    inputs.code = b"2"
    scan = inputs.scan()
    assert (scan.read, scan.changed) == (3, ())
    assert scan.fingerprint != before.fingerprint
    assert len(inputs.rows()) == 3


def test_rows_out_of_use_are_given_up(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_site.build.survey.SLACK", 100)
    for number in range(40):
        inputs.write("a.md", f"{number:050}")
        assert inputs.rows()["a.md"] == f"{number:050}".encode()
    (rows,) = inputs.ledger.glob("reports.rows-*")
    assert rows.stat().st_size < 500


def test_links_and_pipes_are_problems_not_inputs(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("secret")
    (inputs.folder / "link.md").symlink_to(tmp_path / "outside.md")
    (inputs.folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(inputs.folder / "pipe.md")
    scan = inputs.scan()
    assert [str(problem.error).partition(",")[0] for problem in scan.problems] == [
        "link.md: is a symbolic link",
        "pipe.md: is a device",
    ]
    assert scan.count == 3


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    inputs = Inputs(tmp_path)
    inputs.folder.rmdir()
    assert inputs.scan().count == 0


def test_a_file_that_vanishes_between_listing_and_reading_is_as_if_never_there(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.list_again

    def listing(root: Path, *rest: object) -> scanning.Listing:
        found = real(root, is_text, scanning.Listing(), None)
        (root / "b.md").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(sources, "list_again", listing)
    assert inputs.scan().added == ("a.md", "b/c.md")
    assert set(inputs.rows()) == {"a.md", "b/c.md"}


def test_workers_make_the_same_rows(tmp_path: Path) -> None:
    inputs = Inputs(tmp_path)
    for number in range(300):
        (inputs.folder / f"{number:03}.md").write_text(f"text {number}")
    inputs.executor = Workers(2)
    assert inputs.scan().read == 300
    inputs.executor.close()
    assert inputs.rows() == {f"{n:03}.md": f"TEXT {n}".encode() for n in range(300)}


def test_digests_alone_can_be_kept(inputs: Inputs) -> None:
    scan = sources.refresh(
        inputs.folder, ledger=inputs.ledger, name="templates", select=lambda path: True
    )
    assert scan.count == 4
    assert {row.row for row in scan.rows(bool)} == {b""}
    assert len({row.digest for row in scan.rows(bool)}) == 4


def test_what_a_killed_scan_left_is_overwritten(inputs: Inputs) -> None:
    inputs.scan()
    ledger = source_ledger.load(inputs.ledger, "reports")
    rows = source_ledger.rows_path(inputs.ledger, "reports", ledger.generation)
    rows.write_bytes(rows.read_bytes() + b"rows that no index names")
    inputs.write("a.md", "changed")
    assert inputs.rows()["a.md"] == b"CHANGED"
    assert b"no index" not in rows.read_bytes()


def folders_read(inputs: Inputs) -> int:
    """How many folders a scan reads."""
    read: list[str] = []
    real = os.scandir

    def scandir(path: str) -> object:
        read.append(str(path))
        return real(path)

    with patch.object(os, "scandir", scandir):
        inputs.scan()
    return sum(path.startswith(str(inputs.folder)) for path in read)


def test_a_folder_is_read_again_only_after_a_name_came_or_went(inputs: Inputs) -> None:
    assert [folders_read(inputs) for _ in range(3)] == [2, 0, 0]
    inputs.write("b/c.md", "edited in its place")
    assert folders_read(inputs) == 0
    inputs.write("b/other.txt", "a name that is not selected")
    assert [folders_read(inputs) for _ in range(3)] == [1, 0, 0]
    inputs.write("b/d.md", "new")
    assert [folders_read(inputs) for _ in range(3)] == [1, 0, 0]


def test_other_code_may_select_other_names(inputs: Inputs) -> None:
    inputs.scan()
    inputs.code = b"2"
    assert [folders_read(inputs) for _ in range(2)] == [2, 0]
    inputs.code = b""
    assert [folders_read(inputs) for _ in range(3)] == [2, 2, 2]
