"""What a worker does with a chunk of targets: render, write, and answer with digests only."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from govreport_site.build.commit import in_the_way
from govreport_site.build.failures import BuildError
from govreport_site.build.targets import MakeRenderer, Renderer
from govreport_site.build.writing import Writer, Written


class Item(NamedTuple):
    """One target, as it travels to a worker."""

    paths: tuple[str, ...]
    kind: str
    job: object
    known: tuple[bytes, ...]
    """Digest that each path holds now, or b"" where that is not known."""


class Rendered(NamedTuple):
    """What became of one item."""

    outputs: tuple[Written | None, ...]
    """None where the known digest came out again."""
    seconds: float
    size: int


Chunk = tuple[int, Sequence[Item]]
"""The chunk's number, and its items."""


class RenderChunk:
    """A function on chunks that makes its renderer at the first one, in the worker."""

    def __init__(self, make_renderer: MakeRenderer, site: str, staging: str | None) -> None:
        self._recipe = (make_renderer, site, staging)
        self._renderer: Renderer | None = None
        self.writer = Writer(site, staging)

    def __reduce__(self) -> tuple[type[RenderChunk], tuple[object, ...]]:
        return type(self), self._recipe

    def __call__(self, chunk: Chunk) -> tuple[int, list[Rendered]]:
        if self._renderer is None:
            self._renderer = self._recipe[0]()
        number, items = chunk
        return number, [self._render(self._renderer, item) for item in items]

    def _render(self, renderer: Renderer, item: Item) -> Rendered:
        started, size = perf_counter(), 0
        outputs: dict[str, Written | None] = {}
        known = dict(zip(item.paths, item.known, strict=True))
        for path, data in renderer(item.job):
            if path not in known or path in outputs:
                raise BuildError(f"{path}: rendered, but the plan expected {item.paths} once each")
            size += len(data)
            try:
                outputs[path] = self.writer.write(path, data, known[path])
            except (NotADirectoryError, IsADirectoryError) as error:
                raise in_the_way(path, "something") from error
        if missing := known.keys() - outputs.keys():
            raise BuildError(f"{min(missing)}: planned as {item.kind}, but not rendered")
        found = tuple(outputs[path] for path in item.paths)
        return Rendered(found, perf_counter() - started, size)
