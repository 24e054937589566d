"""Rules over tables: a consistent report passes, one changed cell fails the rule it breaks."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from govreport_site.archive import Archive, details_of, entry_of
from govreport_site.checks import (
    CHECKS,
    archive_findings,
    findings_of,
    rule_of,
    series_findings,
    text_findings,
)
from govreport_site.checks.rules import ARCHIVE_CHECKS, REPORT_CHECKS, SERIES_CHECKS, TEXT_CHECKS
from govreport_site.model import (
    BLANK,
    Count,
    DateReading,
    Finding,
    FormId,
    Level,
    Paragraph,
    Period,
    Placing,
    Report,
    Section,
    Statistics,
    Unit,
    Unreadable,
    Unrecoverable,
)
from govreport_site.model.statistics import CellValue
from govreport_site.reference.forms import FORMS


def counted(form: FormId) -> Statistics:
    """A table in which every rule holds: one natural person's request for each result."""
    tables = {
        table.key: {
            row.key: tuple(Count(0) for _ in block.columns) for block, row in table.data_rows()
        }
        for table in FORMS[form].tables
    }
    if "requests" in tables:
        results = [key for key in tables["requests"] if key[0] == "r" and key != "r7"]
        sums = {"new": len(results) + 2, "carry_in": 1, "r7": len(results), "carry_out": 3}
        for key in tables["requests"]:
            number = Count(sums.get(key, 1))
            tables["requests"][key] = (number, *(Count(0),) * 5, number)
        tables["review"]["reconsideration"] = tuple(Count(n) for n in (1, 2, 3, 4, 10))
        tables["proactive"]["normative_documents"] = (Count(5), Count(2), Count(30))
    return Statistics(form, tables)


def with_cell(statistics: Statistics, path: str, value: CellValue) -> Statistics:
    table, _, rest = path.partition(".")
    row, _, column = rest.rpartition(".")
    keys = [c.key for c in FORMS[statistics.form].table(table).columns(row)]
    rows = dict(statistics.tables[table])  # type: ignore[arg-type]
    cells = list(rows[row])  # type: ignore[arg-type]
    cells[keys.index(column)] = value
    return replace(statistics, tables={**statistics.tables, table: {**rows, row: tuple(cells)}})


def report(
    statistics: Statistics | None,
    *,
    level: Level | None = "township",
    year: int = 2022,
    unit: Unit | None = None,
    sections: tuple[Section, ...] = (),
) -> Report:
    no_date = DateReading()
    placing = Placing("exact" if unit else "none", unit)
    return Report(
        "报告", "annual", year, Period(None, None), None, level, placing, no_date, no_date, no_date,
        None, None, sections, statistics,
    )  # fmt: skip


