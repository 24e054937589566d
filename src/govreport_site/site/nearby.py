"""What a report's page says of other reports: the year before and after, and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govreport_site.archive import Archive, Entry, Folder
from govreport_site.model import Kind
from govreport_site.site import urls
from govreport_site.site.changes import output_of
from govreport_site.site.page import Link, trail_of
from govreport_site.site.report_view import Near, Nearby

BESIDE = 2
"""Neighbours named on either side. Few, so that one added report changes few pages."""


def surroundings(
    archive: Archive, folder: Folder, unplaced: Link
) -> Iterator[tuple[Entry, Nearby]]:
    """Each report filed directly in the folder, with what its page says of others.

    `unplaced` leads to the list of the reports that have no place.
    """
    lost = folder.kind == "unplaced"
    trail = (unplaced,) if lost else trail_of(archive.trail(folder.path))
    peers = _peers(archive, folder)
    for entry in folder.reports:
        series = [e for e in folder.reports if e.kind == entry.kind and _first(e)]
        older, newer = _beside_in_time(series, entry)
        yield (
            entry,
            Nearby(
                trail=trail,
                older=older,
                newer=newer,
                others=tuple(
                    _near(e)
                    for e in folder.reports
                    if e.year == entry.year and e.path != entry.path
                ),
                neighbours=_neighbours(peers.get((entry.year, entry.kind), ()), entry),
                changes=urls.href(output_of(entry.path))
                if is_latest(entry, series, older)
                else None,
            ),
        )


def is_latest(entry: Entry, series: Sequence[Entry], older: Near | None) -> bool:
    """Only a body's newest report is held against the one before; the others can be by hand."""
    return older is not None and bool(series) and series[-1] is entry


def _first(entry: Entry) -> bool:
    """False for a later version of the same body, year and kind."""
    return entry.name == f"{entry.year}-{entry.kind}"


def _near(entry: Entry) -> Near:
    return Near(entry.title, entry.path, urls.href(urls.folder(entry.path)), entry.year, entry.kind)


def _beside_in_time(series: Sequence[Entry], entry: Entry) -> tuple[Near | None, Near | None]:
    if entry.year is None:
        return None, None
    older = [e for e in series if e.year is not None and e.year < entry.year]
    newer = [e for e in series if e.year is not None and e.year > entry.year]
    return _near(older[-1]) if older else None, _near(newer[0]) if newer else None


Peers = dict[tuple[int | None, Kind], list[Entry]]


def _peers(archive: Archive, folder: Folder) -> Peers:
    """(year, kind) → reports of the bodies that could stand beside this one, in order."""
    if folder.kind == "unplaced":
        return {}
    parent = folder.path.rpartition("/")[0]
    siblings: Iterable[Folder] = archive.folders[parent].children if parent else archive.top
    beside = [child for child in siblings if child.kind == folder.kind]
    at = beside.index(folder)
    found: Peers = {}
    wanted = {(entry.year, entry.kind) for entry in folder.reports}
    for key in wanted:
        before = _pick(reversed(beside[:at]), key)
        found[key] = [*reversed(before), *_pick(beside[at + 1 :], key)]
    return found


def _pick(folders: Iterable[Folder], key: tuple[int | None, Kind]) -> list[Entry]:
    picked: list[Entry] = []
    for folder in folders:
        entry = next((e for e in folder.reports if (e.year, e.kind) == key), None)
        if entry is not None:
            picked.append(entry)
            if len(picked) == BESIDE:
                break
    return picked


def _neighbours(peers: Sequence[Entry], entry: Entry) -> tuple[Near, ...]:
    return tuple(_near(peer) for peer in peers if peer.path != entry.path)
