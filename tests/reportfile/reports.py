"""Arbitrary reports, for properties."""

from hypothesis import strategies as st

from govreport_site.model import (
    Attachment,
    Cell,
    Citation,
    Codes,
    Contact,
    Count,
    DateReading,
    Figure,
    Issue,
    Mark,
    Origin,
    Paragraph,
    Period,
    Placing,
    Redaction,
    Removed,
    Repair,
    Report,
    Section,
    Statistics,
    StatisticsTable,
    Table,
    Unit,
    Unreadable,
)
from govreport_site.reference.forms import FORMS

LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    '一、（二）1.|#*_<>&\\"`[]{}!~-+ \t\n\u3000\u2028'
)
NAME = st.from_regex(r"[0-9a-z丙-甲][0-9a-z丙-甲. ()<>&'\"-]{0,30}", fullmatch=True)
"""Of a stored original: a plain file name."""
TEXT = st.text(LETTERS, min_size=1, max_size=30)
LINE = st.integers(1, 99_999)
MAYBE = st.none() | TEXT
DATE = st.dates().map(str)
NUMBER = st.integers(0, 10**12) | st.decimals(
    0, 10**6, places=2, allow_nan=False, allow_infinity=False
).filter(lambda d: d != d.to_integral_value())

READINGS = st.builds(
    DateReading,
    st.none() | DATE,
    MAYBE,
    MAYBE,
    st.none() | st.sampled_from([0.5, 0.9, 1.0]),
    st.lists(DATE, max_size=2).map(tuple),
    MAYBE,
    st.none() | LINE,
)
UNITS = st.builds(
    Unit,
    TEXT,
    MAYBE,
    MAYBE,
    MAYBE,
    st.builds(Codes, MAYBE, MAYBE),
    st.lists(st.text("abc-", min_size=1), max_size=4).map(tuple),
    st.none() | st.integers(1980, 2030),
    st.none(),
)
PLACINGS = st.builds(
    Placing,
    st.sampled_from(["exact", "ambiguous", "none"]),
    st.none() | UNITS,
    st.lists(UNITS, max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """Tables without holes; the first row may have a cell that spans."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    spanning = draw(st.integers(1, width))
    tall = draw(st.integers(1, height))
    cells = [Cell(draw(st.text(LETTERS, max_size=12)), 0, 0, tall, spanning)]
    cells += [
        Cell(draw(st.text(LETTERS, max_size=12)), row, column)
        for row in range(height)
        for column in range(width)
        if row >= tall or column >= spanning
    ]
    return Table(tuple(cells), draw(LINE), draw(MAYBE))


CELLS = st.one_of(
    st.builds(Count, NUMBER),
    st.sampled_from([Mark(""), Mark("-"), Mark("/"), Mark("无")]),
    st.builds(Unreadable, TEXT),
)


@st.composite
def statistics(draw: st.DrawFn) -> Statistics:
    """Statistics of any form, rows present or absent."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    tables = {}
    for table in form.tables:
        rows = {
            row.key: tuple(draw(CELLS) for _ in block.columns)
            for block, row in table.data_rows()
            if draw(st.integers(0, 9)) == 0
        }
        if rows:
            tables[table.key] = rows
    return Statistics(form.id, tables)


@st.composite
def sections(draw: st.DrawFn, tables: list[str]) -> tuple[Section, ...]:
    """Sections that show each statistics table once."""
    blocks = st.one_of(st.builds(Paragraph, TEXT, LINE), grids())
    found = []
    for _ in range(draw(st.integers(1, 4))):
        level = draw(st.integers(0, 4))
        titled = level > 0
        found.append(
            Section(
                draw(st.sampled_from(["overview", "other", "r3.1", "preamble"])),
                level,
                draw(st.none() | st.sampled_from(["一、", "（二）", "1.", "、", " "]))
                if titled
                else None,
                draw(TEXT) if titled else None,
                draw(LINE),
                tuple(draw(st.lists(blocks, max_size=3))),
                draw(st.booleans()) if titled else False,
            )
        )
    shown = tuple(StatisticsTable(key, draw(LINE)) for key in tables)
    last = found.pop()
    return (*found, Section(*_with_blocks(last, (*last.blocks, *shown))))


def _with_blocks(section: Section, blocks: tuple[object, ...]) -> tuple[object, ...]:
    s = section
    return s.key, s.level, s.number, s.title, s.line, blocks, s.run_in


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports with anything in every field."""
    stats = draw(st.none() | statistics())
    if stats is not None and not stats.tables:
        stats = None

    def few(strategy: st.SearchStrategy[object]) -> tuple[object, ...]:
        return tuple(draw(st.lists(strategy, max_size=2)))

    return Report(
        title=draw(TEXT),
        kind=draw(st.sampled_from(["annual", "self-check", "other"])),
        year=draw(st.none() | st.integers(1990, 2030)),
        period=Period(draw(st.none() | DATE), draw(st.none() | DATE)),
        issuer=draw(MAYBE),
        level=draw(st.none() | st.sampled_from(["county", "department"])),
        place=draw(PLACINGS),
        published=draw(READINGS),
        signed=draw(READINGS),
        generated=draw(READINGS),
        index_number=draw(MAYBE),
        document_number=draw(MAYBE),
        sections=draw(sections(list(stats.tables) if stats else [])),
        statistics=stats,
        cites=few(st.builds(Citation, TEXT, TEXT, MAYBE, LINE)),
        figures=few(st.builds(Figure, TEXT, TEXT, NUMBER, MAYBE, TEXT, LINE, MAYBE, MAYBE)),
        contacts=few(
            st.builds(Contact, st.sampled_from(["person", "phone"]), TEXT, LINE, st.booleans())
        ),
        attachments=few(st.builds(Attachment, TEXT, MAYBE, LINE)),
        repairs=few(st.builds(Repair, TEXT, TEXT, TEXT, LINE, st.sampled_from([0.5, 1.0]))),
        removed=few(st.builds(Removed, TEXT, TEXT, st.none() | LINE)),
        issues=few(st.builds(Issue, TEXT, st.sampled_from(["error", "info"]), TEXT, LINE)),
        header=few(st.tuples(TEXT, TEXT)),
        publisher=draw(MAYBE),
        redactions=few(st.builds(Redaction, DATE, TEXT, st.integers(0, 9))),
        origin=draw(
            st.none() | st.builds(Origin, NAME, TEXT, LINE, TEXT, MAYBE, MAYBE, MAYBE, MAYBE)
        ),
    )