def said(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [finding.verdict for finding in findings if finding.code == code]


SUM_RULES = {
    "2021": ["T3-ID", "T3-SUM", "T3-ROW", "T4-SUM", "T2-INT"],
    "2019": ["T3-ID", "T3-SUM", "T3-ROW", "T4-SUM", "T2-INT", "T2-19"],
    "2014": ["TO-SUM", "TO-PART", "T2-INT"],
    "provincial": ["TO-SUM", "TO-PART", "T2-INT"],
}


@pytest.mark.parametrize("form", list(FORMS))
def test_a_consistent_report_passes(form: FormId) -> None:
    findings = findings_of(report(counted(form)))
    for code in SUM_RULES[form]:
        assert said(findings, code) == ["pass"], code


@pytest.mark.parametrize(
    ("form", "path", "codes"),
    [
        ("2021", "requests.new.other", {"T3-ID", "T3-ROW"}),
        ("2021", "requests.carry_out.total", {"T3-ID", "T3-ROW"}),
        ("2021", "requests.r3.4.welfare", {"T3-SUM", "T3-ROW"}),
        ("2021", "requests.r6.2.business", {"T3-SUM", "T3-ROW"}),
        ("2019", "requests.r6.business", {"T3-SUM", "T3-ROW"}),
        ("2021", "requests.r7.total", {"T3-ID", "T3-SUM", "T3-ROW"}),
        ("2021", "review.litigation_direct.pending", {"T4-SUM"}),
        ("2019", "proactive.normative_documents.newly_published", {"T2-19"}),
        ("2014", "report.3.3.4b.value", {"TO-SUM"}),
        ("2014", "report.8.3.2.value", {"TO-SUM"}),
        ("2014", "report.1.1a.value", {"TO-PART"}),
        ("provincial", "report.25.cumulative", {"TO-SUM"}),
        ("provincial", "report.02.period", {"TO-PART"}),
    ],
)
def test_one_changed_cell_fails_its_rules(form: FormId, path: str, codes: set[str]) -> None:
    findings = findings_of(report(with_cell(counted(form), path, Count(77))))
    failed = {f.code for f in findings if f.verdict == "fail" and f.code in SUM_RULES[form]}
    assert failed == codes
    for code in codes:
        evidence = [
            p for f in findings if f.code == code and f.verdict == "fail" for p in f.evidence
        ]
        assert path in evidence


def test_a_blank_is_not_zero() -> None:
    blank = with_cell(counted("2021"), "requests.r3.1.business", BLANK)
    findings = findings_of(report(blank))
    assert said(findings, "T3-SUM") == ["uncertain"]
    assert said(findings, "T3-ROW") == ["uncertain"]
    # A complete side that is already too small cannot be saved by a blank on the other.
    short = with_cell(blank, "requests.r7.business", Count(-1))
    assert "fail" in said(findings_of(report(short)), "T3-SUM")


def test_what_cannot_be_read_is_not_assessed() -> None:
    findings = findings_of(
        report(with_cell(counted("2021"), "review.reconsideration.total", Unreadable("1O")))
    )
    assert said(findings, "T4-SUM") == ["pass"]
    rest = next(f for f in findings if f.code == "T4-SUM")
    assert rest.values == {"asked": 3, "blank": 0}
    lost = replace(counted("2021"), tables={"requests": Unrecoverable("repeated values removed")})
    assert said(findings_of(report(lost)), "T3-ID") == ["not-assessable"]


@pytest.mark.parametrize(
    ("path", "value", "verdict"),
    [
        ("proactive.fees.amount", Count(-1), "fail"),
        ("proactive.normative_documents.made", Count(-3), "fail"),
        ("requests.new.total", Count(3), "pass"),
    ],
)
def test_kinds_of_numbers(path: str, value: CellValue, verdict: str) -> None:
    assert said(findings_of(report(with_cell(counted("2021"), path, value))), "T2-INT") == [verdict]


def test_a_change_may_be_negative_and_an_amount_a_decimal() -> None:
    changed = with_cell(counted("2019"), "proactive.licensing.change", Count(-2))
    changed = with_cell(changed, "proactive.procurement.amount", Count(Decimal("7.25")))
    assert said(findings_of(report(changed)), "T2-INT") == ["pass"]


def test_many_blank_cells_are_a_warning() -> None:
    few = with_cell(counted("2021"), "requests.r1.research", BLANK)
    found = [f for f in findings_of(report(few)) if f.code == "C-EMPTY" and f.verdict == "fail"]
    assert [(f.severity, f.evidence) for f in found] == [("info", ("requests.r1.research",))]
    rows = dict.fromkeys(("r1", "r2"), (BLANK,) * 7)
    many = replace(few, tables={**few.tables, "requests": {**few.tables["requests"], **rows}})  # type: ignore[dict-item]
    found = [f for f in findings_of(report(many)) if f.code == "C-EMPTY" and f.verdict == "fail"]
    assert [f.severity for f in found] == ["warning"]


@pytest.mark.parametrize(
    ("level", "unit", "verdict"),
    [
        ("township", None, "fail"),
        ("county", None, "fail"),
        ("prefecture", None, "pass"),
        ("department", Unit("福建省", "厦门市", "翔安区"), "fail"),
        ("department", Unit("福建省", "厦门市"), "pass"),
        (None, None, "uncertain"),
    ],
)
def test_who_may_issue_rules(level: Level | None, unit: Unit | None, verdict: str) -> None:
    made = with_cell(counted("2021"), "proactive.regulations.made", Count(2))
    assert said(findings_of(report(made, level=level, unit=unit)), "C-RULE") == [verdict]


def test_years_follow_each_other() -> None:
    before = report(with_cell(counted("2021"), "requests.carry_out.total", Count(1)), year=2021)
    this = counted("2021")
    for column in ("natural_person", "total"):
        before = report(with_cell(before.statistics, f"requests.carry_out.{column}", Count(1)))  # type: ignore[arg-type]
    before = report(
        with_cell(before.statistics, "proactive.normative_documents.in_force", Count(27))
    )  # type: ignore[arg-type]
    findings = series_findings(this, before.statistics)
    assert said(findings, "X-CARRY") == ["pass"]
    assert said(findings, "X-VALID") == ["pass", "pass"]
    changed = with_cell(this, "requests.carry_in.total", Count(9))
    changed = with_cell(changed, "proactive.normative_documents.repealed", Count(0))
    findings = series_findings(changed, before.statistics)
    assert said(findings, "X-CARRY") == ["fail"]
    assert said(findings, "X-VALID") == ["pass", "fail"]
    assert said(series_findings(this, None), "X-CARRY") == ["not-assessable"]


def test_a_copied_section_is_noticed() -> None:
    text = "".join(f"全年在门户网站公开第{n}类信息{n * 7}条，内容更新及时。" for n in range(30))
    section = Section("overview", 1, "一、", "总体情况", 3, (Paragraph(text, 4),))
    same = report(None, sections=(section,))
    other = replace(section, blocks=(Paragraph("新的一年里工作有新的部署，" * 20, 4),))
    assert said(text_findings(same, same), "TXT-SIM") == ["fail"]
    assert said(text_findings(report(None, sections=(other,)), same), "TXT-SIM") == []


def test_a_county_reports_no_less_than_its_bodies() -> None:
    county = Unit("福建省", "厦门市", "翔安区", slugs=("fujian", "xiamen", "xiangan-qu"))

    def verdicts(total: int) -> list[str]:
        town = replace(county, township="镇", slugs=(*county.slugs, "a-zhen"))
        made = {
            f"fujian/xiamen/xiangan-qu/{n}/2022": report(counted("2021"), unit=town)
            for n in range(5)
        }
        whole = with_cell(counted("2021"), "requests.new.total", Count(total))
        whole = with_cell(whole, "requests.carry_out.total", Count(total))
        whole = with_cell(whole, "review.reconsideration.total", Count(total))
        made["fujian/xiamen/xiangan-qu/2022"] = report(whole, level="county", unit=county)
        archive = Archive(entry_of(one, path, "0") for path, one in made.items())
        found = archive_findings(archive, lambda entry: details_of(made[entry.path]))
        return [finding.verdict for _, finding in found]

    assert verdicts(1) == ["fail"]
    assert verdicts(9999) == ["uncertain"]


def test_every_rule_can_be_explained() -> None:
    assert {rule.code for rule in CHECKS} == {
        *REPORT_CHECKS,
        *SERIES_CHECKS,
        *TEXT_CHECKS,
        *ARCHIVE_CHECKS,
    }
    assert all(rule.source for rule in CHECKS)
    found = rule_of("t3-id")
    assert found is not None and found.code == "T3-ID"
    assert rule_of("nothing") is None


def test_codes_of_findings_are_known() -> None:
    codes = {rule.code for rule in CHECKS}
    for form in FORMS:
        assert {finding.code for finding in findings_of(report(counted(form)))} <= codes
