"""How much of what is a person's is found in a text, and how much of what is not."""

from __future__ import annotations

from collections import Counter

from govreport_site.reference.personal import find
from tests.campaigns.people import look_alikes, samples


def recall(seed: int, count: int) -> dict[str, float]:
    """Kind → share of its secrets that are wholly covered by what is masked."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample in samples(seed, count):
        covered = bytearray(len(sample.text))
        for span in find(sample.text):
            if span.personal:
                covered[span.start : span.end] = b"\1" * (span.end - span.start)
        for kind, secret in sample.told:
            wanted[kind] += 1
            found[kind] += _is_covered(sample.text, secret, covered)
    return {kind: found[kind] / wanted[kind] for kind in wanted}


def _is_covered(text: str, secret: str, covered: bytearray) -> bool:
    at = text.find(secret)
    while at >= 0:
        if not all(covered[at : at + len(secret)]):
            return False
        at = text.find(secret, at + 1)
    return True


def false_hits(seed: int, count: int) -> list[str]:
    """The look-alikes in which something is taken for a person's."""
    return [text for text in look_alikes(seed, count) if any(f.personal for f in find(text))]
