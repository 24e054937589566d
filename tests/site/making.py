"""Reports built in code: small enough to read in a test, whole enough to fill every page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from govreport_site.archive import Archive, Details, Entry, details_of, entry_of
from govreport_site.build.targets import job_of
from govreport_site.model import (
    BLANK,
    DASH,
    Attachment,
    Citation,
    Codes,
    Count,
    DateReading,
    Figure,
    Finding,
    Issue,
    Origin,
    Paragraph,
    Period,
    Placing,
    Removed,
    Repair,
    Report,
    Section,
    Statistics,
    StatisticsTable,
    Unit,
)
from govreport_site.reference.forms import FORMS
from govreport_site.reference.forms.json import to_json
from govreport_site.site.plan import families, site_plan
from govreport_site.site.rendering import Loaded, PageRenderer, Sources
from govreport_site.site.settings import Settings
from govreport_site.site.theme import Theme

SETTINGS = Settings(title="政府信息公开年度报告档案", description="一份试验用的档案。")

FINDING = Finding(
    "T3-ID",
    "fail",
    "error",
    "differs",
    ("requests.new.total",),
    12,
    {"at": "requests.new.total", "left": 3, "right": 2},
)


def statistics(year: int) -> Statistics:
    """The form of 2021 with every row printed; two cells are marks."""
    form = FORMS["2021"]
    tables = {}
    for table in form.tables:
        tables[table.key] = {
            row.key: tuple(Count((year + n) % 50) for n, _ in enumerate(block.columns))
            for block, row in table.data_rows()
        }
    tables["requests"]["r3.1"] = (BLANK, DASH, *tables["requests"]["r3.1"][2:])
    return Statistics("2021", tables)


TOWN = Unit(
    "福建省", "厦门市", "翔安区", "大嶝街道",
    Codes("350213001", "350213001"), ("fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"),
)  # fmt: skip


def report(
    year: int = 2021,
    title: str | None = None,
    unit: Unit | None = TOWN,
    issuer: str | None = "大嶝街道办事处",
    kind: str = "annual",
    text: str = "本年共发布新闻动态73条。",
    with_statistics: bool = True,
    **changes: object,
) -> Report:
    """A whole report."""
    sections = (
        Section("preamble", 0, None, None, 3, (Paragraph("根据《条例》编制本报告。", 3),)),
        Section(
            "overview", 1, "一、", "总体情况", 4, (Paragraph("截至12月18日,共发布。" + text, 5),)
        ),
        Section("other", 2, "（一）", "主动公开", 6, (Paragraph("发文〔201633号。", 7),)),
        *(
            Section(key, 1, number, name, line, (StatisticsTable(table, line + 1),))
            for key, number, name, line, table in (
                ("proactive", "二、", "主动公开政府信息情况", 8, "proactive"),
                ("on_request", "三、", "收到和处理政府信息公开申请情况", 10, "requests"),
                ("review", "四、", "行政复议、行政诉讼情况", 12, "review"),
            )
            if with_statistics
        ),
        Section("signature", 0, None, None, 20, (Paragraph("大嶝街道办事处", 20),)),
    )
    made = Report(
        title=title or f"大嶝街道{year}年政府信息公开工作年度报告",
        kind=kind,
        year=year,
        period=Period(f"{year}-01-01", f"{year}-12-31"),
        issuer=issuer,
        level="subdistrict",
        place=Placing("exact", unit) if unit else Placing("none"),
        published=DateReading(day := f"{year + 1}-01-20", f"{day} 10:00", "iso", 1.0, (), "10:00"),
        signed=DateReading(f"{year + 1}-01-05", f"{year + 1}15", "undelimited", 0.9),
        generated=DateReading(),
        index_number="XM00000-01-01-2022-001",
        document_number=None,
        sections=sections,
        statistics=statistics(year) if with_statistics else None,
        cites=(Citation("闽政办网传〔2016〕33号", "闽政办网传〔201633号", None, 7),),
        figures=(Figure("other", "新闻动态", 73, "条", text, 5),) if text else (),
        attachments=(Attachment("附件.doc", "http://example.gov.cn/a.doc", 30),),
        repairs=(Repair("〔201633号", "〔2016〕33号", "lost-bracket", 7),),
        issues=(
            Issue("date-ambiguous", "warning", "202215 is 01-05 or 05-01", 4),
            Issue("unheard-of", "info", "a new kind of doubt", None),
        ),
        removed=(Removed("浏览次数:-", "counter", 2),),
        publisher="翔安区",
        origin=Origin(
            f"{year}-{kind}.original.txt", "ab" * 32, 1234, "text/plain", "utf-8",
            "http://www.xiangan.gov.cn/a.htm", "2026-01-02T03:04:05Z",
        ),
    )  # fmt: skip
    return replace(made, **changes)


def path_of(made: Report, body: str = "") -> str:
    """Where the report is filed."""
    unit = made.place.unit
    folder = "/".join((*unit.slugs, *([body] if body else []))) if unit else "unplaced/a"
    return f"{folder}/{made.year}-{made.kind}"


def as_json(path: str, made: Report) -> dict[str, object]:
    """Stands for the published schema: what the theme's script reads of it."""
    town = "maxiang" in path
    sections = [
        {"key": "overview", "title": "总体情况", "text": "甲句。乙句。" if town else "甲句。"}
    ]
    shown = to_json(made.statistics) if made.statistics else None
    return {"title": made.title, "sections": sections, "statistics": shown}


