"""Measures the resolver of places, beside cnloc and cpca on the same names.

    python benchmarks/places.py                       accuracy, open time, memory, look-up time
    python benchmarks/places.py --rivals              the others too, in an environment of their own
    python benchmarks/places.py --held-out 2018 2022  with a table that never saw these vintages

The names are rendered from the yearly lists and the Bureau's vintages that the table is built of
(tools/gazetteer/inputs.tsv), on every level, of the years 2008 to 2023, with and without the
province and the prefecture, with words of office, departments, villages, titles and stray spaces.
A chain counts as right only when province, prefecture, county and township are all as they were in
that year. `--wrong` lists what was not. Times are of the processor, so that other work on the
machine does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]

from places_truth import Case, Chain, cases, townships  # noqa: E402

RIVALS = ("cnloc==0.1.7", "cpca==0.5.5", "pandas<3")
Answer = tuple[Chain | None, tuple[Chain, ...]]


def ours(case_list: list[Case]) -> list[Answer]:
    """(chain, candidates) of each name."""
    from govreport_site.reference.places import resolve

    def chain(unit: object) -> Chain:
        return tuple(getattr(unit, k) for k in ("province", "prefecture", "county", "township"))  # type: ignore[return-value]

    out: list[Answer] = []
    for case in case_list:
        placing = resolve(case.name, year=case.year)
        found = chain(placing.unit) if placing.unit else None
        out.append((found, tuple(chain(c) for c in placing.candidates)))
    return out


def verdict(case: Case, answer: Answer, depth: int = 4) -> str:
    """right, wrong, ambiguous (the right one among the candidates), or blank."""
    found, candidates = answer
    if found is None:
        listed = any(c[:depth] == case.chain[:depth] for c in candidates)
        return "ambiguous" if listed else "blank"
    return "right" if found[:depth] == case.chain[:depth] else "wrong"


def report(
    title: str, case_list: list[Case], answers: list[Answer], depth: int = 4
) -> Counter[str]:
    """Prints one line of figures."""
    verdicts = [verdict(c, a, depth) for c, a in zip(case_list, answers, strict=True)]
    counts = Counter(verdicts)
    shares = "  ".join(
        f"{k} {counts[k] / len(case_list):.4f}" for k in ("right", "ambiguous", "blank")
    )
    print(f"{title:<34} {len(case_list):>5} names  {shares}  wrong {counts['wrong']}", flush=True)
    return counts


def cost() -> None:
    """Prints what opening costs, in a process of its own."""
    code = (
        "import resource, time\n"
        "from govreport_site.reference.places.resolve import resolve\n"
        "from govreport_site.reference.places.table import open_gazetteer\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "start = time.process_time(); open_gazetteer(); opened = time.process_time() - start\n"
        "resolve('普宁市流沙东街道办事处'); first = time.process_time() - start - opened\n"
        "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(f'open {opened * 1e3:.0f} ms, first look-up {first * 1e3:.0f} ms, {used / 1024:.1f} MB')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def rivals(case_list: list[Case]) -> None:
    """The other resolvers on the same names, province to county, as none knows townships."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        subprocess.run([sys.executable, "-m", "venv", str(home / "env")], check=True)
        python = str(home / "env/bin/python")
        subprocess.run([python, "-m", "pip", "install", "-q", *RIVALS, "setuptools<81"], check=True)
        names = home / "names.json"
        names.write_text(json.dumps([[c.name, min(c.year, 2024)] for c in case_list]))
        for rival in ("cnloc", "cpca"):
            script = str(ROOT / "benchmarks/places_rivals.py")
            done = subprocess.run(
                [python, script, rival, str(names)], capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(f"{rival}: {done.stderr.strip().splitlines()[-1:]}")
                continue
            answer = json.loads(done.stdout.splitlines()[-1])
            found = [(tuple(c) if any(c) else None, ()) for c in answer["chains"]]
            report(f"{rival}, to the county", case_list, found, depth=3)  # type: ignore[arg-type]
            print(f"{'':34} open {answer['open']:.2f} s, {answer['memory']:.0f} MB, "
                  f"{answer['each'] * 1e3:.2f} ms a name")  # fmt: skip


def held_out(years: list[int], rest: list[str], inputs: Path) -> int:
    """Runs this file again with a table that was built without some vintages."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "govreport_site"
        shutil.copytree(ROOT / "src/govreport_site", package)
        build = [sys.executable, str(ROOT / "tools/build_gazetteer.py"), "--inputs", str(inputs)]
        out = ["--out", str(package / "reference/places/data"), "--without", *map(str, years)]
        subprocess.run([*build, *out], check=True)
        again = [sys.executable, __file__, "--inputs", str(inputs), "--years", *map(str, years)]
        environment = {**os.environ, "PYTHONPATH": folder}
        return subprocess.run([*again, *rest], env=environment, check=False).returncode


def townships_alone(years: list[int], inputs: Path, count: int, tell: Callable[..., None]) -> int:
    """Random townships of each vintage, with their county and by themselves; how many wrong."""
    wrong = 0
    for year in years:
        rows = townships(inputs, year)
        some = random.Random(year).sample(rows, min(count, len(rows)))
        for label, skip in (("county + township", 0), ("township alone", 1)):
            named = [Case("".join(filter(None, ((c[2] or c[1] or ""),)[skip:])) + (c[3] or ""), year, c)
                     for c in some]  # fmt: skip
            answers = ours(named)
            wrong += report(f"{year} {label}", named, answers)["wrong"]
            tell(named, answers)
    return wrong


def main() -> int:
    """Exit code 1 when a name was placed wrongly."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--inputs", type=Path, default=ROOT / ".gazetteer-inputs")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=int, nargs="*", default=[2016, 2022])
    parser.add_argument("--held-out", type=int, nargs="*", default=[])
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    if args.held_out:
        more = ["--wrong"] if args.wrong else []
        return held_out(args.held_out, ["--count", str(args.count), *more], args.inputs)

    def tell(named: list[Case], answers: list[Answer]) -> None:
        for case, answer in zip(named, answers, strict=True) if args.wrong else ():
            if verdict(case, answer) in ("wrong", "blank"):
                print("   ", verdict(case, answer), case.name, case.year, case.chain, answer[0])

    cost()
    everything = cases(args.inputs, args.years, args.count, args.seed)
    start = time.process_time()
    answers = ours(everything)
    each = (time.process_time() - start) / len(everything)
    wrong = report("all levels, 2008 to 2023", everything, answers)["wrong"]
    report("  to the county", everything, answers, depth=3)
    tell(everything, answers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'':34} {each * 1e3:.2f} ms a name (process with the test data: {peak:.0f} MB)")
    wrong += townships_alone(args.years, args.inputs, 2500, tell)
    if args.rivals:
        rivals(everything)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
