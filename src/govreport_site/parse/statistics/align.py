"""Events → rows of the form, in the order of the form.

An event goes to the row that its words name. Exact wordings decide, whole, joined from pieces, or
wrapped around the values; a misprinted or truncated label is compared by its letters. Rows keep the
order of the form, so the increasing assignment with the greatest likeness is taken. Rows that have
no values in this form take part: values behind their label belong to no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govreport_site.parse.statistics.events import Event, in_header
from govreport_site.parse.statistics.labels import Family, Label, core, endings, index, labels
from govreport_site.parse.statistics.likeness import LEAST, SHORTEST, likeness

FARTHEST = 6
"""Atoms before the values among which a row's label is looked for."""
MOST_WORDS = 5
"""Words at the start of an atom that may belong to another label."""
WHOLE, JOINED, WRAPPED, BEHIND, DISTANT = 1.0, 0.99, 0.97, 0.9, 0.7
"""Likeness of a wording that is the last atom; is joined from the last pieces; goes on behind the
values; stands only behind them; stands before other words that are no known label."""


MARGIN = 0.04
"""Two rows whose likenesses differ by less cannot be told apart."""


def align(family: Family, events: Sequence[Event]) -> dict[int, tuple[Label, float]]:
    """Event number → row and likeness, for every event that names a row of the family."""
    following = [
        _behind(event, after) for event, after in zip(events, [*events[1:], None], strict=True)
    ]
    candidates = [
        dict(_exact(family, event, after)) for event, after in zip(events, following, strict=True)
    ]
    _compare_rest(family, events, following, candidates)
    return _without_rivals(family, candidates)


def _behind(event: Event, after: Event | None) -> list[str]:
    """Words that may go on with the label behind its values: on lines, and not the next label."""
    if after is None or not event.slots or event.slots[0].in_cell:
        return []
    words = [atom.text for atom in after.words]
    return words if len(words) > 1 or not after.slots else []


def _exact(family: Family, event: Event, after: Sequence[str]) -> Iterator[tuple[int, float]]:
    """(order, likeness) of the rows that the event names in a known wording, the least first."""
    words = event.words[-FARTHEST:]
    if not event.slots or not words or in_header(family, words):
        return
    known = index(family)
    texts = [atom.text for atom in words]
    last = core(texts[-1])
    if last in endings(family):
        joined = (known.get(core(ending), ()) for ending in _endings(texts))
        longer = next((f for f in joined if f and f != known[last]), known[last])
        yield from ((label.order, _weighed(label, WHOLE, event)) for label in longer)
        return
    if found := known.get(last):
        yield from ((label.order, _weighed(label, WHOLE, event)) for label in found)
        return
    named: dict[int, float] = {}
    for text, likely in _wordings(family, texts, after):
        for label in known.get(core(text), ()):
            named[label.order] = max(named.get(label.order, 0.0), _weighed(label, likely, event))
    yield from named.items()


def _weighed(label: Label, likely: float, event: Event) -> float:
    """Less for a row that never has values, when numbers follow: its label is only in the way."""
    counts = any(slot.text.strip()[:1].isdigit() for slot in event.slots)
    return 0.5 * likely if label.heading and counts else likely


