"""The whole index: a base segment, a few small ones beside it, and the manifest that names them.

A base answers a query with few small requests because all its reports share its lists; for the
same reason one more report would touch thousands of them. So reports that came, changed or went
since the base was built make a small segment of their own, and mark what they replace as dead.
Archives of up to `plan.SMALL` reports, and runs with `clean`, always get a base only, whose bytes
depend on the reports alone (docs/decisions explains why more than that cannot be had).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from govreport_site.search import names
from govreport_site.search.container import deflate, script, with_parts
from govreport_site.search.folding import browser_table
from govreport_site.search.plan import Fresh, plan
from govreport_site.search.records import IndexStats, SearchSource
from govreport_site.search.segment import Folder, numbered, write_segment
from govreport_site.search.state import BESIDE, Segment, State, load, save

FOLDER = "search/data"
MANIFEST = "manifest.js"
STATE = "search.msgpack"


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
    cache.mkdir(parents=True, exist_ok=True)
    state = State() if clean else load(cache / STATE, root / MANIFEST)
    todo = plan(ordered, state)
    if todo is None:
        # A run that was killed after its manifest was written may have left what it was to remove.
        left = tuple(f"{FOLDER}/{name}" for name in _prune(root, state.segments))
        return IndexStats(len(ordered), len(state.segments), 0, removed=left)
    run = _Run(root, cache, jobs)
    segments = [*todo.kept, *(run.write(fresh) for fresh in todo.fresh)]
    run.publish(segments, len(ordered))
    return IndexStats(
        reports=len(ordered),
        segments=len(segments),
        loaded=sum(len(fresh.sources) for fresh in todo.fresh),
        written=run.written,
        removed=tuple(f"{FOLDER}/{name}" for name in _prune(root, segments)),
        text_bytes=run.text_bytes,
        index_bytes=run.index_bytes,
    )


class _Run:
    """One run over the index: what it writes, and how much."""

    def __init__(self, root: Path, cache: Path, jobs: int) -> None:
        self._root, self._cache, self._jobs = root, cache, jobs
        self.written: dict[str, bytes] = {}
        self.text_bytes = self.index_bytes = 0

    def write(self, fresh: Fresh) -> Segment:
        """Write a segment under another name, then give it that of its content."""
        draft = Path(tempfile.mkdtemp(prefix=".new-", dir=self._root))
        folder = Folder(draft)
        with tempfile.TemporaryDirectory(prefix="search-", dir=self._cache) as scratch:
            self.text_bytes += write_segment(
                fresh.sources, folder, Path(scratch), self._jobs, fresh.positions
            )
        self.index_bytes += folder.index_bytes
        digest = hashlib.sha256()
        for file in sorted(folder.files):
            digest.update(file.encode() + b"\0" + folder.files[file])
        name = digest.hexdigest()[:12]
        draft.chmod(0o755)
        if (self._root / name).exists():
            # The same content again. Two renames, so that no moment shows half a folder.
            (self._root / name).rename(draft.with_suffix(".old"))
        draft.rename(self._root / name)
        for file, sha256 in folder.files.items():
            self.written[f"{FOLDER}/{name}/{file}"] = sha256
        urls, digests = [s.url for s in fresh.sources], [s.digest for s in fresh.sources]
        return Segment(name, fresh.offset, urls, digests, [])

    def publish(self, segments: Sequence[Segment], reports: int) -> None:
        """Replace the manifest, then the state."""
        data = _manifest(segments, reports)
        draft = self._root / f".{MANIFEST}"
        draft.write_bytes(data)
        draft.replace(self._root / MANIFEST)
        digest = hashlib.sha256(data)
        self.written[f"{FOLDER}/{MANIFEST}"] = digest.digest()
        state = State(manifest=digest.hexdigest(), segments=list(segments))
        save(self._cache / STATE, state)


def _manifest(segments: Sequence[Segment], reports: int) -> bytes:
    listed = [
        {"folder": s.folder, "reports": len(s.urls), "dead": s.dead}
        | ({} if s.offset == BESIDE else {"offset": s.offset})
        for s in segments
    ]
    head = {"reports": reports, "segments": listed, "generic": names.words()["generic"]}
    return script(deflate(with_parts(head, [browser_table()])))


def _prune(root: Path, segments: Sequence[Segment]) -> Iterator[str]:
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