class Made:
    """An archive in memory and its site."""

    def __init__(
        self,
        reports: Iterable[tuple[str, Report]],
        settings: Settings = SETTINGS,
        findings: Callable[[str], tuple[Finding, ...]] = lambda path: (),
    ) -> None:
        self.reports = dict(reports)
        self.settings = settings
        self.findings = findings
        self.entries = [
            entry_of(made, path, digest(made), findings(path))
            for path, made in self.reports.items()
        ]

    def load(self, path: str) -> Loaded:
        made = self.reports[path]
        return Loaded(made, b"---\n---\n", msgspec.json.encode(as_json(path, made)))

    def details(self, entry: Entry) -> Details:
        return details_of(self.reports[entry.path], self.findings(entry.path))

    def sources(self) -> Sources:
        return Sources(self.load, self.details, lambda path: b"raw")

    def archive(self) -> Archive:
        return Archive(self.entries)

    def build(self, own: Path | None = None) -> dict[str, bytes]:
        """Output → bytes of the whole site, rendered here."""
        theme = Theme(self.settings, own)
        renderer = PageRenderer(self.settings, self.sources(), own, None)
        kinds = families(theme, b"")
        files: dict[str, bytes] = {}
        for target in targets(site_plan(self.archive(), theme)):
            assert target.kind in kinds
            outputs = list(renderer(job_of(target)))
            assert [name for name, _ in outputs] == list(target.paths)
            for name, data in outputs:
                assert name not in files, name
                files[name] = data
        return files


def targets(plan: Iterable[object]) -> list:
    """All targets, groups opened."""
    found = []
    for item in plan:
        found.extend(item.expand() if hasattr(item, "expand") else [item])
    return found


def digest(made: Report) -> str:
    """Stands for the digest of the report's file."""
    return hashlib.sha256(repr(made).encode()).hexdigest()


def unit(slug: str, town: str, county: str = "翔安区") -> Unit:
    """A township of the same prefecture."""
    slugs = ("fujian", "xiamen", "xiangan-qu" if county == "翔安区" else "haicang-qu", slug)
    return Unit("福建省", "厦门市", county, town, Codes(), slugs)


def findings(path: str) -> tuple[Finding, ...]:
    """What the checks found in the small archive: one contradiction in every report of 2022."""
    return (FINDING,) if path.endswith("2022-annual") else ()


def small() -> Made:
    """Two towns over three years, a department, a self-check, and one report without a place."""
    made = [report(year) for year in (2020, 2021, 2022)]
    made += [
        report(year, f"马巷街道{year}年年报", unit("maxiang-jiedao", "马巷街道"), "马巷街道办事处")
        for year in (2021, 2022)
    ]
    made += [report(2016, "大嶝街道自查", kind="self-check", with_statistics=False)]
    filed = [(path_of(one), one) for one in made]
    county = replace(TOWN, township=None, slugs=TOWN.slugs[:3], codes=Codes("350213"))
    office = report(2021, "翔安区审计局2021年年报", county, "翔安区审计局", level="department")
    filed.append((path_of(office, "dept-shenji-ju"), office))
    filed.append((path_of(lost := report(2019, "某局年报", None, "某局"), ""), lost))
    return Made(filed, findings=findings)
