"""The counts that a report claims in prose, as its light row keeps them: packed, each with its
sentence and where the sentence stands."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from govreport_site.archive.packing import squeeze
from govreport_site.model import Figure, Paragraph, Report


class Claim(Struct, frozen=True):
    """One count. Its fields are the columns of the exports, in their order."""

    number: int
    """Its position among the claims of the report, from 1."""
    quantity: str
    """Key of what is counted, as in the JSON of a report; `other` outside the vocabulary."""
    label: str
    """The words that name what is counted, as printed."""
    value: int | str
    """As read; a decimal as its digits."""
    unit: str | None
    qualifier: str | None
    scope: str | None
    section: str | None
    """Canonical key of the section that the sentence stands in; None when it stands nowhere."""
    anchor: str | None
    """Fragment of the report's page that leads to the sentence: `f3`."""
    sentence: str


class Standing(Struct, frozen=True):
    """Where the sentence of a claim stands."""

    paragraph: int
    start: int
    number: int
    """Number of the first claim with this sentence: the name of its mark."""


class _Packed(Struct, frozen=True, array_like=True, gc=False):
    """A claim in a row: its sentence and its section are told once a report."""

    quantity: str
    label: str
    value: int | str
    unit: str | None
    qualifier: str | None
    scope: str | None
    sentence: int
    section: str | None
    anchor: int


class _Claims(Struct, frozen=True, array_like=True, gc=False):
    sentences: tuple[str, ...]
    claims: tuple[_Packed, ...]


_UNPACK = msgspec.msgpack.Decoder(_Claims)


def packed_claims(report: Report) -> bytes:
    """The claims of a report for its row; b"" for none."""
    if not report.figures:
        return b""
    placed = [
        (section.key, block)
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]
    standing = standings([block for _, block in placed], report.figures)
    sentences: dict[str, int] = {}
    claims = []
    for figure in report.figures:
        found = standing.get(figure.sentence)
        claims.append(
            _Packed(
                figure.key,
                figure.label,
                figure.value if isinstance(figure.value, int) else str(figure.value),
                figure.unit,
                figure.qualifier,
                figure.scope,
                sentences.setdefault(figure.sentence, len(sentences)),
                placed[found.paragraph][0] if found else None,
                found.number if found else 0,
            )
        )
    return squeeze(_Claims(tuple(sentences), tuple(claims)))


def claims_of(packed: bytes) -> Iterator[Claim]:
    """The claims of a row."""
    if not packed:
        return
    told = _UNPACK.decode(zlib.decompress(packed))
    for number, one in enumerate(told.claims, 1):
        yield Claim(
            number,
            one.quantity,
            one.label,
            one.value,
            one.unit,
            one.qualifier,
            one.scope,
            one.section,
            f"f{one.anchor}" if one.anchor else None,
            told.sentences[one.sentence],
        )


def standings(paragraphs: Sequence[Paragraph], figures: Sequence[Figure]) -> dict[str, Standing]:
    """Sentence → where it stands: on the line of its figure, or wherever a person moved it.

    No two sentences overlap; one that stands nowhere is left out.
    """
    at: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        for line in range(paragraph.line, paragraph.line + 1 + paragraph.text.count("\n")):
            at.setdefault(line, index)
    found: dict[str, Standing] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    for number, figure in enumerate(figures, 1):
        sentence = figure.sentence
        if not sentence or sentence in found:
            continue
        holding = _holding(paragraphs, sentence, at.get(figure.line))
        if holding is None:
            continue
        pieces = taken.setdefault(holding, [])
        start = free(paragraphs[holding].text, sentence, pieces)
        if start >= 0:
            pieces.append((start, start + len(sentence)))
            found[sentence] = Standing(holding, start, number)
    return found


def _holding(paragraphs: Sequence[Paragraph], text: str, near: int | None) -> int | None:
    if near is not None and text in paragraphs[near].text:
        return near
    return next((n for n, paragraph in enumerate(paragraphs) if text in paragraph.text), None)


def free(text: str, wanted: str, taken: Sequence[tuple[int, int]]) -> int:
    """Where `wanted` stands outside the pieces already taken; -1 when nowhere."""
    start = text.find(wanted)
    while start >= 0 and any(start < e and s < start + len(wanted) for s, e in taken):
        start = text.find(wanted, start + 1)
    return start
