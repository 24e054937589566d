"""How alike a printed text and a label are, 0–1."""

from __future__ import annotations

from functools import lru_cache

LEAST = 0.6
"""Likeness below which words do not name a row."""
CONTAINED = 0.85
"""Likeness of words that are a whole part of a label, or hold one whole."""
SHORTEST = 4
"""Fewer characters than this must name a row exactly."""


@lru_cache(maxsize=16384)
def likeness(text: str, label: str) -> float:
    """0–1: twice the longest common subsequence over both lengths; parts of at least four
    characters that are contained whole count as `CONTAINED`."""
    if text == label:
        return 1.0
    short = min(len(text), len(label))
    if short < SHORTEST:
        return 0.0
    if text in label or (label in text and len(text) <= 2 * len(label)):
        return CONTAINED
    return 2 * _common(text[:200], label) / (min(len(text), 200) + len(label))


def _common(left: str, right: str) -> int:
    """Length of the longest common subsequence (bit-parallel, Hyyrö 2004)."""
    masks: dict[str, int] = {}
    for place, letter in enumerate(right):
        masks[letter] = masks.get(letter, 0) | 1 << place
    state = full = (1 << len(right)) - 1
    for letter in left:
        match = masks.get(letter, 0) & state
        state = ((state + match) | (state - match)) & full
    return len(right) - state.bit_count()
