"""The outline of a report: first to fourth level headings with the blocks under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from govreport_site.model import Block, Heading, Issue, Kind, Paragraph, Repair, Section
from govreport_site.parse.closing import signature_span
from govreport_site.parse.glued import split_glued
from govreport_site.parse.heading_lines import Candidate, Line, candidate, flatten
from govreport_site.parse.lost_numbers import lost_numbers
from govreport_site.parse.nesting import Placed, place_headings
from govreport_site.reference.sections import (
    Form,
    fold,
    generation,
    match_section,
    official_headings,
)

OFFICIAL_ENOUGH = 3
"""Official headings that show the national format when neither year nor kind is known."""


class Outline(Struct, frozen=True):
    """The sections in printed order, and what was read differently from the print."""

    sections: tuple[Section, ...]
    """Flat: each holds the blocks up to the next heading of any level. `preamble` comes first and
    `signature` last when there is text for them."""
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_outline(blocks: Sequence[Block], *, kind: Kind | None, year: int | None) -> Outline:
    """The outline of the blocks. Every non-space character of them stands in exactly one section,
    in its number, its title or its blocks, as printed; lost numbers are repairs beside it."""
    form = _form(blocks, kind, year)
    lines = split_glued(flatten(blocks), form)
    closing = signature_span(lines)
    body = lines[: closing[0]] if closing else lines
    found = (candidate(i, line, form) for i, line in enumerate(body))
    headings = place_headings([c for c in found if c is not None], body)
    if closing:
        headings += _after_closing(lines, closing[1], form)
    sections = tuple(_sections(lines, headings, closing, form))
    return Outline(sections, lost_numbers(headings, lines), tuple(_issues(headings, lines)))


def _form(blocks: Sequence[Block], kind: Kind | None, year: int | None) -> Form:
    if year is None and kind != "self-check":
        text = fold("".join(b.text for b in blocks if isinstance(b, Heading | Paragraph)))
        hits = sum(fold(heading) in text for _, _, heading in official_headings())
        return "2019" if hits >= OFFICIAL_ENOUGH else "2008"
    return generation(kind, year)


def _after_closing(lines: Sequence[Line], start: int, form: Form) -> list[Placed]:
    """An annex that is headed after the signature."""
    items = (candidate(i, lines[i], form) for i in range(start, len(lines)))
    return [
        Placed(c, 1)
        for c in items
        if c is not None and c.style == "plain" and c.match and c.match.key == "annex"
    ]


def _sections(
    lines: Sequence[Line],
    headings: Sequence[Placed],
    closing: tuple[int, int] | None,
    form: Form,
) -> Iterator[Section]:
    starts: dict[int, Placed | None] = {p.heading.index: p for p in headings}
    if closing:
        starts[closing[0]] = None
    edges = sorted(starts)
    first = edges[0] if edges else len(lines)
    if first > 0:
        yield Section("preamble", 0, None, None, lines[0].line, _blocks(lines[:first]))
    parent: str | None = None
    for begin, end in zip(edges, [*edges, len(lines)][1:], strict=True):
        placed = starts[begin]
        if placed is None:
            blocks = _blocks(lines[begin:end])
            yield Section("signature", 0, None, None, lines[begin].line, blocks)
            continue
        section = _section(placed, lines, end, form, parent)
        parent = section.key if placed.level == 1 else parent
        yield section


def _section(
    placed: Placed, lines: Sequence[Line], end: int, form: Form, parent: str | None
) -> Section:
    heading = placed.heading
    line = lines[heading.index]
    run_in = (Paragraph(heading.rest, line.line),) if heading.rest else ()
    return Section(
        key=_key(heading, placed.level, form),
        level=placed.level,
        number=heading.number,
        title=heading.title or "",
        line=line.line,
        blocks=(*run_in, *_blocks(lines[heading.index + 1 : end])),
        run_in=heading.run_in,
    )


def _key(heading: Candidate, level: int, form: Form) -> str:
    title = heading.title or ""
    # A topic raised to the first level keeps the key it has below it.
    match = match_section(title, form, level=level) or match_section(title, form)
    return "other" if match is None else match.key


def _blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The lines as blocks again; neighbouring lines of one paragraph are joined as printed."""
    blocks: list[Block] = []
    previous: Line | None = None
    for line in lines:
        last = blocks[-1] if blocks else None
        if not line.text:
            blocks.append(line.block)
        elif previous is not None and previous.block is line.block and isinstance(last, Paragraph):
            joint = "\n" if line.line > previous.line else line.gap
            blocks[-1] = Paragraph(last.text + joint + line.text, last.line)
        else:
            blocks.append(Paragraph(line.text, line.line))
        previous = line
    return tuple(blocks)


def _issues(headings: Sequence[Placed], lines: Sequence[Line]) -> Iterator[Issue]:
    if not headings and any(line.text for line in lines):
        yield Issue(
            "outline-none",
            "warning",
            "no heading was recognised: the whole text is kept as one section",
            lines[0].line,
        )
