"""What a build answers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class KindCost(Struct, frozen=True):
    """What one kind of page cost."""

    rendered: int = 0
    seconds: float = 0.0
    """Time in the renderer and the writer, summed over workers."""
    size: int = 0
    """Bytes rendered."""

    def plus(self, seconds: float, size: int) -> KindCost:
        return KindCost(self.rendered + 1, self.seconds + seconds, self.size + size)


class Summary(Struct, frozen=True):
    """What a build did."""

    rendered: int
    """Targets rendered."""
    unchanged: int
    """Targets kept without rendering."""
    written: int
    """Files whose bytes changed on disk."""
    pruned: int
    """Files removed."""
    seconds: float
    peak_memory: int
    """Bytes of all processes together; what they share counts once where the system tells."""
    kinds: Mapping[str, KindCost] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    """Files in the site that no build made; looked for only when there was no ledger."""
    outputs: int = 0
    """Files in the site that builds made."""
    owing: bool = False
    """Whether something was put off: the site is whole after the next build."""
