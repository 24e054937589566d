"""Every benchmark in turn, each in a process of its own.

    python -m benchmarks            small sizes: a few minutes
    python -m benchmarks --full     the sizes that claims are made for: hours on two cores
    python -m benchmarks build_site search

Prints what each prints, and at the end a table of what ran, for how long, and how it ended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent

SMALL: Mapping[str, Sequence[str]] = {
    "build_site": ("300", "1000"),
    "build_engine": ("--sizes", "1000"),
    "search": ("300", "--no-browser"),
    "extract": ("--pages", "50"),
    "claims": ("--count", "500"),
    "statistics": ("--seeds", "4"),
    "places": ("--count", "500"),
}
FULL: Mapping[str, Sequence[str]] = {
    "build_site": ("1000", "10000", "50000"),
    "build_engine": (),
    "search": ("1000", "10000", "50000"),
    "extract": (),
    "claims": (),
    "statistics": (),
    "places": (),
}
"""Module → its arguments; none are its own defaults."""
NEEDS: Mapping[str, Path] = {"places": ROOT / ".gazetteer-inputs"}
"""Inputs that are not part of the repository; without them the benchmark is left out."""


def run_one(name: str, arguments: Sequence[str]) -> tuple[str, str, str]:
    """(name, seconds, how it ended) of one benchmark."""
    if name in NEEDS and not NEEDS[name].exists():
        return name, "–", f"left out: {NEEDS[name].name} is not here"
    print(f"\n== {name} {' '.join(arguments)}", flush=True)
    started = time.perf_counter()
    code = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments], cwd=ROOT, check=False
    ).returncode
    return name, f"{time.perf_counter() - started:.0f} s", "done" if code == 0 else f"exit {code}"


def main() -> int:
    """1 when one of them failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SMALL)}")
    parser.add_argument("--full", action="store_true", help="the sizes that claims are made for")
    args = parser.parse_args()
    if unknown := [name for name in args.names if name not in SMALL]:
        parser.error(f"no benchmark is called {unknown[0]}; there are {', '.join(SMALL)}")
    sizes = FULL if args.full else SMALL
    rows = [run_one(name, sizes[name]) for name in args.names or sizes]
    print(f"\n{'benchmark':<14}{'time':>8}  ended")
    for name, took, ended in rows:
        print(f"{name:<14}{took:>8}  {ended}")
    return 1 if any(ended.startswith("exit") for _, _, ended in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
