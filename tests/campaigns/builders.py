"""Several builders of one archive, let go at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

READY = """
import sys
from govreport_site.cli import main
import govreport_site.commands.building, govreport_site.commands.contents
print("ready", flush=True)
sys.stdin.readline()
sys.exit(main(sys.argv[1:]))
"""


def build_at_once(archive: Path, count: int) -> list[tuple[int, str]]:
    """(exit code, what was said) of so many clean builds."""
    words = ["build", "--clean", "-q", "--jobs", "1", "-C", str(archive)]
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", READY, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    for builder in builders:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "ready\n"
    for builder in builders:
        assert builder.stdin is not None
        builder.stdin.write("\n")
        builder.stdin.flush()
    said = [builder.communicate(timeout=120)[1] for builder in builders]
    return [(b.returncode, text) for b, text in zip(builders, said, strict=True)]


def check_round(archive: Path, count: int) -> None:
    """One builds; each of the others says in one line who does, and exits with 5."""
    outcomes = sorted(build_at_once(archive, count))
    assert [code for code, _ in outcomes] == [0, *[5] * (count - 1)], outcomes
    for _, said in outcomes[1:]:
        assert len(said.splitlines()) == 1, said
        assert "in this archive; wait until it ends" in said
