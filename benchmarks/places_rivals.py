"""Runs another resolver over names, in that resolver's own environment.

    python places_rivals.py cnloc|cpca names.json

Prints one JSON object: the chains, the seconds to open, the megabytes, the seconds a name.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def cnloc(names: list[list[Any]]) -> list[list[str | None]]:
    """Province, city and county of each name in its year."""
    import cnloc as library

    result = library.getlocation([n for n, _ in names], year=[y for _, y in names])
    columns = ("province_name", "city_name", "county_name")
    return [[_text(row[c]) for c in columns] for _, row in result.iterrows()]


def cpca(names: list[list[Any]]) -> list[list[str | None]]:
    """Province, city and county of each name."""
    import cpca as library

    result = library.transform([n for n, _ in names])
    return [[_text(row[c]) for c in ("省", "市", "区")] for _, row in result.iterrows()]


def _text(value: object) -> str | None:
    # Placeholders for cities without counties and provinces without cities are no places.
    text = value if isinstance(value, str) else ""
    return None if text in ("", "市辖区", "县", "直辖县", "市", "省直辖县级行政区划") else text


def main() -> None:
    """See the module."""
    resolver = {"cnloc": cnloc, "cpca": cpca}[sys.argv[1]]
    names = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    start = time.process_time()
    resolver(names[:1])
    opened = time.process_time() - start
    start = time.process_time()
    chains = resolver(names)
    each = (time.process_time() - start) / len(names)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"chains": chains, "open": opened, "each": each, "memory": memory}))


if __name__ == "__main__":
    main()
