"""The engine on a toy site: what it renders, keeps and prunes, and why."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from govreport_site.build import engine
from govreport_site.build.targets import Family, Group, Target, fingerprint

FAMILIES = {"page": Family(inputs=("view",), shared={"template page.html": b"t1"})}


def render(frame: bytes, job: object) -> Iterable[tuple[str, bytes]]:
    assert isinstance(job, tuple)
    path, text = job
    yield path, frame % text


def make_renderer(frame: bytes = b"<p>%s</p>") -> partial[Iterable[tuple[str, bytes]]]:
    return partial(render, frame)


def page(path: str, text: bytes) -> Target:
    return Target((path,), "page", fingerprint(text), (path, text))


def plan(pages: dict[str, bytes]) -> list[Target]:
    return [page(path, text) for path, text in pages.items()]


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def build(root: Path, pages: dict[str, bytes], **more: object):  # type: ignore[no-untyped-def]
    reasons: dict[str, str] = {}
    summary = engine.run(
        plan(pages), FAMILIES, make_renderer,
        site=root / "site", ledger=root / ".govreport", explain=reasons.__setitem__, **more,
    )  # fmt: skip
    return summary, reasons


def test_first(tmp_path: Path) -> None:
    summary, reasons = build(tmp_path, {"a/index.html": b"a", "b/index.html": b"b"})
    assert (summary.rendered, summary.written, summary.pruned) == (2, 2, 0)
    assert reasons == {"a/index.html": "new", "b/index.html": "new"}
    summary, reasons = build(tmp_path, {"a/index.html": b"a2", "c/d/index.html": b"c"})
    assert (summary.rendered, summary.written, summary.pruned) == (2, 2, 1)
    assert reasons == {
        "a/index.html": "view changed", "c/d/index.html": "new",
        "b/index.html": "gone: nothing in the archive makes it any more",
    }  # fmt: skip
    assert tree(tmp_path / "site") == {
        ".govreport-files": b"a/index.html\nc/d/index.html\n",
        "a/index.html": b"<p>a2</p>", "c/d/index.html": b"<p>c</p>",
    }  # fmt: skip
    assert not (tmp_path / "site" / "b").exists()
    summary, reasons = build(tmp_path, {"a/index.html": b"a2", "c/d/index.html": b"c"})
    assert (summary.rendered, summary.unchanged, reasons) == (0, 2, {})
