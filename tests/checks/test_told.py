"""What the rules find fills every sentence that they have: nothing is missing when a page is made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from msgspec.structs import replace

from govreport_site.archive import Archive, details_of, entry_of
from govreport_site.checks import archive_findings, findings_of, series_findings, text_findings
from govreport_site.model import (
    BLANK,
    Count,
    DateReading,
    Finding,
    FormId,
    Paragraph,
    Period,
    Section,
    Unit,
)
from govreport_site.reference.languages import Language
from govreport_site.reference.sentences import rule_words, told
from tests.checks import test_prose as prose
from tests.checks import test_statistics as tables

Found = Iterator[tuple[FormId | None, Finding]]


def of_tables() -> Found:
    for form, path, value in (
        ("2021", "requests.new.total", Count(77_777)),
        ("2021", "requests.r3.4.welfare", Count(77)),
        ("2021", "review.litigation_direct.pending", Count(7)),
        ("2021", "requests.r3.1.business", BLANK),
        ("2021", "proactive.fees.amount", Count(-1)),
        ("2021", "requests.new.other", Count(Decimal("1.5"))),
        ("2021", "proactive.regulations.made", Count(2)),
        ("2019", "proactive.normative_documents.newly_published", Count(77)),
        ("2019", "proactive.licensing.change", Count(Decimal("-0.5"))),
        ("2014", "report.3.3.4b.value", Count(7)),
        ("2014", "report.1.1a.value", Count(7)),
        ("provincial", "report.25.cumulative", Count(7)),
    ):
        changed = tables.with_cell(tables.counted(form), path, value)  # type: ignore[arg-type]
        for level in ("township", None):
            for found in findings_of(tables.report(changed, level=level)):  # type: ignore[arg-type]
                yield form, found  # type: ignore[misc]


def of_prose() -> Found:
    late = prose.figure("other", 73, "截至12月18日发布73条。", scope="as-of 2023-12-18")
    shares = prose.sentence("发布45条，其中甲类30条，占68%，乙类15条，占39%。",
                            (45, "条"), (30, "条"), (68, "%"), (15, "条"), (39, "%"))  # fmt: skip
    more = prose.sentence("发布10条，其中甲7条，乙8条。", (10, "条"), (7, "条"), (8, "条"))
    less = prose.sentence("收到72件，其中予以30件，部分20件。", (72, "件"), (30, "件"), (20, "件"))
    claimed = prose.figure("review.reconsideration", 9, "行政复议9件。", unit="件")
    headings = prose.HEADINGS
    texts = (
        "20XX年，某某镇，，推进“五公开。依法做好信思公开工作。公开政府信息条，《关于关于》。",
        "我局认真落实。（国务院令第771号）（国令第711号）国务院令第493号国办发〔2021〕30号"
        "国办发〔2019〕60号国办公开办函〔2021〕60号国办函〔2020〕190号",
        "截至2020年底，系统运行正常。截至2024年5月3日。",
    )
    wrong = (
        prose.report(*texts, figures=(late, *shares, *more, *less, claimed),
                     statistics=prose.review_table(3, 1, 0, 0, 4)),
        prose.report(*[prose.SOUND] * 4, "无", "无"),
        prose.report(*[prose.SOUND] * 4, "", "无"),
        prose.report(headings=headings[1:]),
        prose.report(headings=[headings[1], headings[0], *headings[2:]]),
        prose.report(headings=[*headings, ("七、", "加强平台建设"), ("六、", headings[5][1])]),
        prose.report(headings=[*headings[:3], ("五、", headings[3][1]), *headings[4:]]),
        replace(prose.report(), period=Period("2020-01-01", "2020-12-31")),
        replace(prose.report(), period=Period(None, "2021-12-22")),
        replace(prose.report(), published=DateReading("2021-12-01")),
    )  # fmt: skip
    for report in wrong:
        for found in findings_of(report):
            yield (report.statistics.form if report.statistics else None), found


def of_years_and_archives() -> Found:
    this, before = tables.counted("2021"), tables.counted("2021")
    for found in series_findings(this, tables.with_cell(before, "requests.new.total", Count(1))):
        yield "2021", found
    text = "".join(f"全年在门户网站公开第{n}类信息{n * 7}条，内容更新及时。" for n in range(30))
    section = Section("overview", 1, "一、", "总体情况", 3, (Paragraph(text, 4),))
    same = tables.report(None, sections=(section,))
    yield from ((None, found) for found in text_findings(same, same))
    county = Unit("福建省", "厦门市", "翔安区", slugs=("fujian", "xiamen", "xiangan-qu"))
    town = replace(county, township="镇", slugs=(*county.slugs, "a-zhen"))
    for total in (1, 99_999):
        made = {
            f"fujian/xiamen/xiangan-qu/{n}/2022": tables.report(this, unit=town) for n in range(5)
        }
        whole = this
        for path in ("requests.new", "requests.carry_out", "review.reconsideration"):
            whole = tables.with_cell(whole, f"{path}.total", Count(total))
        made["fujian/xiamen/xiangan-qu/2022"] = tables.report(whole, level="county", unit=county)
        archive = Archive(entry_of(one, path, "0") for path, one in made.items())
        details = {path: details_of(one) for path, one in made.items()}
        found_there = archive_findings(archive, lambda entry: details[entry.path])  # noqa: B023
        yield from (("2021", found) for _, found in found_there)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_sentence_is_said_and_filled(language: Language) -> None:
    said: dict[tuple[str, str], str] = {}
    for source in (of_tables(), of_prose(), of_years_and_archives()):
        for form, found in source:
            words = told(found, form, language)
            assert words and "{" not in words
            assert not words.startswith(found.code), "a sentence of its own is missing"
            said[found.code, found.says or found.verdict] = words
    shared = {"pass", "not-assessable", "uncertain"}
    wanted = {
        (code, name)
        for code, words in rule_words(language).items()
        for name in words.says
        if name not in shared
    }
    assert wanted - said.keys() == set()
