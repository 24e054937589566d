"""Kills at random moments over the commands that write, and what must hold afterwards."""

from __future__ import annotations

import hashlib
import json
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
PASSAGE = "占佳社区"
ROUND = ("import", "build", "publish", "redact", "build", "publish")
"""The commands that write, in the order in which an archive meets them."""
PATIENCE = 120
"""Seconds after which a command counts as hung."""


def govreport(*words: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "govreport_site", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(*words: str) -> float:
    """Run a command to its end; it must succeed unaided. The seconds it took."""
    started = time.monotonic()
    process = govreport(*words)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said.decode()
    return time.monotonic() - started


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

    @property
    def public(self) -> Path:
        return self.root / "www" / "current"

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
            report = sorted((self.archive / "reports").rglob("2011-annual*.md"))[0]
            return ["redact", str(report), "--passage", PASSAGE, "--reason", "申请", *here]
        return ["build", *here]


def kill_during(scene: Scene, verb: str, moment: float) -> bool:
    """Start a command and kill it so many seconds later; whether it still ran."""
    process = govreport(*scene.command(verb))
    time.sleep(moment)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    return running


def round_of(seed: int, root: Path, *, kills: int, copies: int = 3) -> int:
    """Kill each command in turn, then let it finish: the result is that of no kill at all.

    The moments are spread over what the command takes undisturbed. How many kills met a command
    that was still running.
    """
    chance = random.Random(seed)
    scene, calm = Scene(root / "killed"), Scene(root / "calm")
    for each in (scene, calm):
        each.root.mkdir(parents=True)
        each.prepare(copies)
    met = 0
    for verb in ROUND:
        seconds = finish(*calm.command(verb))
        shown = tree(scene.public) if scene.public.is_symlink() else None
        for _ in range(kills):
            # A machine that is less busy than it was just before is done sooner: look earlier then.
            moments = (chance.uniform(0.02, seconds * 0.6**n) for n in range(9))
            met += any(kill_during(scene, verb, moment) for moment in moments)
            originals_are_whole(scene)
            published_is_old_or_new(scene, shown, verb)
        finish(*scene.command(verb))
    assert_same(scene, calm)
    shutil.rmtree(root)
    return met


def assert_same(scene: Scene, calm: Scene) -> None:
    """The killed archive ends as the calm one; what was removed stands in no published file."""
    assert tree(scene.archive / "reports") == tree(calm.archive / "reports")
    assert tree(scene.archive / "site") == tree(calm.archive / "site")
    assert tree(scene.public) == tree(calm.public)
    finish("verify", "-C", str(scene.archive), "-q")
    log = (scene.archive / "redactions.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["reason"] for line in log} == {"申请"}
    left = [p for p in (scene.root / "archive").rglob("*.pending") if p.is_file()]
    assert not left, left


def originals_are_whole(scene: Scene) -> None:
    """Every original that has its name is one of the raw files, byte for byte."""
    known = {hashlib.sha256(path.read_bytes()).hexdigest() for path in scene.raw.iterdir()}
    for path in (scene.archive / "reports").rglob("*.original.*"):
        if not path.name.startswith("."):
            assert hashlib.sha256(path.read_bytes()).hexdigest() in known, path


def published_is_old_or_new(scene: Scene, before: dict[str, str] | None, verb: str) -> None:
    """What the public reads is what it read before, or, while publishing, the whole new site."""
    if not scene.public.is_symlink():
        assert before is None
        return
    now = tree(scene.public)
    new = tree(scene.archive / "site") if verb == "publish" else None
    assert now in (before, new)
