"""The whole index: a base segment, a few small ones beside it, and the manifest that names them.

A base answers a query with few small requests because all its reports share its lists; for the
same reason one more report would touch thousands of them. So reports that came, changed or went
since the base was built make a small segment of their own, and mark what they replace as dead.
Archives of up to `plan.SMALL` reports, and runs with `clean`, always get a base only, whose bytes
depend on the reports alone (docs/decisions explains why more than that cannot be had).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from govreport_site.search import names
from govreport_site.search.container import (
    MANIFEST_CALL,
    deflate,
    script,
    script_deflated,
    with_parts,
)
from govreport_site.search.folder import Folder, numbered
from govreport_site.search.folding import browser_tables
from govreport_site.search.plan import Fresh, beside, marked, plan, whole
from govreport_site.search.reading import HERE, Executor
from govreport_site.search.records import Change, IndexStats, SearchRecord, SearchSource
from govreport_site.search.segment import write_segment
from govreport_site.search.state import BESIDE, FOLDER, MANIFEST, Segment, Shelf, State


def write_index(
    sources: Iterable[SearchSource],
    site: Path,
    *,
    cache: Path,
    executor: Executor = HERE,
    clean: bool = False,
    inputs: str = "",
) -> IndexStats:
    """Bring `site/search/data/` up to date with the sources, reading only what changed.

    `cache` is a folder of the caller's that may be deleted at any time; `inputs` is what
    `made_of` will say of the index. Raises OSError as the disk does; the manifest is replaced
    last, so an interrupted run leaves the old index whole."""
    everything = list(sources)
    run = _Run(site, cache, executor, inputs)
    if clean or not run.state.segments:
        return run.build(everything)
    return run.apply(_difference(run, everything))


def update_index(
    change: Change, site: Path, *, cache: Path, executor: Executor = HERE, inputs: str
) -> IndexStats:
    """The same when it is known what changed since the index that `made_of` speaks of: at a cost
    that does not grow with the archive."""
    run = _Run(site, cache, executor, inputs)
    return run.apply(change) if run.state.segments else run.build(change.whole())


def _difference(run: _Run, everything: Sequence[SearchSource]) -> Change:
    """What differs between the sources and the reports that stand in the segments."""
    current = {source.url: source for source in everything}
    gone: set[str] = set()
    covered: set[str] = set()
    for segment in run.state.segments:
        dead = set(segment.dead)
        for number, (url, digest) in enumerate(run.shelf.roll(segment.folder).items()):
            if number not in dead:
                source = current.get(url)
                same = source is not None and source.digest == digest
                (covered if same else gone).add(url)
    came = [source for source in everything if source.url not in covered]
    return Change(came, gone, lambda url: current[url].load(), lambda: everything)


class _Run:
    """One run over the index: what it writes, and how much."""

    def __init__(self, site: Path, cache: Path, executor: Executor, inputs: str) -> None:
        self._root, self._cache, self._executor = site / FOLDER, cache, executor
        self._inputs = inputs
        self._root.mkdir(parents=True, exist_ok=True)
        cache.mkdir(parents=True, exist_ok=True)
        self.shelf = Shelf(cache)
        self.state = self.shelf.load(self._root / MANIFEST)
        self._written: dict[str, bytes] = {}
        self._text_bytes = self._index_bytes = 0

    def build(self, sources: Iterable[SearchSource]) -> IndexStats:
        """Everything anew."""
        fresh = whole(sources)
        return self._finish([self._write(one) for one in fresh], fresh)

    def apply(self, change: Change) -> IndexStats:
        """What changed, beside what stands; everything when little of that is left."""
        old = self.state.segments
        if not change.came and not change.gone:
            return self._leave()
        segments = [marked(self.shelf, segment, change.gone) for segment in old]
        todo = plan(segments, len(change.came))
        if todo is None:
            return self.build(self._cheaper(change, segments))
        again = self._standing(todo.merged, change.load)
        sources = [*change.came, *again.values()]
        if not sources:
            return self._finish(todo.kept, [])
        bases = [segment for segment in todo.kept if segment.offset != BESIDE]
        fresh = beside(self.shelf, sources, bases)
        return self._finish([*todo.kept, self._write(fresh)], [fresh])

    def _leave(self) -> IndexStats:
        """Nothing to do, but what a killed run may have left is cleared away."""
        segments = self.state.segments
        unpruned = [structs.replace(segment, dead=()) for segment in segments]
        removed = tuple(_prune(self._root, segments, unpruned, self.state.shared))
        if self._inputs != self.state.inputs:
            self.shelf.save(structs.replace(self.state, inputs=self._inputs))
        live = sum(segment.live for segment in segments)
        return IndexStats(live, len(segments), 0, removed=removed)

    def _cheaper(self, change: Change, segments: Sequence[Segment]) -> Iterator[SearchSource]:
        """All reports, those that stand in a segment as they are now taken from there."""
        standing = self._standing(segments, change.load)
        for source in change.whole():
            known = standing.get(source.url)
            same = known is not None and known.digest == source.digest
            yield known if known is not None and same else source

    def _standing(
        self, segments: Sequence[Segment], load: Callable[[str], SearchRecord | bytes]
    ) -> dict[str, SearchSource]:
        """The live reports of segments by their addresses."""
        found: dict[str, SearchSource] = {}
        for segment in segments:
            roll, files = self.shelf.roll(segment.folder), self.shelf.files(segment.folder)
            for number in sorted({*range(len(roll))}.difference(segment.dead)):
                name, source = numbered("t", number), roll.source(number)
                kept = _Kept(self._root / segment.folder / name, files[name], source.url, load)
                found[source.url] = structs.replace(source, load=kept)
        return found

    def _write(self, fresh: Fresh) -> Segment:
        """Write a segment under another name, then give it that of its content."""
        draft = self._root / f".new-{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        folder = Folder(draft)
        self._text_bytes += write_segment(
            fresh.sources, folder, self._cache / "scratch", self._executor, fresh.positions
        )
        self._index_bytes += folder.index_bytes
        digest = hashlib.sha256()
        for file in sorted(folder.files):
            digest.update(file.encode() + b"\0" + folder.files[file])
        name = digest.hexdigest()[:12]
        if (self._root / name).exists():
            # The same content again. Two renames, so that no moment shows half a folder.
            (self._root / name).rename(draft.with_suffix(".old"))
        draft.rename(self._root / name)
        for file, sha256 in folder.files.items():
            self._written[f"{FOLDER}/{name}/{file}"] = sha256
        keys, digests = [s.order for s in fresh.sources], [s.digest for s in fresh.sources]
        self.shelf.keep(name, keys, digests, folder.files)
        return Segment(name, fresh.offset, len(keys), ())

    def _finish(self, segments: Sequence[Segment], fresh: Sequence[Fresh]) -> IndexStats:
        """Replace the manifest, remove what it no longer names, and note the new state."""
        reports = sum(segment.live for segment in segments)
        tables = {name: script(table) for name, table in browser_tables().items()}
        named = {n: f"{n}-{hashlib.sha256(t).hexdigest()[:8]}.js" for n, t in tables.items()}
        shared = {named[name]: self._share(named[name], table) for name, table in tables.items()}
        data = _manifest(segments, reports, named)
        draft = self._root / f".{MANIFEST}"
        draft.write_bytes(data)
        draft.replace(self._root / MANIFEST)
        digest = hashlib.sha256(data).digest()
        removed = tuple(_prune(self._root, segments, self.state.segments, shared))
        self.shelf.save(
            State(manifest=digest, inputs=self._inputs, segments=tuple(segments), shared=shared)
        )
        return IndexStats(
            reports=reports,
            segments=len(segments),
            loaded=sum(len(one.sources) for one in fresh),
            written=self._written | {f"{FOLDER}/{MANIFEST}": digest},
            removed=removed,
            text_bytes=self._text_bytes,
            index_bytes=self._index_bytes,
        )

    def _share(self, name: str, data: bytes) -> bytes:
        """Write a file beside the segments, unless it is there; its sha256."""
        digest, path = hashlib.sha256(data).digest(), self._root / name
        if self.state.shared.get(name) != digest or not path.exists():
            path.write_bytes(data)
            self._written[f"{FOLDER}/{name}"] = digest
        return digest


class _Kept(Struct, frozen=True):
    """Loads a report from its text in the index as it stands, which need not be parsed again."""

    path: Path
    sha256: bytes
    url: str
    load: Callable[[str], SearchRecord | bytes]

    def __call__(self) -> SearchRecord | bytes:
        try:
            data = self.path.read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).digest() != self.sha256:
            return self.load(self.url)
        return script_deflated(data)


def _manifest(segments: Sequence[Segment], reports: int, tables: Mapping[str, str]) -> bytes:
    listed = [
        {"folder": s.folder, "reports": s.reports, "dead": s.dead}
        | ({} if s.offset == BESIDE else {"offset": s.offset})
        for s in segments
    ]
    told = {"reports": reports, "segments": listed} | dict(tables)
    head = with_parts(told | {"generic": names.words()["generic"]}, [])
    return script(deflate(head), MANIFEST_CALL)


TABLES = ("folding-", "traditional-")
"""How the names of folding tables begin."""


def _prune(
    root: Path,
    segments: Sequence[Segment],
    before: Sequence[Segment],
    shared: Collection[str],
) -> Iterator[str]:
    """Remove every folder that no segment uses, other folding tables, and the texts of reports
    that are newly dead; the paths of what was removed."""
    in_use = {segment.folder: segment for segment in segments}
    for entry in sorted(root.iterdir()):
        if entry.is_dir() and entry.name not in in_use:
            found = sorted(p.relative_to(root).as_posix() for p in entry.rglob("*") if p.is_file())
            shutil.rmtree(entry)
            yield from (f"{FOLDER}/{name}" for name in found if not name.startswith("."))
        elif entry.name.startswith(TABLES) and entry.name not in shared:
            entry.unlink()
            yield f"{FOLDER}/{entry.name}"
    for old in before:
        new = in_use.get(old.folder, old)
        for number in sorted(set(new.dead) - set(old.dead)):
            path = root / old.folder / numbered("t", number)
            if path.exists():
                path.unlink()
                yield f"{FOLDER}/{old.folder}/{numbered('t', number)}"
