"""Generated report documents with known truth, in every printed rendering.

`generate(seed, form, rendering)` gives a whole report as the bytes of a file. Renderings are the
letters of the survey of real pages: a pipe rows, b one cell a line between pipes, c one cell a line,
d repeated values removed, e text of a PDF, f table missing, g all blank, h header cut, i one line of
pipes, j HTML.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from govreport_site.model import Statistics
from govreport_site.reference.forms import FORMS
from govreport_site.reference.forms.json import to_json
from tests.forms_generator.grids import PrintedTable, Wear, data_cells, plain_values, print_table
from tests.forms_generator.prose import OTHER, PROBLEMS, Frame, make_frame, overview
from tests.forms_generator.renderings import RENDERINGS, repeat_header, vary_labels

FormName = Literal["2021", "2019", "2014", "provincial"]
FORM_NAMES: tuple[FormName, ...] = ("2021", "2019", "2014", "provincial")
NATIONAL: tuple[FormName, ...] = ("2021", "2019")

__all__ = ["FORM_NAMES", "NATIONAL", "RENDERINGS", "GeneratedDocument", "Score", "Wear", "generate"]


class Truth(Struct, frozen=True):
    """What a perfect reader takes from a generated document."""

    form: FormName
    rendering: str
    title: str
    issuer: str
    year: int
    published: str
    index_number: str
    tables: tuple[PrintedTable, ...]

    def cells(self) -> Iterator[tuple[str, str, int, Any]]:
        """(table, row, column number, JSON cell) of every cell that can be read."""
        return data_cells(list(self.tables)) if self.rendering not in ("d", "f") else iter(())


class GeneratedDocument(Struct, frozen=True):
    """A file, and the truth about it."""

    name: str
    data: bytes
    media_type: str
    truth: Truth

    @property
    def text(self) -> str:
        return self.data.decode()


class Score(Struct):
    """How a reading compares with the truth; add up over documents."""

    exact: int = 0
    readable: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, document: GeneratedDocument, statistics: Statistics | None) -> None:
        """Counts the readable cells that are exact, and every cell read otherwise than printed."""
        truth = document.truth
        read = to_json(statistics)["tables"] if statistics else {}
        cells = {(t, r, c): v for t, r, c, v in truth.cells()}
        self.readable += len(cells)
        for (table, row, column), value in cells.items():
            got = _cell(read, table, row, column)
            if _same(got, value):
                self.exact += 1
            elif got is None or isinstance(got, dict):
                self.missed.append(f"{document.name} {table}.{row}.{column}: {value!r}")
            else:
                self.wrong.append(f"{document.name} {table}.{row}.{column}: {got!r} for {value!r}")
        for table, rows in read.items():
            for row, values in rows.items():
                if isinstance(values, list):
                    self._unexpected(document, table, row, values, cells)

    def _unexpected(
        self,
        document: GeneratedDocument,
        table: str,
        row: str,
        values: list[Any],
        cells: dict[tuple[str, str, int], Any],
    ) -> None:
        printed = {t.key: t for t in document.truth.tables}
        for column, value in enumerate(values):
            if (table, row, column) in cells or isinstance(value, dict):
                continue
            truth = printed[table].truth.get(row) if table in printed else None
            if truth is None or column >= len(truth) or not _same(value, truth[column]):
                self.wrong.append(f"{document.name} {table}.{row}.{column}: {value!r}, not there")


def _cell(read: dict[str, Any], table: str, row: str, column: int) -> Any:
    values = read.get(table, {}).get(row)
    return values[column] if isinstance(values, list) and column < len(values) else None


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left == right
    return type(left) is type(right) and bool(left == right)


WORN = (
    Wear(),
    Wear(thousands=True),
    Wear(units=True, marks=("-",)),
    Wear(marks=("/", "无")),
    Wear(full_width=True),
    Wear(marks=("—", "－")),
    Wear(marks=("",)),
    Wear(junk=0.02),
    Wear(missing=2),
    Wear(shifted=2),
    Wear(thousands=True, missing=1, shifted=1, marks=("", "-"), junk=0.01),
)
SCALES = (3, 20, 300, 20000)


def generate(
    seed: int, form: FormName, rendering: str, *, wear: Wear | None = None, variants: float = 0.3
) -> GeneratedDocument:
    """A report of that form in that rendering; the same seed gives the same bytes.

    `wear` says how the values are printed and defaults to one drawn by the seed; `variants` is the
    share of labels printed otherwise than the form has them.
    """
    random_ = random.Random(f"{seed}-{form}-{rendering}")
    worn = wear or random_.choice(WORN)
    if rendering == "d":
        worn = replace(worn, shifted=0)  # a removed value may hide a value too many
    frame = make_frame(random_, form)
    values = plain_values(random_, form, random_.choice(SCALES))
    tables: list[PrintedTable] = []
    rendered: dict[str, list[str]] = {}
    for table in FORMS[form].tables:
        printed = print_table(random_, form, table, values[table.key], worn)
        vary_labels(random_, printed, variants)
        if rendering in "bce" and random_.random() < 0.2:
            repeat_header(random_, printed)
        rendered[table.key] = RENDERINGS[rendering](random_, printed)
        tables.append(printed)
    truth = Truth(
        form, rendering, frame.title, frame.issuer, frame.year, frame.published,
        frame.index_number, tuple(tables),
    )  # fmt: skip
    request_counts = values.get("requests", {})
    counts = [request_counts.get(key, [0])[-1] for key in ("new", "carry_in")]
    lines = _lines(random_, frame, form, rendered, counts)
    name = f"{form}-{rendering}-{seed}"
    if rendering == "j":
        return GeneratedDocument(f"{name}.html", _html(frame, lines), "text/html", truth)
    joined = " | ".join(lines) if rendering == "i" and random_.random() < 0.5 else "\n".join(lines)
    return GeneratedDocument(f"{name}.txt", joined.encode(), "text/plain", truth)


def _lines(
    random_: random.Random,
    frame: Frame,
    form: str,
    rendered: dict[str, list[str]],
    counts: list[int],
) -> list[str]:
    lines = [*frame.header, frame.lead, "一、总体情况", *overview(random_, frame, *counts)]
    if form in ("2014", "provincial"):
        caption = "附表：政府信息公开情况统计表"
        return [*lines, "五、存在的主要问题和改进措施", *PROBLEMS, caption, *rendered["report"]]
    lines += ["二、主动公开政府信息情况", *rendered["proactive"]]
    lines += ["三、收到和处理政府信息公开申请情况", *rendered["requests"]]
    lines += ["四、政府信息公开行政复议、行政诉讼情况", *rendered["review"]]
    lines += ["五、存在的主要问题及改进情况", *PROBLEMS]
    return [*lines, "六、其他需要报告的事项", random_.choice(OTHER)]


def _html(frame: Frame, lines: list[str]) -> bytes:
    body = "\n".join(
        line if line.startswith("<t") or line == "</table>" else f"<p>{escape(line)}</p>"
        for line in lines
    )
    head = f'<meta charset="utf-8"><title>{escape(frame.title)}</title>'
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><div class='content'>{body}</div></body></html>"
    ).encode()
