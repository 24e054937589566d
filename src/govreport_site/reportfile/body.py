"""The body of a report file: sections and their blocks ⇄ Markdown.

A comment line above each heading carries what Markdown cannot: the canonical key, and the lines of
the original where the heading and its blocks stand. A person who writes a report by hand may leave
it out; the key is then read from the heading's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from govreport_site.errors import Location, ReportFileError
from govreport_site.model import (
    Block,
    Paragraph,
    Section,
    Statistics,
    StatisticsTable,
    StatTable,
    Table,
)
from govreport_site.model.statistics import FormId
from govreport_site.reportfile import statistics as tables
from govreport_site.reportfile.grid import read_grid, write_grid
from govreport_site.reportfile.text import escape, unescape

_NUMBER = re.compile(
    r"[(（]?[一二三四五六七八九十百]{1,4}[)）]?[、,，.．]?\s*|[(（]?\d{1,2}[)）.．、]+\s*|[①-⑳]\s*|、\s*"
)
_SECTION = re.compile(
    r"<!-- section ([a-z0-9_.-]+)(?: line=(\d{1,9}))?(?: lines=(\d{1,9}(?:,\d{1,9})*))?"
    r"( run-in)?(?: number=(\d{1,9}))? -->"
)
_HEADING = re.compile(r"(#{1,6}) (.*)")
_TABLE = re.compile(r"<!-- table(?: (.*))? -->")


def write_body(sections: tuple[Section, ...], statistics: Statistics | None) -> str:
    """Markdown of the sections; statistics that no section shows are written at the end."""
    shown = {
        block.table
        for section in sections
        for block in section.blocks
        if isinstance(block, StatisticsTable)
    }
    parts = [part for section in sections for part in _section_parts(section, statistics)]
    if statistics is not None:
        parts += [tables.write(statistics, key) for key in statistics.tables if key not in shown]
    return "".join("\n" + part.rstrip("\n") + "\n" for part in parts)


def _section_parts(section: Section, statistics: Statistics | None) -> Iterator[str]:
    heading = section.heading
    mark = _section_mark(section)
    yield mark if heading is None else f"{mark}\n{'#' * (section.level + 1)} {_one_line(heading)}"
    for block in section.blocks:
        if isinstance(block, StatisticsTable):
            if statistics is None:
                raise ValueError(
                    f"section {section.key} shows {block.table}, but has no statistics"
                )
            yield tables.write(statistics, block.table)
        elif isinstance(block, Table):
            caption = f" {_one_line(block.caption)}" if block.caption else ""
            yield f"<!-- table{caption} -->\n{write_grid(block)}"
        else:
            yield escape(block.text)


def _one_line(text: str) -> str:
    return escape(text).replace("\\\n", "<br>")


def _section_mark(section: Section) -> str:
    lines = ",".join(str(block.line) for block in section.blocks)
    heading = section.heading
    number = ""
    if heading is not None and _split_number(heading) != (section.number, section.title):
        number = f" number={len(section.number or '')}"
    return (
        f"<!-- section {section.key} line={section.line}{f' lines={lines}' if lines else ''}"
        f"{' run-in' if section.run_in else ''}{number} -->"
    )


def _split_number(heading: str) -> tuple[str | None, str]:
    match = _NUMBER.match(heading)
    if match and match.end() < len(heading):
        return match[0], heading[match.end() :]
    return None, heading


def _is_running_text(line: str) -> bool:
    begins_other = line.startswith(("<!-- ", "|")) or (line[:1] == "#" and _HEADING.fullmatch(line))
    return bool(line.strip(" \t")) and not begins_other


def _is_of_grid(line: str) -> bool:
    return line.startswith("|")


def _is_of_statistics(line: str) -> bool:
    return line.startswith("|") or not line.strip(" \t")


class _Open(Struct):
    """A section while its lines are being read."""

    section: Section
    lines: tuple[int, ...] = ()
    blocks: list[Block] = field(default_factory=list)

    def close(self) -> Section:
        blocks = self.blocks
        if len(self.lines) == len(blocks):
            blocks = [_on_line(b, n) for b, n in zip(blocks, self.lines, strict=True)]
        return replace(self.section, blocks=tuple(blocks))


def _on_line(block: Block, line: int) -> Block:
    return Paragraph(block.text, line) if type(block) is Paragraph else replace(block, line=line)


def read_body(
    body: str, file: str, first_line: int, key_of: Callable[[str, int], str]
) -> tuple[tuple[Section, ...], Statistics | None]:
    """The sections and statistics of a body. `key_of(title, level)` names unmarked headings.

    Raises ReportFileError with the line, what was found and what was expected.
    """
    return _BodyReader(file, first_line, body.split("\n"), key_of).read()


class _BodyReader(Struct):
    file: str
    first_line: int
    source: list[str]
    key_of: Callable[[str, int], str]
    sections: list[_Open] = field(default_factory=list)
    form: FormId | None = None
    tables: dict[str, StatTable] = field(default_factory=dict)
    mark: re.Match[str] | None = None
    at: int = 0

    def read(self) -> tuple[tuple[Section, ...], Statistics | None]:
        while self.at < len(self.source):
            line = self.source[self.at]
            if not line.strip(" \t"):
                self.at += 1
            elif line.startswith("<!-- "):
                self.comment(line)
            elif line.startswith("#") and (match := _HEADING.fullmatch(line)):
                self.heading(match)
            elif line.startswith("|"):
                self.table(None)
            else:
                self.paragraph()
        statistics = Statistics(self.form, self.tables) if self.form else None
        return tuple(opened.close() for opened in self.sections), statistics

    def here(self) -> int:
        return self.first_line + self.at

    def error(self, message: str) -> ReportFileError:
        return ReportFileError(message, Location(self.file, self.here()))

    def take(self, belongs: Callable[[str], bool]) -> list[str]:
        """The line that stands here and those after it that belong to it."""
        source, start, end = self.source, self.at, self.at + 1
        while end < len(source) and belongs(source[end]):
            end += 1
        self.at = end
        return source[start:end]

    def add(self, block: Block) -> None:
        if not self.sections:
            self.sections.append(_Open(Section("preamble", 0, None, None, self.here())))
        self.sections[-1].blocks.append(block)

    def comment(self, line: str) -> None:
        if match := _SECTION.fullmatch(line):
            self.at += 1
            following = self.source[self.at] if self.at < len(self.source) else ""
            if following.startswith("#") and (heading := _HEADING.fullmatch(following)):
                self.heading(heading, match)
            else:
                self.open_section(Section(match[1], 0, None, None, self.here()), match)
        elif line.startswith("<!-- statistics "):
            self.statistics()
        elif match := _TABLE.fullmatch(line):
            self.at += 1
            self.table(unescape(match[1]) if match[1] else None)
        else:
            raise self.error(
                f'found the comment "{line[:60]}", expected "<!-- section KEY -->", '
                '"<!-- table -->" or "<!-- statistics … -->"; delete it, or write it as text'
            )

    def heading(self, match: re.Match[str], mark: re.Match[str] | None = None) -> None:
        level = len(match[1]) - 1
        if not 1 <= level <= 4:
            raise self.error(
                f'found a heading of level {len(match[1])}, expected "## " to "##### ": '
                "the title stands in the front matter"
            )
        text = unescape(match[2])
        number, title = _split_number(text)
        if mark and mark[5] is not None:
            number, title = text[: int(mark[5])] or None, text[int(mark[5]) :]
        key = mark[1] if mark else self.key_of(title, level)
        self.open_section(Section(key, level, number, title, self.here()), mark)
        self.at += 1

    def open_section(self, section: Section, mark: re.Match[str] | None) -> None:
        if mark is None:
            self.sections.append(_Open(section))
            return
        line = int(mark[2]) if mark[2] else section.line
        lines = tuple([int(n) for n in mark[3].split(",")]) if mark[3] else ()
        self.sections.append(_Open(replace(section, line=line, run_in=bool(mark[4])), lines))

    def paragraph(self) -> None:
        line = self.here()
        taken = self.take(_is_running_text)
        self.add(Paragraph(unescape("\n".join(taken)), line))

    def table(self, caption: str | None) -> None:
        line = self.here()
        if not any(map(_is_of_grid, self.source[self.at : self.at + 1])):
            raise self.error('found no table under "<!-- table -->", expected lines with "|"')
        rows = self.take(_is_of_grid)
        self.add(Table(read_grid(rows), line, caption))

    def statistics(self) -> None:
        line = self.here()
        form, key, table = tables.read(self.take(_is_of_statistics), self.file, line)
        if self.form not in (None, form):
            raise ReportFileError(
                f'found statistics of form "{form}" after form "{self.form}"; '
                "a report has tables of one form",
                Location(self.file, line),
            )
        if key in self.tables:
            raise ReportFileError(
                f'the table "{key}" stands twice; keep one', Location(self.file, line)
            )
        self.form = form
        self.tables[key] = table
        self.add(StatisticsTable(key, line))
