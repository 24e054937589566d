"""Word files (.docx): text with its automatic numbers, tables with their merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import Struct, field

from govreport_site.extract import sniff
from govreport_site.extract.rendition import Hyperlink, Piece, Reading
from govreport_site.extract.word.numbering import Numbering, read_numbering
from govreport_site.extract.word.package import open_package
from govreport_site.extract.word.styles import Style, paragraph_style, read_styles
from govreport_site.extract.word.tables import read_table
from govreport_site.extract.word.xml import attribute, name_of
from govreport_site.model.issue import Issue

_SKIPPED: Final = frozenset(
    [
        "pPr",
        "rPr",
        "sectPr",
        "instrText",
        "delText",
        "delInstrText",
        "Fallback",
        "rt",
        "fldData",
        "posOffset",
        "txbxContent",
    ]
)
"""Elements whose text is not printed where they stand; a text box is read after its paragraph."""
_DELETED: Final = frozenset(["del", "moveFrom"])
_MARKS: Final = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES: Final = frozenset(["drawing", "pict", "object"])
_HEADING_LENGTH: Final = 120
_LITTLE_TEXT: Final = 100
_STORED: Final = 40


class _Story(Struct):
    """What has been read of the document so far."""

    styles: dict[str, Style]
    numbering: Numbering
    targets: dict[str, str]
    pieces: list[Piece] = field(default_factory=list)
    links: list[Hyperlink] = field(default_factory=list)
    pictures: int = 0


def read_word(data: bytes) -> Reading:
    """The document's pieces in order; headers, footers, hidden and deleted text set aside.

    Raises InputError `damaged`, `encrypted` or `too-large`.
    """
    parts = open_package(data)
    story = _Story(read_styles(parts.styles), read_numbering(parts.numbering), parts.targets)
    for body in parts.document:
        if name_of(body) == "body":
            _read_blocks(body, story)
    for notes in parts.notes:
        for note in notes:
            if not any(k.endswith("}type") for k in note.attrib):  # separators have a type
                _read_blocks(note, story)
    for kind, margin in parts.margins:
        first = len(story.pieces)
        _read_blocks(margin, story)
        for piece in story.pieces[first:]:
            piece.reason = kind
    title = next((value for name, value in parts.properties if name == "title"), None)
    return Reading(
        media_type=sniff.DOCX,
        encoding=None,
        pieces=story.pieces,
        title=title,
        properties=parts.properties,
        links=story.links,
        issues=_issues(story, parts.document),
    )


def _issues(story: _Story, document: etree._Element) -> tuple[Issue, ...]:
    issues = []
    text = sum(len(piece.text) for piece in story.pieces if piece.reason is None)
    if story.pictures and text < _LITTLE_TEXT:
        message = "the document has pictures and hardly any text; text in pictures is not read"
        issues.append(Issue("image-body", "warning", message))
    if any(name_of(element) == "altChunk" for element in document.iter()):
        message = (
            "the document holds another file that Word shows in its place and that is not read; "
            "open it in Word, save it again, and import that"
        )
        issues.append(Issue("embedded-file", "warning", message))
    return tuple(issues)


def _read_blocks(parent: etree._Element, story: _Story) -> None:
    """Reads paragraphs and tables, through the wrappers that Word puts around them."""
    for element in parent:
        name = name_of(element)
        if name == "p":
            _read_paragraph(element, story)
        elif name == "tbl":
            story.pieces.extend(read_table(element, lambda cell: _cell_pieces(cell, story)))
        elif name not in _SKIPPED and name not in _DELETED:
            _read_blocks(element, story)


def _cell_pieces(cell: etree._Element, story: _Story) -> list[Piece]:
    """The pieces of one cell; links stay with the story."""
    outer, story.pieces = story.pieces, []
    _read_blocks(cell, story)
    found, story.pieces = story.pieces, outer
    return found


def _read_paragraph(paragraph: etree._Element, story: _Story) -> None:
    style = paragraph_style(paragraph, story.styles)
    shown: list[str] = []
    hidden: list[str] = []
    deleted: list[str] = []
    boxes: list[etree._Element] = []
    _read_runs(paragraph, story, shown, hidden, deleted, boxes)
    text = "".join(shown).replace("\xa0", " ").strip()
    number = story.numbering.next(style.list_id, style.list_level) if style.list_id else ""
    if text or number:
        level = style.heading if len(text) <= _HEADING_LENGTH else 0
        repair = (text[:_STORED], "word-auto-number") if number else None
        story.pieces.append(Piece(number + text, level, repair=repair))
    for reason, parts in (("hidden", hidden), ("tracked-deletion", deleted)):
        if aside := "".join(parts).strip():
            story.pieces.append(Piece(aside, reason=reason))
    for box in boxes:
        _read_blocks(box, story)


def _read_runs(
    parent: etree._Element,
    story: _Story,
    shown: list[str],
    hidden: list[str],
    deleted: list[str],
    boxes: list[etree._Element],
) -> None:
    """Collects the text under a paragraph into what is shown, hidden and deleted."""
    for element in parent:
        name = name_of(element)
        if name == "t":
            shown.append(element.text or "")
        elif name in _MARKS:
            shown.append(_MARKS[name])
        elif name == "br":
            shown.append("" if attribute(element, "type") == "page" else "\n")
        elif name == "sym":
            shown.append(_symbol(element))
        elif name in _DELETED:
            deleted.extend(_all_text(element))
        elif name == "txbxContent":
            boxes.append(element)
        elif name == "r" and _is_hidden(element):
            _read_runs(element, story, hidden, hidden, deleted, boxes)
        elif name not in _SKIPPED:
            if name in _PICTURES:
                story.pictures += 1
            start = len(shown)
            _read_runs(element, story, shown, hidden, deleted, boxes)
            if name == "hyperlink" and (target := story.targets.get(attribute(element, "id"))):
                words = "".join(shown[start:])
                story.links.append(Hyperlink(words, target[:2000], len(story.pieces)))


def _all_text(element: etree._Element) -> Iterator[str]:
    return (e.text or "" for e in element.iter() if name_of(e) in {"t", "delText"})


def _is_hidden(run: etree._Element) -> bool:
    """Whether the run's own properties hide it (w:vanish that is not switched off)."""
    for properties in run:
        if name_of(properties) == "rPr":
            return any(
                name_of(e) == "vanish" and attribute(e, "val") not in {"0", "false", "off"}
                for e in properties
            )
    return False


def _symbol(element: etree._Element) -> str:
    """A character given by its code in a symbol font, in the private use area as Word keeps it."""
    code = attribute(element, "char")
    try:
        return chr(int(code, 16)) if 0 < len(code) <= 5 else ""
    except (ValueError, OverflowError):
        return ""
