"""The commands that write, each before and after, and what must hold when the disk refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from govreport_site.cli import main
from tests.campaigns.crashes import PASSAGE, SEEDS, tree
from tests.campaigns.refusals import run_refused

GUANKOU = "reports/hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual.md"
HAICANG = "reports/fujian/xiamen/haicang-qu/2016-self-check.md"

State = dict[str, dict[str, str]]


def state(root: Path) -> State:
    """What must not be lost: stored files, the built site, what the public reads, a bag."""
    folders = {"reports": "a/reports", "site": "a/site", "public": "www/current", "bag": "bag"}
    found = {name: tree(root / place) for name, place in folders.items()}
    log = root / "a/redactions.jsonl"
    removed = set(log.read_text("utf-8").splitlines()) if log.exists() else set()
    found["removed"] = {json.loads(line)["report"]: "" for line in removed}
    return found


def raw_files() -> list[str]:
    return sorted(str(path) for path in SEEDS.glob("*.txt"))


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "import": lambda root: ["import", *raw_files()],
    "first-build": lambda root: ["build", "--jobs", "1"],
    "first-publish": lambda root: ["publish", "--to", str(root / "www")],
    "redact": lambda root: [
        "redact", str(root / "a" / GUANKOU), "--passage", PASSAGE, "--reason", "申请",
        "--destroy-original",
    ],
    "build": lambda root: ["build", "--jobs", "1"],
    "publish": lambda root: ["publish", "--to", str(root / "www")],
    "rollback": lambda root: ["rollback", "--to", str(root / "www")],
    "renew": lambda root: ["import", "--renew"],
    "accept": lambda root: ["verify", "--accept"],
    "export": lambda root: ["export", "--bagit", str(root / "bag")],
}  # fmt: skip
"""In the order in which `stages` runs them."""

AWAY = {"publish", "rollback", "first-publish", "export"}
"""Commands that may fail after their one atomic step: then the new state is whole."""


class Stage(Struct, frozen=True):
    """A command, the folder as it was before it, and what it leads to."""

    name: str
    before: Path
    after: State

    def words(self, root: Path) -> list[str]:
        return [*COMMANDS[self.name](root), "-q", "-C", str(root / "a")]


def stages(root: Path) -> dict[str, Stage]:
    """Every command, run once on a sound disk."""
    here, found = root / "here", {}
    assert main(["init", str(here / "a"), "-q"]) == 0
    for name, words in COMMANDS.items():
        if name == "build":
            edit(here / "a")
        before = shutil.copytree(here, root / name, symlinks=True)
        assert main([*words(here), "-q", "-C", str(here / "a")]) == 0, name
        found[name] = Stage(name, before, state(here))
    return found


def edit(archive: Path) -> None:
    """A person corrects a report."""
    path = archive / HAICANG
    path.write_text(path.read_text("utf-8").replace("307项", "308项"), "utf-8")
    assert main(["verify", "-q", "--accept", "-C", str(archive)]) == 0


def check_refusal(
    stage: Stage, number: int, code: int, root: Path, capsys: pytest.CaptureFixture[str]
) -> bool:
    """Run the command on a disk that fails once, then on a sound one; whether it failed at all.

    Refused, it exits with 6 and one line, and what was there is untouched; where it can do
    without the operation, it comes to the same end as ever. The next run always does.
    """
    shutil.copytree(stage.before, root, symlinks=True)
    before = state(root)
    exit_code, refused = run_refused(stage.words(root), (root,), number, code)
    told = capsys.readouterr().err
    now = state(root)
    what = f"{stage.name}: operation {number}, {refused}, error {code}: exit {exit_code}, {told}"
    if exit_code == 0:
        assert now == stage.after, what
        assert not told, what
    else:
        assert refused, what
        assert exit_code == 6, what
        assert_one_line(told, what)
        assert_untouched(stage, before, now, what)
        if not (stage.name == "export" and now["bag"]) and not (
            stage.name == "rollback" and now == stage.after
        ):
            assert main(stage.words(root)) == 0, what
        assert state(root) == stage.after, what
        assert main(["verify", "-q", "-C", str(root / "a")]) == 0, what
    capsys.readouterr()
    shutil.rmtree(root)
    return bool(refused)


def assert_one_line(told: str, what: str) -> None:
    lines = [line for line in told.splitlines() if line]
    assert len(lines) == 1, what
    assert lines[0].startswith("govreport: "), what
    assert "Traceback" not in told, what


def pages(state: State) -> dict[str, str]:
    """The built site without its full-text index, which follows the pages."""
    return {p: d for p, d in state["site"].items() if not p.startswith("search/data/")}


def assert_untouched(stage: Stage, before: State, now: State, what: str) -> None:
    """The old site and the old public pages stand; so do stored files but those just written."""
    for name in ("public", "bag"):
        assert now[name] in (before[name], stage.after[name]), what
    if stage.name == "first-build":
        assert now["site"].items() <= stage.after["site"].items(), what
    else:
        assert pages(now) == pages(before), what
    allowed = {*before["reports"].items(), *stage.after["reports"].items()}
    listing = "SHA256SUMS"
    assert {i for i in now["reports"].items() if i[0] != listing} <= allowed, what
    lost = before["reports"].keys() - now["reports"].keys()
    assert lost <= before["reports"].keys() - stage.after["reports"].keys(), what
