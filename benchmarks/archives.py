"""Made-up archives on disk: as this program files them, and as Hugo reads the same reports."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corpus import MadeReport, reports
from govreport_site.model import (
    Codes,
    Count,
    DateReading,
    Origin,
    Paragraph,
    Period,
    Placing,
    Report,
    Section,
    Statistics,
    StatisticsTable,
    Unit,
)
from govreport_site.reference.forms import FORMS
from govreport_site.reportfile import write_report

LEVELS = ("province", "prefecture", "county", "township")


def statistics_of(made: MadeReport) -> Statistics:
    """The whole national form, its cells filled in turn; in nine of ten reports they add up.

    Made-up cells as they come would break every rule at once, and a page would list 40 findings
    where a real one lists one or two.
    """
    form, values = FORMS["2021"], cycle(made.cells)
    tables = {
        table.key: {
            row.key: [next(values) for _ in block.columns] for block, row in table.data_rows()
        }
        for table in form.tables
    }
    if sum(made.cells) % 10:
        _balance(tables["requests"])
        _add_up(tables["review"])
    counted = {
        key: {row: tuple(map(Count, cells)) for row, cells in table.items()}
        for key, table in tables.items()
    }
    return Statistics("2021", counted)


def _balance(requests: dict[str, list[int]]) -> None:
    """New + carried in = handled + carried out, in every column; handled = sum of the results."""
    results = [cells for row, cells in requests.items() if row[0] == "r" and row != "r7"]
    requests["r7"] = [sum(column) for column in zip(*results, strict=True)]
    for column, handled in enumerate(requests["r7"]):
        whole = handled + requests["carry_out"][column]
        requests["carry_in"][column] = min(requests["carry_in"][column], whole)
        requests["new"][column] = whole - requests["carry_in"][column]
    _add_up(requests)


def _add_up(table: dict[str, list[int]]) -> None:
    """The last column is the sum of those before it."""
    for cells in table.values():
        cells[-1] = sum(cells[:-1])


def report_of(made: MadeReport) -> Report:
    """The report as import would have read it."""
    line, sections = 3, []
    shown = {1: "proactive", 2: "requests", 3: "review"}
    for number, (heading, paragraphs) in enumerate(made.sections):
        blocks: list[Paragraph | StatisticsTable] = []
        for text in paragraphs:
            line += 1
            blocks.append(Paragraph(text, line))
        if number in shown:
            blocks.append(StatisticsTable(shown[number], line + 1))
        line += 1
        sections.append(Section("other", 1, None, heading, line, tuple(blocks)))
    names = (*made.body.names, *[None] * 4)[:4]
    unit = Unit(str(names[0]), names[1], names[2], names[3], Codes(), made.body.slugs)
    return Report(
        title=made.title,
        kind="annual",
        year=made.year,
        period=Period(f"{made.year}-01-01", f"{made.year}-12-31"),
        issuer=made.body.names[-1],
        level=made.body.level,  # type: ignore[arg-type]
        place=Placing("exact", unit),
        published=DateReading(made.date, made.date, "iso", 1.0),
        signed=DateReading(),
        generated=DateReading(),
        index_number=None,
        document_number=None,
        sections=tuple(sections),
        statistics=statistics_of(made),
    )


def text_of(made: MadeReport) -> str:
    """The original: the report as plain text."""
    parts = [made.title, f"发布时间：{made.date}"]
    for heading, paragraphs in made.sections:
        parts += [heading, *paragraphs]
    return "\n\n".join(parts)


def write_archive(root: Path, count: int, *, hugo: Path | None = None) -> None:
    """An archive of so many reports, and the same for Hugo beside it."""
    (root / "reports").mkdir(parents=True)
    (root / "govreport.toml").write_text('base_url = "https://example.org/"\n', "utf-8")
    for made in reports(count):
        write_one(root, made)
        if hugo:
            write_for_hugo(hugo, made)


def write_one(root: Path, made: MadeReport) -> Path:
    """One report and its original; the path of the report file."""
    folder = root.joinpath("reports", *made.body.slugs)
    folder.mkdir(parents=True, exist_ok=True)
    data = text_of(made).encode()
    stem = f"{made.year}-annual"
    origin = Origin(
        f"{stem}.original.txt", hashlib.sha256(data).hexdigest(), len(data), "text/plain", "utf-8"
    )
    (folder / origin.file).write_bytes(data)
    path = folder / f"{stem}.md"
    path.write_text(write_report(replace(report_of(made), origin=origin)), "utf-8")
    return path


def write_for_hugo(root: Path, made: MadeReport) -> None:
    """The same report as a Hugo page: front matter in JSON, tables in Markdown."""
    folder = root.joinpath("content", *made.body.slugs)
    folder.mkdir(parents=True, exist_ok=True)
    front = {
        "title": made.title,
        "date": made.date,
        "years": [str(made.year)],
        "issuer": made.body.names[-1],
    }
    body = "\n".join(_markdown(made))
    (folder / f"{made.year}-annual.md").write_text(
        json.dumps(front, ensure_ascii=False) + "\n\n" + body, "utf-8"
    )


def _markdown(made: MadeReport) -> Iterator[str]:
    statistics = statistics_of(made)
    tables = list(FORMS["2021"].tables)
    for number, (heading, paragraphs) in enumerate(made.sections):
        yield f"\n## {heading}\n"
        yield from (f"{text}\n" for text in paragraphs)
        if 1 <= number <= 3:
            table = tables[number - 1]
            rows = statistics.tables[table.key]
            for block in table.blocks:
                yield f"| | {' | '.join(c.label for c in block.columns)} |"
                yield "|---" * (len(block.columns) + 1) + "|"
                for row in block.data_rows:
                    cells = rows[row.key]  # type: ignore[index]
                    yield f"| {row.label} | {' | '.join(str(c) for c in cells)} |"
                yield ""


HUGO_FILES = {
    "hugo.toml": (
        'baseURL = "https://example.org/"\ntitle = "archive"\ndisableKinds = ["RSS"]\n'
        'timeout = "600s"\n[taxonomies]\nyear = "years"\n[pagination]\npagerSize = 200\n'
    ),
    "layouts/_default/baseof.html": (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ .Title }}'
        '</title><link rel="stylesheet" href="/style.css"></head><body><header><a href="/">'
        '{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>'
    ),
    "layouts/_default/single.html": (
        '{{ define "main" }}<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">'
        "{{ .Title }}</a> {{ end }}</nav><h1>{{ .Title }}</h1><dl><dt>发布机关</dt><dd>"
        '{{ .Params.issuer }}</dd><dt>发布日期</dt><dd>{{ .Date.Format "2006-01-02" }}</dd></dl>'
        '{{ .TableOfContents }}{{ .Content }}{{ with .PrevInSection }}<a href="'
        '{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="'
        '{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}'
    ),
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Sections }}<li><a href="'
        '{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul><ul>{{ range .Paginator.Pages }}'
        '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>'
        "{{ end }}</ul>{{ end }}"
    ),
}


def write_hugo_site(root: Path) -> None:
    """Configuration and templates for the same kinds of pages."""
    for name, text in HUGO_FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
