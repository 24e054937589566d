"""The prose of a report as the rules see it, and the shapes of their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from govreport_site.checks.once import once_a_report
from govreport_site.model import (
    Finding,
    Heading,
    Paragraph,
    Report,
    Section,
    Severity,
    Value,
    Verdict,
)

_SENTENCE = re.compile(r"[^。！？!?\n]{1,2000}[。！？!?]{0,2}")
# What every sentence holds beside spaces, and no text without one: a letter, or a mark after a
# space.
_SAID = re.compile(r"[^。！？!?\s]|[^\S\n][。！？!?]")


class Prose(Struct, frozen=True, gc=False):
    """A stretch of text and where it stands."""

    text: str
    line: int
    section: str
    """Key of the section it stands in."""


class Slip(Struct, frozen=True):
    """One place where a rule is broken."""

    says: str
    """Which of the rule's sentences tells it."""
    evidence: tuple[str, ...]
    line: int | None
    verdict: Verdict = "fail"
    values: Mapping[str, Value] = field(default_factory=dict)


@once_a_report
def paragraphs(report: Report) -> tuple[Prose, ...]:
    """Every heading and paragraph of the report in order."""
    return tuple(_paragraphs(report))


@once_a_report
def sentences(report: Report) -> tuple[Prose, ...]:
    """Every sentence of the report in order."""
    return tuple(_sentences(report))


def has_sentences(report: Report) -> bool:
    """Whether there is any sentence. It need not be cut into them."""
    return _SAID.search(whole_text(report)) is not None


@once_a_report
def whole_text(report: Report) -> str:
    """All paragraphs, a line each: what does not stand here stands in none of them.

    A rule that looks for a rare word asks this first: one search in place of sixty.
    """
    return "\n".join([prose.text for prose in paragraphs(report)])


def _paragraphs(report: Report) -> Iterator[Prose]:
    for section in report.sections:
        if section.title:
            yield Prose(section.title, section.line, section.key)
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                for offset, line in enumerate(block.text.split("\n")):
                    yield Prose(line, block.line + offset, section.key)


def _sentences(report: Report) -> Iterator[Prose]:
    for prose in paragraphs(report):
        for found in _SENTENCE.findall(prose.text):
            if words := found.strip():
                yield Prose(words, prose.line, prose.section)


def section_text(section: Section) -> str:
    """The words of a section without spaces."""
    texts = (b.text for b in section.blocks if isinstance(b, Paragraph | Heading))
    return "".join("".join(texts).split())


def findings(
    code: str, severity: Severity, slips: Iterable[Slip], *, examined: int
) -> tuple[Finding, ...]:
    """One finding for each slip; a pass when there is none, not-assessable when nothing was read.

    `examined` counts what the rule looked at.
    """
    broken = tuple(
        Finding(code, s.verdict, severity, s.says, s.evidence, s.line, s.values) for s in slips
    )
    if broken:
        return broken
    return (Finding(code, "pass" if examined else "not-assessable", severity),)


def excerpt(text: str, words: int = 60) -> str:
    """The first characters of a sentence, for messages."""
    return text if len(text) <= words else text[: words - 1] + "…"
