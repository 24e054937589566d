"""Sums and shares claimed in prose: 共N条，其中A类a条，占p%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from govreport_site.checks.identities import digits
from govreport_site.checks.prose_text import Slip, findings
from govreport_site.model import Figure, Finding, Report, Value
from govreport_site.reference.languages import number

CODE = "P-SUM"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PARTS = re.compile(r"其中|包括|包含|分别[是为]|^[^（(：:）)，。、]{1,6}[（(：:]")
"""What opens the parts: a word for it, or a bracket or colon right after the total."""
_CHANGE = re.compile(r"同比|环比|增长|增加|减少|下降|上升|比上年|较上年|比去年|较去年")
_RESULT = re.compile(r"requests\.(?:r\d|carry_out)")
_MONEY = frozenset({"元", "万元", "亿元"})
_REST = re.compile(r"其他|其它|其余|以及|等")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


class Placed(Struct, frozen=True):
    """A figure and where its number ends in its sentence."""

    figure: Figure
    start: int
    end: int


class Breakdown(Struct, frozen=True):
    """A total and the parts that are said to make it up."""

    total: Figure
    parts: tuple[Placed, ...]
    shares: tuple[tuple[Figure, Figure], ...]
    """(part, percentage printed right after it)."""
    carried: Decimal = Decimal(0)
    """Requests carried in that the same sentence counts: its results are of both together."""

    @property
    def counts(self) -> tuple[Figure, ...]:
        """The parts that are counts of the same kind as the total."""
        money = self.total.unit in _MONEY
        figures = [p.figure for p in self.parts]
        if any(_RESULT.match(f.key) for f in figures):
            # Who asked and how is another division of the same requests than what came of them.
            figures = [f for f in figures if _RESULT.match(f.key)]
        counted = (f for f in figures if f.unit != "%" and not _CHANGE.search(f.label))
        return tuple(f for f in counted if (f.unit in _MONEY) == money)

    @property
    def totals(self) -> frozenset[Decimal]:
        """What the parts may add up to."""
        total = Decimal(self.total.value)
        return frozenset({total, total + self.carried})


def check_sums(report: Report) -> tuple[Finding, ...]:
    """A total equals the sum of its parts, and a share is the part's share of the total."""
    breakdowns = tuple(_breakdowns(report.figures))
    slips = (slip for b in breakdowns for slip in _slips(b))
    return findings(CODE, "warning", slips, examined=len(breakdowns))


def _breakdowns(figures: Sequence[Figure]) -> Iterator[Breakdown]:
    previous: Figure | None = None
    for group in _by_sentence(figures):
        placed = _place(group)
        sentence = group[0].sentence
        found = _total(placed, sentence, previous)
        if found is not None:
            total, parts = found
            shares = tuple(
                (a.figure, b.figure)
                for a, b in pairwise(parts)
                if a.figure.unit != "%" and b.figure.unit == "%"
            )
            breakdown = Breakdown(total, parts, shares, _carried(group))
            if len(breakdown.counts) >= 2 or shares:
                yield breakdown
        previous = next((p.figure for p in reversed(placed) if p.figure.unit != "%"), None)


def _carried(group: Sequence[Figure]) -> Decimal:
    values = (Decimal(f.value) for f in group if f.key == "requests.carry_in")
    return sum(values, Decimal(0))


def _by_sentence(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    group: list[Figure] = []
    for figure in figures:
        if figure.unit is None:
            continue
        if group and (figure.sentence, figure.line) != (group[0].sentence, group[0].line):
            yield group
            group = []
        group.append(figure)
    if group:
        yield group


def _place(group: Sequence[Figure]) -> list[Placed]:
    text = group[0].sentence.translate(_FULL_WIDTH)
    placed, position = [], 0
    for figure in group:
        for match in _NUMBER.finditer(text, position):
            printed = Decimal(match.group().replace(",", "").rstrip("."))
            if figure.value in (printed, printed * 10_000, printed * 100_000_000):
                placed.append(Placed(figure, match.start(), match.end()))
                position = match.end()
                break
    return placed


def _total(
    placed: Sequence[Placed], sentence: str, previous: Figure | None
) -> tuple[Figure, tuple[Placed, ...]] | None:
    """The total and what follows the words that open its parts."""
    if placed and previous is not None and sentence.startswith("其中"):
        return previous, tuple(placed)
    for place, item in enumerate(placed[:-1]):
        between = sentence[item.end : placed[place + 1].start]
        if item.figure.unit != "%" and _PARTS.search(between):
            return item.figure, tuple(placed[place + 1 :])
    return None


def _slips(breakdown: Breakdown) -> Iterator[Slip]:
    parts = _that_add_up(breakdown)
    if parts is None:
        yield from _wrong_sum(breakdown)
    total = breakdown.total.value
    for part, share in breakdown.shares:
        exact = Decimal(part.value) * 100 / Decimal(total) if total else Decimal(share.value)
        if abs(exact - Decimal(share.value)) > _slack(share):
            values: dict[str, Value] = {
                "part": digits(part.value),
                "total": digits(total),
                "exact": f"{exact:.1f}",
                "printed": digits(share.value),
            }
            yield Slip("share", (part.sentence,), part.line, values=values)
    yield from _wrong_whole(breakdown, parts)


def _that_add_up(breakdown: Breakdown) -> tuple[Figure, ...] | None:
    """The leading parts whose sum is the total: what follows them is another count."""
    alike = tuple(f for f in breakdown.counts if f.unit == breakdown.total.unit)
    for counts in (breakdown.counts, alike):
        running = Decimal(0)
        for size, part in enumerate(counts, 1):
            running += Decimal(part.value)
            if running in breakdown.totals and size >= 2:
                return counts[:size]
    return None


def _wrong_sum(breakdown: Breakdown) -> Iterator[Slip]:
    counts = [f for f in breakdown.counts if f.unit == breakdown.total.unit]
    if len(counts) < 2 or breakdown.total.qualifier or any(f.qualifier for f in counts):
        return
    if all(f.key.startswith("proactive.published_") for f in counts):
        return  # the same text published in two places is counted in both
    added, total = sum(Decimal(f.value) for f in counts), Decimal(breakdown.total.value)
    values: dict[str, Value] = {
        "parts": tuple(number(f.value) for f in counts),
        "sum": digits(added),
        "total": digits(total),
    }
    evidence = tuple(dict.fromkeys([breakdown.total.sentence, counts[0].sentence]))
    line = counts[0].line
    if added > max(breakdown.totals) or _REST.search(counts[-1].label):
        yield Slip("sum", evidence, line, values=values)
    else:
        yield Slip("sum-open", evidence, line, "uncertain", values)


def _wrong_whole(breakdown: Breakdown, parts: tuple[Figure, ...] | None) -> Iterator[Slip]:
    shares = [share for part, share in breakdown.shares if parts and part in parts]
    if parts is None or len(shares) != len(parts):
        return
    whole = sum((Decimal(s.value) for s in shares), Decimal(0))
    slack = sum((_slack(s) for s in shares), Decimal(0))
    if abs(whole - 100) > slack:
        values: dict[str, Value] = {
            "shares": tuple(str(s.value) for s in shares),
            "whole": digits(whole),
        }
        yield Slip("whole", (shares[0].sentence,), shares[0].line, values=values)


def _slack(share: Figure) -> Decimal:
    """How far a printed share may be off: one unit of its last place, for it may be cut off."""
    exponent = Decimal(share.value).as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return Decimal(1)
    last_place = Decimal((0, (1,), exponent))
    return max(Decimal("0.1"), last_place)