def _wordings(
    family: Family, texts: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Texts that may be the whole label, with the likeness they would have."""
    for ending in _endings(texts):
        yield ending, JOINED
        for number in range(min(len(after), 2)):
            yield ending + "".join(after[: number + 1]), WRAPPED
    if after and not core(texts[-1].split()[-1]):
        yield after[0], BEHIND
    for place, text in enumerate(texts[:-1], 1):
        if not _is_fragment(family, core("".join(texts[place:]))):
            continue
        yield text, DISTANT
        parts = text.split()
        for cut in range(1, min(len(parts), MOST_WORDS)):
            yield "".join(parts[cut:]), DISTANT


def _is_fragment(family: Family, words: str) -> bool:
    """True for a piece of a group's label, or a letter or two of a vertical one; other words may
    be the label of the row, misprinted."""
    groups = (c for label in labels(family) if label.group for c in label.cores)
    return len(words) < 3 or any(words in c for c in groups)


def _endings(texts: Sequence[str]) -> Iterator[str]:
    """The last atoms joined, each time with one more, and without the first words of the first."""
    for start in range(len(texts) - 1, -1, -1):
        rest = "".join(texts[start + 1 :])
        parts = texts[start].split()
        for cut in range(min(len(parts), MOST_WORDS)):
            yield "".join(parts[cut:]) + rest


def _compare_rest(
    family: Family,
    events: Sequence[Event],
    following: Sequence[Sequence[str]],
    candidates: list[dict[int, float]],
) -> None:
    """Adds likenesses for events without a sure wording, between their neighbours' rows."""
    sure = [{o: s for o, s in c.items() if s > DISTANT} for c in candidates]
    fixed = {n: label.order for n, (label, _) in _increasing(family, sure).items()}
    for number, event in enumerate(events):
        words = event.words[-FARTHEST:]
        if sure[number] or not event.slots or not words or in_header(family, words):
            continue
        low = max((order for n, order in fixed.items() if n < number), default=-1)
        high = min((order for n, order in fixed.items() if n > number), default=len(labels(family)))
        texts = {core(t) for t in _fragments([a.text for a in words])}
        after = core(following[number][0]) if following[number] else ""
        for label in labels(family)[low + 1 : high]:
            score = max((_alike(t, c, after) for t in texts for c in label.cores), default=0.0)
            if score >= LEAST:
                likely = candidates[number].get(label.order, 0.0)
                candidates[number][label.order] = max(likely, 0.95 * score)


def _alike(text: str, label: str, after: str) -> float:
    """Likeness to the whole label, or to what is left of it when its end stands behind the values."""
    whole = likeness(text, label)
    if len(after) > 1 and label.endswith(after) and label != after:
        return max(whole, likeness(text, label.removesuffix(after)))
    return whole


def _fragments(texts: Sequence[str]) -> Iterator[str]:
    """Texts that may be a misprinted label: the endings, and without the letters of a vertical
    label."""
    yield from _endings(texts)
    yield "".join(t for t in texts if len(t) > 1)
    yield from (part for part in texts[-1].split() if len(part) >= SHORTEST)


def _increasing(
    family: Family, candidates: Sequence[Mapping[int, float]]
) -> dict[int, tuple[Label, float]]:
    """The assignment of strictly increasing rows with the greatest sum of likenesses."""
    best: list[_State] = [(-1, 0.0, ())]
    for number, options in enumerate(candidates):
        grown: list[_State] = []
        for order, score in options.items():
            reach = max((b for b in best if b[0] < order), key=lambda b: b[1])
            grown.append((order, reach[1] + score, (*reach[2], (number, order, score))))
        best = _front([*best, *grown])
    rows = labels(family)
    return {n: (rows[order], score) for n, order, score in max(best, key=lambda b: b[1])[2]}


def _without_rivals(
    family: Family, candidates: Sequence[Mapping[int, float]]
) -> dict[int, tuple[Label, float]]:
    """The best assignment without the events that another one, as good, gives to another row."""
    taken = _increasing(family, candidates)
    best = sum(score for _, score in taken.values())
    kept = dict(taken)
    for number, (label, score) in taken.items():
        others = {o: s for o, s in candidates[number].items() if o != label.order}
        if not any(other > score - MARGIN for other in others.values()):
            continue
        changed = [*candidates[:number], others, *candidates[number + 1 :]]
        other_way = _increasing(family, changed)
        if number in other_way and sum(s for _, s in other_way.values()) > best - MARGIN:
            kept.pop(number, None)
    return kept


_State = tuple[int, float, tuple[tuple[int, int, float], ...]]
"""Row reached, sum of likenesses, and the (event, row, likeness) taken on the way."""


def _front(states: list[_State]) -> list[_State]:
    """States that no other beats in both the row reached and the sum."""
    kept: list[_State] = []
    for state in sorted(states, key=lambda s: (s[0], -s[1])):
        if not kept or state[1] > kept[-1][1]:
            kept.append(state)
    return kept
