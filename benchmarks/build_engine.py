"""Times the build engine alone, with a toy page for each source: clean, nothing changed, one added.

    python benchmarks/build_engine.py [--sizes 1000 10000 50000] [--jobs 2]

Each row is a whole process with its workers. CPU is user and system time of all of them: on a
machine that others use too, it says more than the clock. Memory is sampled every 10 ms over all
processes as proportional set size, which counts a shared page once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

TEXT = "本年度主动公开政府信息，依申请公开按时答复，无行政复议和行政诉讼。" * 80
"""About 8 KB, as a report of a township has."""


def make_archive(root: Path, count: int) -> None:
    for number in range(count):
        add_report(root, number)


def add_report(root: Path, number: int) -> None:
    county, year = divmod(number, 10)
    city = county % 331
    place = f"province{city % 31}/city{city}/county{county}"
    folder = root / "reports" / place
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{2012 + year}-annual.md").write_text(f"# 报告 {number}\n\n{TEXT}\n", "utf-8")


def make_row(path: Path, data: bytes) -> bytes:
    """What an archive keeps of a report in memory: some 400 bytes here."""
    return data[:400]


def make_renderer(reports: str) -> object:
    def render(job: object) -> Iterable[tuple[str, bytes]]:
        assert isinstance(job, str)
        with open(f"{reports}/{job}.md", encoding="utf-8") as file:  # noqa: PTH123
            text = file.read()
        lines = "".join(f"<p>{line}</p>\n" for line in text.split("，"))
        yield f"{job}/index.html", f"<!doctype html><title>{job}</title>{lines}".encode()

    return render


def build(root: Path, jobs: int) -> str:
    """One build of the toy site; what it did, in words."""
    from functools import partial

    from govreport_site.build import engine, sources
    from govreport_site.build.checking import Glance
    from govreport_site.build.executor import open_executor
    from govreport_site.build.targets import Family, Target, fingerprint

    executor = open_executor(jobs=jobs)
    glance = Glance(root / "site", root / ".govreport")
    scan = sources.refresh(
        root / "reports", ledger=root / ".govreport", name="reports",
        select=is_report, make_row=make_row, executor=executor,
    )  # fmt: skip

    def plan() -> Iterator[Target]:
        for row in scan.rows(bool):
            name = row.path[:-3]
            yield Target(
                (f"{name}/index.html",), "report", row.digest[:16] + fingerprint(row.row), name
            )

    summary = engine.run(
        plan(), {"report": Family(("report", "view"))},
        partial(make_renderer, str(root / "reports")),
        site=root / "site", ledger=root / ".govreport", plan_inputs=scan.fingerprint,
        executor=executor, expected=scan.count, glance=glance,
    )  # fmt: skip
    executor.close()
    return f"read {scan.read}, rendered {summary.rendered}, written {summary.written}"


def is_report(path: str) -> bool:
    return path.endswith(".md")


def family_memory(pid: int) -> int:
    """Kilobytes of proportional set size of a process and its children."""
    total = 0
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, StopIteration):
        return total
    return total + sum(family_memory(int(child)) for child in children)


def measure(root: Path, jobs: int) -> tuple[float, float, float, str]:
    """Seconds, CPU seconds, megabytes at the peak, and what the build did."""
    command = [sys.executable, __file__, "--build", str(root), "--jobs", str(jobs)]
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peaks = [0]
    sampler = threading.Thread(target=sample, args=(process, peaks))
    sampler.start()
    said, _ = process.communicate()
    seconds, after = time.perf_counter() - started, os.times()
    sampler.join()
    cpu = sum(after[2:4]) - sum(before[2:4])
    return seconds, cpu, max(peaks) / 1024, said.strip()


def sample(process: subprocess.Popen[str], peaks: list[int]) -> None:
    while process.poll() is None:
        peaks.append(family_memory(process.pid))
        time.sleep(0.01)


def table(sizes: list[int], jobs: int) -> None:
    print("| reports | step | seconds | CPU seconds | MB | what it did |")
    print("|--:|---|--:|--:|--:|---|")
    for size in sizes:
        root = Path(tempfile.mkdtemp(prefix="build-engine-"))
        make_archive(root, size)
        time.sleep(0.1)
        for step in ("clean", "nothing changed", "one added"):
            if step == "one added":
                add_report(root, size)
                size += 1
            seconds, cpu, peak, said = measure(root, jobs)
            row = f"| {size:,} | {step} | {seconds:.2f} | {cpu:.2f} | {peak:.0f} | {said} |"
            print(row, flush=True)
        shutil.rmtree(root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.build:
        print(build(asked.build, asked.jobs))
    else:
        table(asked.sizes, asked.jobs)


if __name__ == "__main__":
    main()
