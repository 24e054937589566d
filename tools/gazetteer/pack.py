"""The table's own file: columns of integers, and names one a line.

It is not compressed, so that rebuilding gives the same bytes with any zlib; a wheel and git both
compress it.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping, Sequence

MAGIC = b"govreport gazetteer 1\n"


def integers(kind: str, values: Sequence[int]) -> bytes:
    """Little-endian integers of one width."""
    column = array(kind, values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def differences(values: Sequence[int]) -> list[int]:
    """Each value less the one before: sorted codes compress to a third."""
    return [b - a for a, b in zip([0, *values], values, strict=False)]


def chain(keys: Sequence[object]) -> list[int]:
    """For each row the row before it with the same key, or -1: the last row leads to them all."""
    latest: dict[object, int] = {}
    out = []
    for row, key in enumerate(keys):
        out.append(latest.get(key, -1))
        latest[key] = row
    return out


def lines(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows as tab-separated text."""
    return "\n".join("\t".join(map(str, row)) for row in rows).encode()


def container(sections: Mapping[str, bytes], facts: Mapping[str, object]) -> bytes:
    """One file of named sections: a magic line, a header line in JSON, then the sections."""
    sizes = {name: len(data) for name, data in sections.items()}
    header = json.dumps({**facts, "sections": sizes}, ensure_ascii=False)
    return MAGIC + header.encode() + b"\n" + b"".join(sections.values())
