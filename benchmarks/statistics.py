"""How exactly the statistical tables are read, by form and rendering.

Generated reports with known truth go through extraction and parsing as whole files. A readable cell
is one that the rendering has not destroyed; *exact* is its share read as printed, *wrong* counts
cells read otherwise than printed without being flagged, which must be 0.

    python benchmarks/statistics.py [--seeds 40] [--first 0] [--forms 2021,2019] [--only tables]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.forms_generator import FORM_NAMES, RENDERINGS, GeneratedDocument, Score, generate

from govreport_site.extract import extract
from govreport_site.model import SourceFile, Statistics
from govreport_site.parse import parse_document
from govreport_site.parse.statistics import read_statistics

HEAD = f"{'form':<11}{'rendering':<11}{'cells':>8}{'exact':>9}{'wrong':>7}{'flagged':>9}{'ms':>8}"


def read(document: GeneratedDocument, *, tables_only: bool) -> Statistics | None:
    """The statistics of a whole file, or of its blocks alone."""
    extracted = extract(SourceFile(document.name, document.data))
    if tables_only:
        return read_statistics(extracted.blocks).statistics
    return parse_document(extracted).statistics


def measure(form: str, rendering: str, seeds: range, *, tables_only: bool) -> tuple[Score, float]:
    """The score over the seeds, and milliseconds a document."""
    score, spent = Score(), 0.0
    for seed in seeds:
        document = generate(seed, form, rendering)  # type: ignore[arg-type]
        start = time.perf_counter()
        statistics = read(document, tables_only=tables_only)
        spent += time.perf_counter() - start
        score.add(document, statistics)
    return score, 1000 * spent / len(seeds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--forms", default=",".join(FORM_NAMES))
    parser.add_argument("--only", choices=["tables"], default=None)
    parser.add_argument("--show", type=int, default=0, help="print that many misses of each kind")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    print(HEAD)
    wrong = 0
    for form in options.forms.split(","):
        total = Score()
        for rendering in RENDERINGS:
            score, spent = measure(form, rendering, seeds, tables_only=options.only == "tables")
            row(form, rendering, score, f"{spent:.1f}")
            total.exact += score.exact
            total.readable += score.readable
            total.wrong += score.wrong
            total.missed += score.missed
            for line in (*score.wrong[: options.show], *score.missed[: options.show]):
                print("   ", line)
        row(form, "all", total, "")
        wrong += len(total.wrong)
    return 1 if wrong else 0


def row(form: str, rendering: str, score: Score, spent: str) -> None:
    """One line of the table."""
    share = f"{score.exact / score.readable:.4f}" if score.readable else "-"
    counts = f"{score.readable:>8}{share:>9}{len(score.wrong):>7}{len(score.missed):>9}"
    print(f"{form:<11}{rendering:<11}{counts}{spent:>8}")


if __name__ == "__main__":
    raise SystemExit(main())
