"""Writes the list of places that moved or were merged, from the gazetteer that is packaged.

python tools/build_moved_places.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govreport_site.model import Unit
from govreport_site.reference.moved_places import Address
from govreport_site.reference.places.chains import Part, Reading
from govreport_site.reference.places.table import RECENT, open_gazetteer
from govreport_site.reference.places.units import unit_of

FILE = Path(__file__).parents[1] / "src/govreport_site/reference/moved_places.tsv"


def main() -> None:
    """Writes the file."""
    FILE.write_text("".join(f"{line}\n" for line in moved_lines()), encoding="utf-8")
    print(f"{FILE.name}: {len(FILE.read_text('utf-8').splitlines())} lines")


def moved_lines() -> Iterator[str]:
    """The lines of the file."""
    table = open_gazetteer()
    lines: set[tuple[str, Address, Address]] = set()
    for identity in table.identities:
        own = _addresses(identity)
        lines |= {
            ("same", old, new)
            for old in own
            for new in own
            if (old.end or 9999) < (new.end or 9999) and not _near(old.path, new.path)
        }
        ended = sorted(own, key=lambda one: one.end or 9999)[-1:]
        for heir in table.merges.get(identity, ()):
            today = [new for new in _addresses(heir) if not new.end]
            lines |= {("merged", old, new) for old in ended if old.end for new in today}
    for kind, old, new in sorted(lines, key=lambda line: (line[1].path, line[2].path, line[0])):
        sides = (f"{a.path}\t{a.name}\t{a.start or ''}\t{a.end or ''}" for a in (old, new))
        yield "\t".join((kind, *sides))


def _addresses(identity: int) -> list[Address]:
    """Where a place has stood since 2000, each address once, with its last name."""
    table = open_gazetteer()
    found: dict[str, Address] = {}
    for version in sorted(map(table.version, table.versions_of(identity)), key=lambda v: v.first):
        if version.last and version.last < RECENT:
            continue
        reading = Reading((Part(identity, version.name, 0.0, True),))
        unit = unit_of(reading, version.last or None)
        before = found.get("/".join(unit.slugs))
        start = before.start if before else version.first or None
        end = version.last + 1 if version.last else None
        path = "/".join(unit.slugs)
        found[path] = Address(path, _name(unit), start, end)
    return list(found.values())


def _name(unit: Unit) -> str:
    return "".join(n for n in (unit.prefecture or unit.province, unit.county, unit.zone) if n)


def _near(left: str, right: str) -> bool:
    """Whether both stand in one prefecture, where a rename says all."""
    return left.split("/")[:2] == right.split("/")[:2]


if __name__ == "__main__":
    main()
