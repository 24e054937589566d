"""Kills at random moments over the commands that write, and what must hold afterwards."""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests/corpus/seeds"


def govreport(*words: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "govreport_site", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(*words: str) -> None:
    """Run a command to its end; it must succeed unaided."""
    process = govreport(*words)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file that is not hidden."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


class Scene(Struct):
    """An archive, a folder of raw files, and a folder to publish to."""

    root: Path

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    def prepare(self, copies: int) -> None:
        """Raw files that differ in their bytes, so that each is a version of its own."""
        finish("init", str(self.archive))
        self.raw.mkdir()
        for seed in sorted(SEEDS.glob("*.txt")):
            for number in range(copies):
                (self.raw / f"{seed.stem}-{number}.txt").write_bytes(
                    seed.read_bytes() + b"\n" * (number + 1)
                )

    def command(self, verb: str) -> list[str]:
        """The command line of one of the commands that write."""
        here = ["-C", str(self.archive), "-q"]
        if verb == "import":
            return ["import", str(self.raw), *here]
        if verb == "publish":
            return ["publish", "--to", str(self.root / "www"), *here]
        if verb == "redact":
            report = sorted((self.archive / "reports").rglob("2011-annual.md"))[0]
            return ["redact", str(report), "--passage", "占佳社区", "--reason", "申请", *here]
        return ["build", *here]


def kill_during(scene: Scene, verb: str, moment: float) -> None:
    """Start a command and kill it so many seconds later, if it still runs."""
    process = govreport(*scene.command(verb))
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def round_of(seed: int, root: Path, *, kills: int) -> None:
    """Kill each command in turn, then let it finish: the result is that of no kill at all."""
    chance = random.Random(seed)
    scene, calm = Scene(root / "killed"), Scene(root / "calm")
    for each in (scene, calm):
        each.root.mkdir(parents=True)
        each.prepare(copies=3)
    for verb in ("import", "build", "publish", "redact", "build"):
        if verb == "redact":
            finish("verify", "-C", str(scene.archive), "-q")
        for _ in range(kills):
            kill_during(scene, verb, chance.uniform(0.1, 1.5))
            originals_are_whole(scene)
            published_is_whole(scene)
        finish(*scene.command(verb))
        finish(*calm.command(verb))
    assert tree(scene.archive / "reports") == tree(calm.archive / "reports")
    assert tree(scene.archive / "site") == tree(calm.archive / "site")
    finish("verify", "-C", str(scene.archive), "-q")
    shutil.rmtree(root)


def originals_are_whole(scene: Scene) -> None:
    """Every original that has its name is one of the raw files, byte for byte."""
    known = {hashlib.sha256(path.read_bytes()).hexdigest() for path in scene.raw.iterdir()}
    for path in (scene.archive / "reports").rglob("*.original.*"):
        if not path.name.startswith("."):
            assert hashlib.sha256(path.read_bytes()).hexdigest() in known, path


def published_is_whole(scene: Scene) -> None:
    """What `current` shows is a whole release, or nothing was published yet."""
    current = scene.root / "www" / "current"
    if current.is_symlink():
        shown = {path for path in tree(current) if path.endswith("index.html")}
        assert "index.html" in shown
        assert shown >= {p for p in tree(scene.archive / "site") if p.endswith("annual/index.html")}
