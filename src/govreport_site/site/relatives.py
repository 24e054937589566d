"""What else a place is: its other names and addresses, and the places it was merged with."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from govreport_site.archive import Archive, Entry, Folder
from govreport_site.reference.moved_places import Relation, related_places
from govreport_site.site import urls


class Formerly(Struct, frozen=True):
    """A name that the place had, or a place that it was merged with."""

    name: str
    start: int | None
    end: int | None
    path: str = ""
    """Folder that reports under this name are filed in, whether there are any or not."""
    href: str | None = None
    """Page of that folder where it is another one of this archive."""
    reports: int = 0
    """Number of reports there and below, where there is such a page."""


def with_moves(history: tuple[Formerly, ...], folder: Folder) -> tuple[Formerly, ...]:
    """The names, and those of the place in another prefecture, oldest first."""
    moved = [one for one in related_places().get(folder.path, ()) if one.relation == "same"]
    sides = [side for one in moved for side in ((one.other,) if history else (one.own, one.other))]
    known = {name.path for name in history}
    added = {s.path: Formerly(s.name, s.start, s.end, s.path) for s in sides if s.path not in known}
    return tuple(sorted((*history, *added.values()), key=lambda name: name.end or 9999))


def _elsewhere(name: Formerly, folder: Folder, archive: Archive) -> Folder | None:
    """The folder of another name of the same place. Only what the digest of the page's group
    covers: the prefecture's own folders, and those that `apart` says."""
    near = name.path.split("/")[:2] == folder.path.split("/")[:2]
    near = near or any(name.path == one.other.path for one in related_places().get(folder.path, ()))
    return archive.folders.get(name.path) if near and name.path != folder.path else None


def linked(name: Formerly, folder: Folder, archive: Archive) -> Formerly:
    """The name with the page that its reports stand on, if this archive has another one."""
    found = _elsewhere(name, folder, archive)
    if found is None:
        return name
    return replace(name, href=urls.href(urls.folder(found.path)), reports=found.total)


def merged_with(folder: Folder, archive: Archive, relation: Relation) -> tuple[Formerly, ...]:
    """The places that it was merged into, or that were merged into it."""
    others = [o.other for o in related_places().get(folder.path, ()) if o.relation == relation]
    names = (Formerly(o.name, o.start, o.end, o.path) for o in others)
    return tuple(linked(name, folder, archive) for name in names)


def apart(folder: Folder, archive: Archive, below: bool) -> list[Folder]:
    """The folders elsewhere that the page of this one shows, and those of its children if `below`:
    where their places stood before, and what they were merged with. None is deeper."""
    known = related_places()
    asked = (folder, *folder.children) if below else (folder,)
    paths = (one.other.path for asking in asked for one in known.get(asking.path, ()))
    return [archive.folders[path] for path in paths if path in archive.folders]


def reports_of(
    folder: Folder, history: tuple[Formerly, ...], archive: Archive
) -> tuple[Entry, ...]:
    """The reports of a body, those filed under its other names among them, newest first."""
    found = {name.path: _elsewhere(name, folder, archive) for name in history}
    others = (entry for other in found.values() if other for entry in other.reports)
    entries = [*folder.reports, *others]
    return tuple(sorted(entries, key=lambda e: (e.year or 0, e.path), reverse=True))
