"""What extraction yields: one raw file's text as blocks, with nothing of the report read yet."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from govreport_site.model.issue import Issue, Removed, Repair


class SourceFile(Struct, frozen=True):
    """The raw bytes of one input, and how they came to us."""

    name: str
    """File name for messages and for the stored original; a member of a container is
    `archive.zip!inner/name.html`."""
    data: bytes
    url: str | None = None
    """Where the file was published, when the container (WARC, MHTML) or the caller says."""
    retrieved: str | None = None
    """When it was fetched, ISO 8601 as recorded by the container, or None."""


class Heading(Struct, frozen=True):
    """A line that the source itself marks up as a heading (h1…h6, a Word heading style)."""

    text: str
    line: int
    level: int
    """1–6, as the source marks it; the outline of the report is read later, from the words."""


class Paragraph(Struct, frozen=True):
    """One line or paragraph of text, with its inner line breaks kept as newlines."""

    text: str
    line: int
    """1-based line of `Document.lines` where it starts."""


class Cell(Struct, frozen=True):
    """One printed cell. A cell that spans is printed once and stands in several places."""

    text: str
    row: int
    """0-based row of its upper left corner."""
    column: int
    """0-based column of its upper left corner."""
    rowspan: int = 1
    colspan: int = 1


class Table(Struct, frozen=True, dict=True):
    """A table with its spans already known."""

    cells: tuple[Cell, ...]
    """In reading order, each printed cell once."""
    line: int
    caption: str | None = None

    @property
    def height(self) -> int:
        """Number of rows of the grid."""
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def width(self) -> int:
        """Number of columns of the grid."""
        return max((c.column + c.colspan for c in self.cells), default=0)

    @cached_property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """Rows × columns of texts; a spanning cell's text stands in every place it covers."""
        rows = [[""] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    rows[row][column] = cell.text
        return tuple(tuple(row) for row in rows)


class StatisticsTable(Struct, frozen=True):
    """Stands where a recognised statistics table was printed; its values are in the statistics."""

    table: str
    """Table key, such as `requests`."""
    line: int


Block = Heading | Paragraph | Table | StatisticsTable


class Link(Struct, frozen=True):
    """A hyperlink of the source: an attachment, or a pointer to the report's other parts."""

    text: str
    target: str
    """As printed; http(s) and relative targets only, never followed."""
    line: int


class Document(Struct, frozen=True):
    """The readable content of a raw file: every visible character is in `blocks` or `removed`."""

    source: SourceFile
    media_type: str
    """text/plain, text/html, text/markdown, application/pdf, … as recognised from the bytes."""
    encoding: str | None
    """The encoding that decoded the bytes, or None for binary formats."""
    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    """The text rendition that line numbers count in; for plain text the file's own lines."""
    title: str | None = None
    """The page's own <title> or the file's title property: evidence, not the report's title."""
    properties: tuple[tuple[str, str], ...] = ()
    """Machine-readable metadata of the page in order: HTML meta tags (PubDate, ContentSource, …),
    document properties. Names as printed."""
    links: tuple[Link, ...] = ()
    removed: tuple[Removed, ...] = ()
    """Visible text that extraction itself set aside (navigation, footers)."""
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
