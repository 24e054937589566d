"""An import of bad inputs in a process of its own, its answers, its time and its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from msgspec import Struct

from tests.campaigns.bad_inputs import FAMILIES, write_family

SECONDS = 60
"""For one input at most: the thirty of a reader's own process, and the same again for a slow machine."""
MEMORY = 1536 * 1024
"""Kilobytes at the peak of any process of an import: a reader's 1 GB, and the program."""


class Outcome(Struct, frozen=True):
    """How one run of `govreport import --json` went."""

    code: int
    answers: list[dict[str, str]]
    told: str
    seconds: float
    memory: int
    """Kilobytes of the largest of its processes."""


def run_import(archive: Path, *inputs: Path) -> Outcome:
    words = [sys.executable, "-m", "govreport_site", "import", "--json", "-q", "--jobs", "1"]
    started = time.monotonic()
    out, err = archive.parent / "out.jsonl", archive.parent / "err.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            [*words, "-C", str(archive), "--", *map(str, inputs)], stdout=stdout, stderr=stderr
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(
        process.returncode,
        [json.loads(line) for line in out.read_text("utf-8", "replace").splitlines()],
        err.read_text("utf-8", "replace"),
        time.monotonic() - started,
        usage.ru_maxrss,
    )


def check_family(root: Path, name: str, numbers: range) -> Outcome:
    """Import members of a family: each is answered by a code of its own, the good one gets in."""
    archive = root / "archive"
    subprocess.run([sys.executable, "-m", "govreport_site", "init", "-q", str(archive)], check=True)
    folder = root / "in"
    write_family(folder, name, iter(numbers))
    outcome = run_import(archive, folder)
    what = f"{name}: exit {outcome.code} in {outcome.seconds:.1f} s, {outcome.told[-3000:]}"
    assert outcome.code == 3, what
    assert "Traceback" not in outcome.told, what
    assert not any(ord(c) < 32 and c not in "\n\t" for c in outcome.told), what
    good = [answer for answer in outcome.answers if answer["outcome"] == "imported"]
    assert [answer["input"] for answer in good] == [str(folder / "good.txt")], good
    allowed = FAMILIES[name][1]
    for answer in outcome.answers:
        if answer["outcome"] != "imported":
            assert answer["code"] in allowed, answer
    there = {p.name for p in folder.iterdir() if not p.name.startswith((".", "~"))}
    seen = {Path(a["input"].partition("!")[0]).name for a in outcome.answers}
    assert len(seen) >= len(there) - 1, there - seen
    assert outcome.memory < MEMORY, what
    return outcome
