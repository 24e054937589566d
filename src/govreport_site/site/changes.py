"""A body's report held against the one before: which sentences and which totals are new.

A sentence counts as kept when it stands anywhere in the other year's report. That is a set and not
an alignment: linear in the text whatever the text is, and a moved passage is not called new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from govreport_site.archive import QUANTITIES, Entry, Total
from govreport_site.model import Paragraph, Report, Section
from govreport_site.site import urls
from govreport_site.site.page import Link, Page, page
from govreport_site.site.settings import Settings
from govreport_site.site.words import Words


class Passage(Struct, frozen=True):
    """Sentences in a row that are all new, all gone, or all kept."""

    text: str
    changed: bool


class ChangedSection(Struct, frozen=True):
    """What a section says in one year and not in the other."""

    heading: str
    href: str
    """The section in the report that has it, the newer one first."""
    older: tuple[tuple[Passage, ...], ...]
    """Paragraphs with a sentence that is gone."""
    newer: tuple[tuple[Passage, ...], ...]
    """Paragraphs with a sentence that is new."""


class ChangedFigure(Struct, frozen=True):
    """A total in both years."""

    key: str
    older: Total
    newer: Total
    change: str
    """`+12`, `-3`, `0`, or empty where a year prints no number."""


class ChangesView(Struct, frozen=True):
    """All that templates/changes.html may say."""

    page: Page
    older: Link
    newer: Link
    figures: tuple[ChangedFigure, ...]
    sections: tuple[ChangedSection, ...]
    kept: int
    """Sentences that stand in both reports."""
    gone: int
    new: int


def output_of(path: str) -> str:
    """Where the comparison of a report with the one before stands."""
    return f"{path}/changes/index.html"


_SENTENCE = re.compile(r"[^。；！？!?;\n]+[。；！？!?;\n]*|[。；！？!?;\n]+")


Sentence = tuple[str, str]
"""A sentence as printed, and for comparing: blanks and closing marks do not count."""
Text = Sequence[tuple[Section, Sequence[Sentence]]]
"""A report's paragraphs, each with its section."""


def _text(report: Report) -> Text:
    return [
        (section, [(s, _folded(s)) for s in _SENTENCE.findall(block.text)])
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]


def _folded(sentence: str) -> str:
    return "".join(sentence.split()).rstrip("。；！？!?;")


def _said(text: Text) -> set[str]:
    return {folded for _, sentences in text for _, folded in sentences}


Named = tuple[str, str]
Changed = dict[Named, list[tuple[Passage, ...]]]
"""Section → its paragraphs that say something the other year does not."""


def _name(section: Section) -> Named:
    """What a section is recognised by in another year."""
    title = "".join((section.title or "").split())
    return (section.key, "" if section.key != "other" else title)


def changes_view(
    settings: Settings,
    words: Words,
    trail: tuple[Link, ...],
    older: tuple[Entry, Report],
    newer: tuple[Entry, Report],
) -> ChangesView:
    """The page that compares two reports of a body."""
    (old_entry, old), (new_entry, new) = older, newer
    output = output_of(new_entry.path)
    old_text, new_text = _text(old), _text(new)
    before, after = _said(old_text), _said(new_text)
    gone, come = _changed(old_text, after), _changed(new_text, before)
    title = words.say("sentences.changes", older=old.year, newer=new.year)
    description = words.say("sentences.changes_description", title=new.title)
    link = Link(new.title, urls.href(urls.folder(new_entry.path)))
    return ChangesView(
        page=page(settings, output, title, description, tab="places", trail=(*trail, link)),
        older=Link(old.title, urls.href(urls.folder(old_entry.path))),
        newer=link,
        figures=tuple(_figures(old_entry, new_entry)),
        sections=tuple(_sections((*old.sections, *new.sections), gone, come, new_entry.path)),
        kept=len(before & after),
        gone=len(before - after),
        new=len(after - before),
    )


def _figures(old: Entry, new: Entry) -> Iterator[ChangedFigure]:
    for key, _ in QUANTITIES:
        one, two = old.quantity(key), new.quantity(key)
        if one is None and two is None:
            continue
        known = isinstance(one, int) and isinstance(two, int)
        yield ChangedFigure(key, one, two, f"{two - one:+d}" if known else "")  # type: ignore[operator]


def _sections(
    sections: Iterable[Section], gone: Changed, come: Changed, path: str
) -> Iterator[ChangedSection]:
    headings = {_name(section): section.heading or "" for section in sections}
    href = urls.href(urls.folder(path))
    for name in dict.fromkeys((*come, *gone)):
        yield ChangedSection(
            headings[name], href, tuple(gone.get(name, ())), tuple(come.get(name, ()))
        )


def _changed(text: Text, others: set[str]) -> Changed:
    found: Changed = {}
    for section, sentences in text:
        passages = tuple(_passages(sentences, others))
        if any(passage.changed for passage in passages):
            found.setdefault(_name(section), []).append(passages)
    return found


def _passages(sentences: Iterable[Sentence], others: set[str]) -> Iterator[Passage]:
    run: list[str] = []
    state = False
    for sentence, folded in sentences:
        changed = bool(folded) and folded not in others
        if run and changed != state:
            yield Passage("".join(run), state)
            run = []
        state = changed
        run.append(sentence)
    if run:
        yield Passage("".join(run), state)
