"""Faults in stored and built files, made at random and taken back, and what `verify` says of them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from govreport_site.cli import main

Named = list[Path]
"""The files that the fault must be told of."""


def flip(path: Path, chance: random.Random) -> Named:
    """One bit, with the file's times as they were."""
    status, data = path.stat(), bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return [path]


def truncate(path: Path, chance: random.Random) -> Named:
    os.truncate(path, chance.randrange(path.stat().st_size))
    return [path]


def lengthen(path: Path, chance: random.Random) -> Named:
    with path.open("ab") as file:
        file.write(bytes(chance.choice((1, 512, 4096))))
    return [path]


def blank(path: Path, chance: random.Random) -> Named:
    """A block of zeros where a disk lost a sector."""
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data))
    block = min(512, len(data) - start)
    if not any(data[start : start + block]):
        data[start] ^= 1
    else:
        data[start : start + block] = bytes(block)
    path.write_bytes(data)
    return [path]


def remove(path: Path, chance: random.Random) -> Named:
    path.unlink()
    return [path]


def add(path: Path, chance: random.Random) -> Named:
    name = chance.choice(("stray.txt", ".hidden", "2030-annual.md", "new/deep/index.html", "a b~"))
    new = path.parent / name
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(chance.choice((b"", b"x", path.read_bytes())))
    return [new]


def swap(path: Path, chance: random.Random) -> Named:
    """The bytes of two files of one folder tree, each under the other's name."""
    # Of a list of digests in another file's place nothing can be told but that it is none.
    others = [p for p in whole_tree(path) if p.stat().st_size and p.name != "SHA256SUMS"]
    others = [p for p in others if p.read_bytes() != path.read_bytes()]
    other = chance.choice(others)
    kept = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(kept)
    return [path, other]


def rename(path: Path, chance: random.Random) -> Named:
    new = path.with_name(f"moved-{path.name.lstrip('.')}")
    path.rename(new)
    return [path, new]


def run_as_program(path: Path, chance: random.Random) -> Named:
    path.chmod(chance.choice((0o755, 0o4644, 0o2644, 0o645)))
    return [path]


def link_to_the_same(path: Path, chance: random.Random) -> Named:
    """A symbolic link to a file with just these bytes: what it leads to may change later."""
    outside = path_outside(path)
    path.rename(outside)
    path.symlink_to(outside)
    return [path]


def link_to_nothing(path: Path, chance: random.Random) -> Named:
    path.unlink()
    path.symlink_to("nowhere")
    return [path]


def link_to_a_folder(path: Path, chance: random.Random) -> Named:
    new = path.parent / "linked"
    new.symlink_to("/")
    return [new]


def pipe(path: Path, chance: random.Random) -> Named:
    path.unlink()
    os.mkfifo(path)
    return [path]


def folder_instead(path: Path, chance: random.Random) -> Named:
    path.unlink()
    path.mkdir()
    return [path]


FAULTS: tuple[Callable[[Path, random.Random], Named], ...] = (
    flip, truncate, lengthen, blank, remove, add, swap, rename, run_as_program, link_to_the_same,
    link_to_nothing, link_to_a_folder, pipe, folder_instead,
)  # fmt: skip


def root_of(path: Path) -> Path:
    """reports/ or site/ of the archive."""
    return next(p for p in path.parents if p.name in {"reports", "site"} and p.parent.name == "a")


def whole_tree(path: Path) -> list[Path]:
    return sorted(p for p in root_of(path).rglob("*") if p.is_file() and not p.is_symlink())


def path_outside(path: Path) -> Path:
    return root_of(path).parent / "outside"


def targets(archive: Path) -> dict[str, list[Path]]:
    """Originals, reports, the list of digests, and the built site."""
    stored = [p for p in (archive / "reports").rglob("*") if p.is_file() and p.name[0] != "."]
    return {
        "original": sorted(p for p in stored if ".original" in p.name),
        "report": sorted(p for p in stored if p.suffix == ".md"),
        "site": sorted(
            p for p in (archive / "site").rglob("*") if p.is_file() and p.stat().st_size
        ),
    }


@contextmanager
def put_back(root: Path) -> Iterator[None]:
    """Takes back whatever happens to a folder inside."""
    kept = root.with_name("kept")
    shutil.copytree(root, kept)
    try:
        yield
    finally:
        shutil.rmtree(root)
        kept.rename(root)


def check_fault(archive: Path, number: int, capsys: pytest.CaptureFixture[str]) -> str:
    """Make a fault, verify, take it back; the names of the fault and of what it was made in."""
    chance = random.Random(number)
    area, files = chance.choice(sorted(targets(archive).items()))
    fault = FAULTS[number % len(FAULTS)]
    path = chance.choice(files)
    with put_back(root_of(path)):
        named = fault(path, chance)
        code = main(["verify", "-q", "-C", str(archive)])
        told = capsys.readouterr().err
        what = f"fault {number}: {fault.__name__} of {path}: exit {code}, {told}"
        assert code == 4, what
        for each in named:
            assert f"{each.relative_to(archive).as_posix()}: " in told, what
        assert len(told.splitlines()) == len(named), what
    (archive / "outside").unlink(missing_ok=True)
    return f"{fault.__name__} in {area}"
