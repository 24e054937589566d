"""The names a place has had, for its page."""

from __future__ import annotations

from govreport_site.archive import Entry
from govreport_site.model import Unit
from govreport_site.site.relatives import Formerly

_FIELDS = {"p": "province", "f": "prefecture", "c": "county", "t": "township", "z": "zone"}


def names_of(entry: Entry, depth: int) -> tuple[Formerly, ...]:
    """Names of the place at this depth of the report's address, oldest first; empty when it
    only ever had one."""
    # Imported here: the gazetteer takes 17 MB and 40 ms, and most builds ask for no place.
    from govreport_site.reference.places.history import history

    chain = zip(entry.levels[:depth], entry.names[:depth], entry.slugs[:depth], strict=True)
    fields = {_FIELDS[level]: name for level, name, _ in chain}
    if "province" not in fields:
        return ()
    known = history(Unit(**fields, slugs=entry.slugs[:depth]))  # type: ignore[arg-type]
    names = [
        Formerly(_own_name(unit), unit.valid_from, unit.valid_to, "/".join(unit.slugs))
        for unit in known
    ]
    return tuple(names) if len({name.name for name in names}) > 1 else ()


def _own_name(unit: Unit) -> str:
    chain = (unit.zone, unit.township, unit.county, unit.prefecture, unit.province)
    return next(name for name in chain if name)
