"""A folder listed again: the same as a full walk, whatever came, went or was replaced."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govreport_site.build import rescanning, scanning
from govreport_site.build.rescanning import list_again
from govreport_site.build.scanning import Listing, clock, list_files
from govreport_site.build.source_ledger import proven

from .toy import is_text

PLACES = ["a", "a/b", "a/b.x", "b", "b/a", ".hidden", "a/.hidden"]
NAMES = ["1.md", "b.md", "b.x.md", "original.txt", "b"]
FIRST = ["a/1.md", "a/b/1.md", "a/b/b.md", "a/b.md", "a/b.x.md", "b/1.md", "b/original.txt", "b.md"]

Edit = tuple[Callable[[Path, Path], object], str, str]


def write(path: Path, other: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A pipe without a reader is refused, and not waited for.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK)
    os.write(file, b"more")
    os.close(file)


def append(path: Path, other: Path) -> None:
    if path.exists():
        write(path, other)


def remove(path: Path, other: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def replace(path: Path, other: Path) -> None:
    """A file over a file, or a folder to where nothing is."""
    other.parent.mkdir(parents=True, exist_ok=True)
    path.rename(other)


def swap(path: Path, other: Path) -> None:
    aside = path.parent / "aside"
    path.rename(aside)
    other.rename(path)
    aside.rename(other)


def link(path: Path, other: Path) -> None:
    """A link in the place of what it then leads to."""
    replace(path, other)
    path.symlink_to(other)


def hard_link(path: Path, other: Path) -> None:
    other.hardlink_to(path)


def pipe(path: Path, other: Path) -> None:
    os.mkfifo(path)


def folder_for_file(path: Path, other: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "1.md").write_text("within")


def touch(path: Path, other: Path) -> None:
    os.utime(path, (1, 1))


EDITS = [
    write, write, append, remove, replace, swap, link, hard_link, pipe, folder_for_file, touch,
]  # fmt: skip
paths = st.one_of(
    st.builds("{}/{}".format, st.sampled_from(PLACES), st.sampled_from(NAMES)),
    st.sampled_from(PLACES),
)
edits = st.lists(st.tuples(st.sampled_from(EDITS), paths, paths), min_size=1, max_size=4)


def change(root: Path, some: list[Edit]) -> None:
    """Edits the folder; an edit that makes no sense there is passed over."""
    for edit, path, other in some:
        try:
            edit(root / path, root / other)
        except OSError:
            pass


@contextmanager
def ticking(nanoseconds: int) -> Iterator[None]:
    """A file system whose times are the same for so long."""
    real = scanning.signature

    def coarse(status: os.stat_result) -> scanning.Signature:
        size, mtime, ctime, inode = real(status)
        return size, mtime // nanoseconds * nanoseconds, ctime // nanoseconds * nanoseconds, inode

    with patch.object(scanning, "signature", coarse), patch.object(rescanning, "signature", coarse):
        yield


def in_order(path: str) -> list[str]:
    return path.split("/")


class Lister:
    """Lists a folder as scans do, each from what the scan before it kept."""

    def __init__(self, home: Path, tick: int) -> None:
        self.root, self._ledger, self._tick = home / "reports", home / ".govreport", tick
        self.root.mkdir()
        self._ledger.mkdir()
        self.known = Listing()

    def fill(self) -> None:
        for path in FIRST:
            write(self.root / path, self.root)
        # Past the clock's tick, so that the next listing can be trusted.
        time.sleep(0.02)
        self.list()

    def list(self) -> Listing:
        read = clock(self._ledger)
        assert read.telling is not None
        found = list_again(self.root, is_text, self.known, read.telling)
        now = read.now // self._tick * self._tick
        self.known = Listing(
            found.paths, found.signatures, [], found.folders, proven(found.folder_signatures, now)
        )
        return found


@settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.lists(edits, min_size=2, max_size=7), st.sampled_from([1, 4_000_000, 10_000_000_000]))
def test_a_listing_is_what_a_full_walk_gives(rounds: list[list[Edit]], tick: int) -> None:
    with TemporaryDirectory() as home, ticking(tick):
        lister = Lister(Path(home), tick)
        lister.fill()
        for some in rounds:
            change(lister.root, some)
            found, whole = lister.list(), list_files(lister.root, is_text)
            assert (found.paths, found.signatures) == (whole.paths, whole.signatures)
            assert (found.odd, found.folders) == (whole.odd, whole.folders)
            assert found.paths == sorted(found.paths, key=in_order)


@pytest.fixture
def lister(tmp_path: Path) -> Lister:
    lister = Lister(tmp_path, 1)
    lister.fill()
    return lister


@contextmanager
def folders_read() -> Iterator[list[str]]:
    read: list[str] = []
    real = os.scandir

    def scandir(path: str) -> object:
        read.append(path.rpartition("/")[2])
        return real(path)

    with patch.object(os, "scandir", scandir):
        yield read


def test_a_folder_that_stands_is_not_read(lister: Lister) -> None:
    with folders_read() as read:
        lister.list()
        append(lister.root / "a/1.md", lister.root)
        lister.list()
    assert read == []
    write(lister.root / "a/b/3.md", lister.root)
    with folders_read() as read:
        found = lister.list().paths
    assert read == ["b"]
    assert found == sorted([*(path for path in FIRST if is_text(path)), "a/b/3.md"], key=in_order)


def test_a_folder_with_what_is_no_file_is_read_each_time(lister: Lister) -> None:
    (lister.root / "b/link.md").symlink_to("1.md")
    for _ in range(3):
        with folders_read() as read:
            assert lister.list().odd == [("b/link.md", "a symbolic link")]
        assert read == ["b"]


def test_a_folder_as_young_as_the_scan_is_read_again(tmp_path: Path) -> None:
    hour = 3_600_000_000_000
    with ticking(hour):
        lister = Lister(tmp_path, hour)
        write(lister.root / "1.md", tmp_path)
        lister.list()
        write(lister.root / "2.md", tmp_path)
        assert lister.list().paths == ["1.md", "2.md"]


def test_a_failure_falls_back_to_the_full_walk(lister: Lister) -> None:
    whole = list_files(lister.root, is_text)
    device = lister.root.stat().st_dev
    known = lister.known
    damaged = [
        Listing([*known.paths, "a/9.md"], known.signatures, [], known.folders,
                known.folder_signatures),
        Listing(["z/1.md"], known.signatures, [], known.folders[1:], known.folder_signatures),
        Listing(["z/1.md"], known.signatures, [], [".", "z"], known.folder_signatures[:8]),
    ]  # fmt: skip
    for wrong in damaged:
        found = list_again(lister.root, is_text, wrong, device)
        assert (found.paths, found.folders) == (whole.paths, whole.folders)


def test_folders_on_another_disk_are_always_read(lister: Lister) -> None:
    with folders_read() as read:
        found = list_again(lister.root, is_text, lister.known, lister.root.stat().st_dev + 1)
    assert len(read) == len(found.folders) == 4
    assert set(found.folder_signatures) == {-1}


def test_where_folders_do_not_tell_they_are_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path.stat().st_dev
    assert clock(tmp_path).telling == device
    real = Path.stat
    long_ago = {"st_mtime_ns": 1, "st_ctime_ns": 1}
    still = os.stat_result((0o40755, 1, device, 2, 0, 0, 0, 0, 0, 0), long_ago)
    monkeypatch.setattr(Path, "stat", lambda path: still if path == tmp_path else real(path))
    assert clock(tmp_path).telling is None
