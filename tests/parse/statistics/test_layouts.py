"""Ways of printing that the renderings do not cover, each on consistent tables."""

import random
from collections.abc import Callable

import pytest

from govreport_site.model import Block, Cell, Paragraph, Table
from govreport_site.parse.statistics import read_statistics
from govreport_site.reference.forms import FORMS
from tests.forms_generator import FormName, GeneratedDocument, Score, Truth, Wear
from tests.forms_generator.grids import PrintedCell, PrintedTable, plain_values, print_table

HEADINGS = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况",
}
Tables = list[PrintedTable]


def tables_of(form: FormName, seed: int) -> Tables:
    chance = random.Random(seed)
    values = plain_values(chance, form, 50)
    return [print_table(chance, form, t, values[t.key], Wear()) for t in FORMS[form].tables]


def grid(rows: list[list[PrintedCell]], line: int = 1) -> Table:
    """A table block as extraction makes it, spans resolved."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {
                (number + down, column + right)
                for down in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            cells.append(Cell(cell.text, number, column, cell.rowspan, cell.colspan))
    return Table(tuple(cells), line)


def paragraphs(lines: list[str]) -> list[Block]:
    return [Paragraph(line, number) for number, line in enumerate(lines, 1)]


def by_lines(tables: Tables, join: Callable[[list[PrintedCell]], str]) -> list[str]:
    lines = []
    for table in tables:
        lines.append(HEADINGS[table.key])
        lines += [join(row) for row in table.rows]
    return lines


def one_table(tables: Tables) -> list[Block]:
    rows = []
    for table in tables:
        rows += [[PrintedCell(HEADINGS[table.key], 15)], *table.rows]
    return [grid(rows)]


def split_over_pages(tables: Tables) -> list[Block]:
    blocks: list[Block] = []
    for table in tables:
        blocks.append(Paragraph(HEADINGS[table.key], 1))
        if table.key == "requests":
            blocks += [grid(table.rows[:12]), grid([*table.rows[:3], *table.rows[12:]])]
        else:
            blocks.append(grid(table.rows))
    return blocks


def total_column_second(tables: Tables) -> list[Block]:
    requests = tables[1]
    for row, keys in zip(requests.rows, requests.row_keys, strict=True):
        values = [cell for cell in row if cell.role == "value"]
        if keys:
            rest = [cell for cell in row if cell.role != "value"]
            row[:] = [*rest, values[0], values[6], *values[1:6]]
    person, organisations, total = requests.rows[1]
    requests.rows[1] = [person, total, organisations]
    return [grid(table.rows) for table in tables]


def lawsuits_first(tables: Tables) -> list[Block]:
    review = tables[2]
    review.rows[0].reverse()
    review.rows[1] = [*review.rows[1][5:], *review.rows[1][:5]]
    review.rows[3] = [*review.rows[3][5:], *review.rows[3][:5]]
    return [grid(table.rows) for table in tables]


def page_numbers(tables: Tables) -> list[Block]:
    lines = by_lines(tables, lambda row: " ".join(cell.text for cell in row))
    at = next(n for n, line in enumerate(lines) if "不掌握" in line)
    return paragraphs([*lines[:at], "- 3 -", *lines[at : at + 4], "4", *lines[at + 4 :]])


def one_line(tables: Tables) -> list[Block]:
    lines = by_lines(tables, lambda row: " ".join(cell.text for cell in row))
    return paragraphs(
        ["一、总体情况 全年工作有序。 " + " ".join(lines) + " 五、存在的主要问题及改进情况"]
    )


def merged_labels(tables: Tables) -> list[Block]:
    def join(row: list[PrintedCell]) -> str:
        label = "".join(cell.text for cell in row if cell.role in ("label", "group"))
        others = [cell.text for cell in row if cell.role not in ("label", "group")]
        return "| " + " | ".join([label, *others] if label else others) + " |"

    return paragraphs(by_lines(tables, join))


def glued_headings(tables: Tables) -> list[Block]:
    parts = [
        HEADINGS[table.key] + " " + " | ".join(cell.text for row in table.rows for cell in row)
        for table in tables
    ]
    return paragraphs([" ".join(parts) + " 五、存在的主要问题及改进情况 一是不够主动。"])


LAYOUTS: dict[str, Callable[[Tables], list[Block]]] = {
    "one table for all": one_table,
    "split over pages": split_over_pages,
    "total column second": total_column_second,
    "lawsuits first": lawsuits_first,
    "page numbers": page_numbers,
    "one line": one_line,
    "merged labels": merged_labels,
    "glued headings": glued_headings,
    "one cell a line": lambda tables: paragraphs(
        [cell.text for table in tables for row in table.rows for cell in row]
    ),
    "tabs": lambda tables: paragraphs(by_lines(tables, lambda r: "\t".join(c.text for c in r))),
    "label and values glued": lambda tables: paragraphs(
        by_lines(
            tables, lambda r: "".join(f"{c.text} " if c.role != "label" else c.text for c in r)
        )
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_layout_is_read_exactly(layout: str, form: FormName) -> None:
    for seed in range(3):
        tables = tables_of(form, seed)
        reading = read_statistics(LAYOUTS[layout](tables))
        truth = Truth(form, "a", "", "", 0, "", "", tuple(tables))
        score = Score()
        score.add(GeneratedDocument(layout, b"", "", truth), reading.statistics)
        assert (score.exact, score.wrong) == (score.readable, []), score.missed[:3]
