"""The head of a segment: what a reader must know before it can look anything up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from govreport_site.search import columns, cutting, octets
from govreport_site.search.columns import Row
from govreport_site.search.container import with_parts


class Sizes(Struct, frozen=True):
    """The numbers that a reader needs."""

    common: int
    """In how many reports a 2-gram must occur for 3-grams to be listed."""
    shards: int
    names: int
    """Shards of names."""
    inline: bool
    """Whether all shards stand in the head itself."""


def head(
    rows: Sequence[Row],
    sizes: Sizes,
    separators: Sequence[int],
    positions: Sequence[int] | None,
    within: Sequence[bytes],
) -> bytes:
    """A line of JSON, then as parts: directory, years, categories, positions, and the deflated
    shards that stand in the head."""
    distinct, category = columns.categories(rows)
    top = [[*place[:4], bool(place[4])] for place in columns.places(rows)]
    told = {"reports": len(rows), "categories": distinct, "places": top} | asdict(sizes)
    placed = octets.encode(positions or ())
    parts = [cutting.directory(separators), columns.years(rows), category, placed]
    return with_parts(told, [*parts, *within])


def subtrees(rows: Sequence[Row]) -> Iterator[tuple[int, bytes]]:
    """The places inside each of the top places that has any, by its number."""
    for number, place in enumerate(columns.places(rows)):
        if place[4]:
            yield number, with_parts({"places": place[4]}, [])
