"""The loop of a preview: bursts are one build, failures are shown, an inbox is taken in."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govreport_site.errors import GovreportError, Location, LockedError
from govreport_site.serve import preview
from govreport_site.serve.inbox import Inbox
from govreport_site.serve.preview import BuildOutcome
from govreport_site.serve.watching import is_passing


class Archive:
    """A folder of texts, a toy build that joins them into a page, and a running preview."""

    def __init__(self, root: Path) -> None:
        self.reports, self.site, self.inbox = root / "reports", root / "site", root / "inbox"
        self.templates = root / "templates"
        self.builds: list[frozenset[Path]] = []
        self.said: list[str] = []
        self.error: GovreportError | None = None
        self.owing = False
        self.stop = threading.Event()
        for folder in (self.reports, self.site, self.inbox):
            folder.mkdir()

    def rebuild(self, changed: frozenset[Path]) -> BuildOutcome:
        self.builds.append(changed)
        if self.error:
            raise self.error
        texts = [path.read_text("utf-8") for path in sorted(self.reports.glob("*.md"))]
        (self.site / "index.html").write_text("|".join(texts), "utf-8")
        return BuildOutcome(changed=True, owing=self.owing and bool(changed))

    def take_in(self, files: object) -> None:
        for path in files:  # type: ignore[attr-defined]
            (self.reports / f"{path.stem}.md").write_bytes(path.read_bytes())

    def page(self) -> str:
        url = next(line.split()[1] for line in self.said if line.startswith("serving"))
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(answer.read().decode())


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    found = Archive(tmp_path)
    thread = threading.Thread(
        target=preview.run,
        args=(found.site,),
        kwargs={
            "rebuild": found.rebuild, "watch": [found.reports, found.templates],
            "say": found.said.append, "port": 0, "inbox": found.inbox,
            "on_inbox": found.take_in, "stop": found.stop,
        },
    )  # fmt: skip
    thread.start()
    wait_for(lambda: found.builds)
    yield found
    found.stop.set()
    thread.join(10)
    assert not thread.is_alive()


def wait_for(condition: Callable[[], object], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def test_what_is_owed_is_built_when_nothing_else_changes(archive: Archive) -> None:
    archive.owing = True
    (archive.reports / "a.md").write_text("one", "utf-8")
    wait_for(lambda: len(archive.builds) >= 3)
    assert [bool(paths) for paths in archive.builds[:3]] == [False, True, False]
    time.sleep(0.3)
    assert len(archive.builds) == 3


def test_a_saved_file_is_on_the_page(archive: Archive) -> None:
    (archive.reports / "a.md").write_text("first")
    wait_for(lambda: archive.page().startswith("first"))
    (archive.reports / "a.md").unlink()
    wait_for(lambda: not archive.page().startswith("first"))


def test_a_burst_is_one_build_and_passing_files_are_none(archive: Archive) -> None:
    for name in ("4913", ".a.md.swp", "a.md~", ".DS_Store", "#a.md#"):
        (archive.reports / name).write_text("x")
    time.sleep(0.15)
    assert len(archive.builds) == 1
    for number in range(50):
        (archive.reports / f"{number}.md").write_text("x")
    wait_for(lambda: len(archive.builds) == 2)
    time.sleep(0.2)
    assert len(archive.builds) == 2
    assert len(archive.builds[1]) == 50


def test_a_folder_that_comes_into_being_is_watched(archive: Archive) -> None:
    archive.templates.mkdir()
    wait_for(lambda: len(archive.builds) == 2)
    time.sleep(0.1)
    (archive.templates / "page.html").write_text("x")
    wait_for(lambda: archive.templates / "page.html" in archive.builds[-1])


def test_a_failure_keeps_the_site_and_what_it_owes(archive: Archive) -> None:
    (archive.reports / "a.md").write_text("good")
    wait_for(lambda: archive.page().startswith("good"))
    archive.error = GovreportError("expected a number", Location("reports/a.md", 3))
    (archive.reports / "a.md").write_text("bad")
    wait_for(lambda: "error: reports/a.md:3: expected a number" in archive.said)
    assert archive.page().startswith("good")
    archive.error = None
    (archive.reports / "b.md").write_text("more")
    wait_for(lambda: archive.page().startswith("bad|more"))
    assert archive.builds[-1] == {archive.reports / "a.md", archive.reports / "b.md"}


def test_a_build_that_found_the_archive_locked_is_tried_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "RETRY", 0.05)
    archive.error = LockedError("process 7 is running `govreport import`")
    (archive.reports / "a.md").write_text("late")
    wait_for(lambda: len(archive.builds) >= 2)
    archive.error = None
    wait_for(lambda: archive.page().startswith("late"))


def test_a_file_in_the_inbox_is_imported_and_then_on_the_page(archive: Archive) -> None:
    (archive.inbox / "2016.txt").write_text("dropped")
    wait_for(lambda: archive.page().startswith("dropped"))


def test_the_inbox_waits_for_a_file_that_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_site.serve.inbox.SETTLED", 0.05)
    inbox, raw = Inbox(tmp_path), tmp_path / "raw.txt"
    raw.write_text("a")
    (tmp_path / "half.txt.part").write_text("a")
    assert inbox.complete() == []
    time.sleep(0.06)
    raw.write_text("ab")
    assert inbox.complete() == []
    time.sleep(0.06)
    assert inbox.complete() == [raw]
    assert inbox.complete() == []


@pytest.mark.parametrize(
    "name", ["2016-annual.md", "page.html", "govreport.toml", "a.swift", "4914"]
)
def test_names_that_are_meant(name: str) -> None:
    assert not is_passing(name)
