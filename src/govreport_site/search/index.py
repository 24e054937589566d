"""The whole index: a base segment, a few small ones beside it, and the manifest that names them.

A base answers a query with few small requests because all its reports share its lists; for the
same reason one more report would touch thousands of them. So reports that came, changed or went
since the base was built make a small segment of their own, and mark what they replace as dead.
Archives of up to `SMALL` reports, and runs with `clean`, always get one segment, whose bytes
depend on the reports alone (docs/decisions explains why more than that cannot be had).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

from govreport_site.search import names
from govreport_site.search.container import deflate, script, with_parts
from govreport_site.search.folding import browser_table
from govreport_site.search.records import IndexStats, SearchSource
from govreport_site.search.segment import Folder, numbered, write_segment
from govreport_site.search.state import Segment, State, load, save

FOLDER = "search/data"
MANIFEST = "manifest.js"
SMALL = 256
"""Up to here the whole index is built again in less time than a reader notices."""
MOST_BESIDE = 6
"""Segments beside the base before some are merged: each costs a reader a request."""
BESIDE_SHARE = 0.25
"""Reports outside the base, and dead ones in it, before everything is built again."""


def write_index(
    sources: Iterable[SearchSource],
    site: Path,
    *,
    cache: Path,
    jobs: int = 1,
    clean: bool = False,
) -> IndexStats:
    """Bring `site/search/data/` up to date with the sources, reading only what changed.

    `cache` is a folder of the caller's that may be deleted at any time. Raises OSError as the
    disk does; the manifest is replaced last, so an interrupted run leaves the old index whole."""
    ordered = sorted(sources, key=lambda source: source.order)
    root = site / FOLDER
    root.mkdir(parents=True, exist_ok=True)
    state = State() if clean else load(cache / "search.msgpack", root / MANIFEST)
    plan = _plan(ordered, state)
    if plan is None:
        return IndexStats(len(ordered), len(state.segments), 0)
    kept, beside = plan
    segments, written, sizes = list(kept), {}, (0, 0)
    if beside:
        base = None if not kept else kept[0]
        fresh, files, sizes = _write_segment(beside, ordered, base, root, cache, jobs)
        segments.append(fresh)
        written = {f"{FOLDER}/{fresh.folder}/{name}": digest for name, digest in files.items()}
    manifest = _manifest(segments, len(ordered))
    fresh_manifest = root / f".{MANIFEST}"
    fresh_manifest.write_bytes(manifest)
    fresh_manifest.replace(root / MANIFEST)
    digest = hashlib.sha256(manifest)
    save(cache / "search.msgpack", State(manifest=digest.hexdigest(), segments=segments))
    written[f"{FOLDER}/{MANIFEST}"] = digest.digest()
    removed = tuple(f"{FOLDER}/{name}" for name in _prune(root, segments))
    return IndexStats(len(ordered), len(segments), len(beside), written, removed, *sizes)


def _plan(
    ordered: Sequence[SearchSource], state: State
) -> tuple[list[Segment], list[SearchSource]] | None:
    """The segments to keep, with what is dead in them, and the reports for a new one; None when
    the index is already right."""
    current = {source.url: source for source in ordered}
    kept = [_survivors(segment, current) for segment in state.segments]
    covered = {url for segment in kept for url in segment.live()}
    fresh = [source for source in ordered if source.url not in covered]
    if kept and not fresh and kept == state.segments:
        return None
    base = kept[0] if kept else None
    outside = len(ordered) - (len(base.live()) if base else 0) + (len(base.dead) if base else 0)
    if base is None or len(ordered) <= SMALL or outside > BESIDE_SHARE * len(ordered):
        return [], list(ordered)
    beside = [segment for segment in kept[1:] if segment.live()]
    stay, merged = _merge(beside, len(fresh))
    again = {url for segment in merged for url in segment.live()}
    return [base, *stay], [s for s in ordered if s.url in again or s.url not in covered]


def _survivors(segment: Segment, current: dict[str, SearchSource]) -> Segment:
    gone = set(segment.dead)
    for number, (url, digest) in enumerate(zip(segment.urls, segment.digests, strict=True)):
        source = current.get(url)
        if source is None or source.digest != digest:
            gone.add(number)
    return Segment(segment.folder, segment.urls, segment.digests, sorted(gone))


def _merge(beside: list[Segment], fresh: int) -> tuple[list[Segment], list[Segment]]:
    """Which segments beside the base stay and which are merged into the new one: the smallest
    first, as long as what is merged outweighs the next."""
    if len(beside) + (fresh > 0) <= MOST_BESIDE:
        return beside, []
    by_size = sorted(beside, key=lambda segment: len(segment.live()))
    weight, count = fresh, 0
    for segment in by_size:
        if count >= MOST_BESIDE // 2 and len(segment.live()) > 2 * weight:
            break
        weight, count = weight + len(segment.live()), count + 1
    merged = {segment.folder for segment in by_size[:count]}
    return [s for s in beside if s.folder not in merged], by_size[:count]


def _write_segment(
    sources: Sequence[SearchSource],
    ordered: Sequence[SearchSource],
    base: Segment | None,
    root: Path,
    cache: Path,
    jobs: int,
) -> tuple[Segment, dict[str, bytes], tuple[int, int]]:
    positions = None if base is None else _positions(sources, ordered, base)
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
    with tempfile.TemporaryDirectory(prefix="search-", dir=cache) as scratch:
        folder = Folder(fresh)
        text_bytes = write_segment(sources, folder, Path(scratch), jobs, positions)
    digest = hashlib.sha256()
    for name in sorted(folder.files):
        digest.update(name.encode() + b"\0" + folder.files[name])
    name = digest.hexdigest()[:12]
    if (root / name).exists():
        shutil.rmtree(root / name)
    fresh.chmod(0o755)
    fresh.rename(root / name)
    segment = Segment(name, [s.url for s in sources], [s.digest for s in sources], [])
    return segment, folder.files, (text_bytes, folder.index_bytes)


def _positions(
    sources: Sequence[SearchSource], ordered: Sequence[SearchSource], base: Segment
) -> list[int]:
    """Before which report of the base each of the sources sorts."""
    number = {url: i for i, url in enumerate(base.urls)}
    outside = {source.url for source in sources}
    inside = [s for s in ordered if s.url in number and s.url not in outside]
    orders = [source.order for source in inside]
    numbers = [*(number[source.url] for source in inside), len(base.urls)]
    return [numbers[bisect_left(orders, source.order)] for source in sources]


def _manifest(segments: Sequence[Segment], reports: int) -> bytes:
    listed = [
        {"folder": segment.folder, "reports": len(segment.urls), "dead": segment.dead}
        for segment in segments
    ]
    head = {"reports": reports, "segments": listed, "generic": names.words()["generic"]}
    return script(deflate(with_parts(head, [browser_table()])))


def _prune(root: Path, segments: Sequence[Segment]) -> Iterable[str]:
    """Remove every folder that no segment uses and the texts of dead reports; what was removed."""
    names_in_use = {segment.folder for segment in segments}
    for entry in sorted(root.iterdir()):
        if entry.is_dir() and entry.name not in names_in_use:
            found = sorted(p.relative_to(root).as_posix() for p in entry.rglob("*") if p.is_file())
            shutil.rmtree(entry)
            yield from (name for name in found if not name.startswith("."))
    for segment in segments:
        for number in segment.dead:
            path = root / segment.folder / numbered("t", number)
            if path.exists():
                path.unlink()
                yield path.relative_to(root).as_posix()
