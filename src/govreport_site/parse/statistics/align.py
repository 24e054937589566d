"""Events → rows of the form, in the order of the form.

An event goes to the row that its words name. Exact wordings decide; a misprinted or truncated label
is compared by its longest common subsequence. Rows keep the order of the form, so the best
increasing assignment is taken, and a row that another one could be as well is not taken at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govreport_site.parse.statistics.events import Event, in_header
from govreport_site.parse.statistics.labels import Family, Label, core, index, labels
from govreport_site.parse.statistics.likeness import LEAST, SHORTEST, likeness

FARTHEST = 6
"""Atoms before the values among which a row's label is looked for."""


def align(
    family: Family, events: Sequence[Event], allowed: frozenset[str]
) -> dict[int, tuple[Label, float]]:
    """Event number → row and likeness, for the events that name a row of `allowed`."""
    candidates = [dict(_candidates(family, event, allowed)) for event in events]
    _compare_rest(family, events, candidates, allowed)
    return _increasing(family, candidates)


def _candidates(
    family: Family, event: Event, allowed: frozenset[str]
) -> Iterator[tuple[int, float]]:
    """(order, likeness) of the rows that the event names exactly, the nearest wording only."""
    if not event.slots or in_header(family, event.words):
        return
    for back, words in _endings(event):
        if found := index(family).get(words, ()):
            # A row without values in this form is named too: then the values are of no row.
            for label in found:
                if label.key in allowed:
                    yield label.order, 1.0 - 0.01 * back
            return


def _endings(event: Event) -> Iterator[tuple[int, str]]:
    """(distance, folded words): single atoms and joined ones, nearest to the values first."""
    words = event.words[-FARTHEST:]
    if not words:
        return
    yield 0, core(words[-1].text)
    parts = words[-1].text.split()
    for cut in range(1, min(len(parts), 8)):
        yield 1, core("".join(parts[cut:]))
    for start in range(len(words) - 2, -1, -1):
        yield 1, core("".join(a.text for a in words[start:]))
    for back, atom in enumerate(reversed(words[:-1]), 2):
        yield back, core(atom.text)
        parts = atom.text.split()
        for cut in range(1, min(len(parts), 4)):
            yield back, core("".join(parts[cut:]))


def _compare_rest(
    family: Family,
    events: Sequence[Event],
    candidates: list[dict[int, float]],
    allowed: frozenset[str],
) -> None:
    """Adds likenesses for events that name no row exactly, between their neighbours' rows."""
    rows = [label for label in labels(family) if label.key in allowed and not label.heading]
    fixed = {n: label.order for n, (label, _) in _increasing(family, candidates).items()}
    for number, event in enumerate(events):
        if candidates[number] or not event.slots or not event.words:
            continue
        if core(event.words[-1].text) in index(family):
            continue  # it names a row that has no values in this form
        low = max((order for n, order in fixed.items() if n < number), default=-1)
        high = min((order for n, order in fixed.items() if n > number), default=len(labels(family)))
        after = events[number + 1].words[:1] if number + 1 < len(events) else []
        texts = list(_fragments(event, after[0].text if after else ""))
        for label in rows:
            if low < label.order < high:
                score = max((likeness(t, c) for t in texts for c in label.cores), default=0.0)
                if score >= LEAST:
                    candidates[number][label.order] = score * 0.98


def _fragments(event: Event, after: str) -> Iterator[str]:
    """Folded texts that may be the label: joined atoms, also without the vertical single letters,
    also with the first words behind the values, where a wrapped label goes on."""
    words = event.words[-FARTHEST:]
    for start in range(len(words)):
        joined = "".join(a.text for a in words[start:])
        yield core(joined)
        if after:
            yield core(joined + after)
    long = [a.text for a in words if len(core(a.text)) > 1]
    if len(long) != len(words):
        yield core("".join(long))
    for part in (p for a in words for p in a.text.split() if len(p) >= SHORTEST):
        yield core(part)


def _increasing(
    family: Family, candidates: Sequence[Mapping[int, float]]
) -> dict[int, tuple[Label, float]]:
    """The assignment of strictly increasing rows with the greatest sum of likenesses."""
    best: list[tuple[int, float, tuple[tuple[int, int, float], ...]]] = [(-1, 0.0, ())]
    for number, options in enumerate(candidates):
        grown = []
        for order, score in options.items():
            reach = max((b for b in best if b[0] < order), key=lambda b: b[1])
            grown.append((order, reach[1] + score, (*reach[2], (number, order, score))))
        best = _front([*best, *grown])
    rows = labels(family)
    return {n: (rows[order], score) for n, order, score in max(best, key=lambda b: b[1])[2]}


def _front(
    states: list[tuple[int, float, tuple[tuple[int, int, float], ...]]],
) -> list[tuple[int, float, tuple[tuple[int, int, float], ...]]]:
    """States that no other beats in both the row reached and the sum."""
    kept: list[tuple[int, float, tuple[tuple[int, int, float], ...]]] = []
    for state in sorted(states, key=lambda s: (s[0], -s[1])):
        if not kept or state[1] > kept[-1][1]:
            kept.append(state)
    return kept
