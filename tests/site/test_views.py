"""Views: what a page may say, before a template says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

import govreport_site
from govreport_site.checks import CHECKS
from govreport_site.errors import ConfigError
from govreport_site.extract.html.lexicon import CHROME
from govreport_site.model import (
    DateReading,
    Figure,
    Paragraph,
    Period,
    Placing,
    Repair,
    Report,
    Section,
)
from govreport_site.parse.chrome import ANYWHERE, AT_THE_ENDS
from govreport_site.reference.issues import issue_meanings
from govreport_site.reference.languages import chinese_date, english_date, moment
from govreport_site.site import urls
from govreport_site.site.changes import ChangesView, changes_view
from govreport_site.site.charts import bars, columns
from govreport_site.site.citation import cite
from govreport_site.site.history import names_of
from govreport_site.site.home import home_view
from govreport_site.site.matrix import coverage
from govreport_site.site.outline import anchors
from govreport_site.site.page import Link
from govreport_site.site.place_years import place_year_view
from govreport_site.site.places import place_view
from govreport_site.site.prose import Marks
from govreport_site.site.rendering import CHANGES, PAGES, REPORT
from govreport_site.site.report_view import ReportView
from govreport_site.site.sitemaps import count_of, lines_of
from govreport_site.site.theme import Theme, unbroken
from govreport_site.site.words import Words, read_words
from govreport_site.site.years import year_view
from tests.site.making import FINDING, SETTINGS, Made, path_of, report, small, unit

THEME = Theme(SETTINGS, None)
COUNTY = "fujian/xiamen/xiangan-qu"


def words(language: str) -> Words:
    return Theme(replace(SETTINGS, language=language), None).words


# Prose


def text_of(prose: object) -> str:
    return "".join(span.text for part in prose.parts for span in part.spans) or prose.text


@settings(derandomize=True, deadline=None)
@given(
    st.lists(st.text("ab。c\n", min_size=1, max_size=20), min_size=1, max_size=5),
    st.lists(st.text("ab。c", max_size=6), max_size=5),
    st.lists(st.tuples(st.text("abc", max_size=3), st.integers(1, 9)), max_size=5),
)
def test_marks_never_change_the_text(
    texts: list[str], sentences: list[str], repairs: list[tuple[str, int]]
) -> None:
    paragraphs = [Paragraph(text, line) for line, text in enumerate(texts, 1)]
    figures = [Figure("other", "", 1, None, s, n) for n, s in enumerate(sentences)]
    marks = Marks(paragraphs, figures, [Repair(p, "x", "r", line) for p, line in repairs])
    for paragraph in paragraphs:
        assert text_of(marks.prose(paragraph)) == paragraph.text


def test_a_figure_is_found_even_where_its_line_is_wrong() -> None:
    paragraph = Paragraph("前面。共发布73条。后面。", 8)
    marks = Marks([paragraph], [Figure("other", "发布", 73, "条", "共发布73条。", 99)], [])
    assert [part.figure for part in marks.prose(paragraph).parts] == [0, 1, 0]


def test_a_repair_is_marked_on_its_own_line_only() -> None:
    one, two = Paragraph("截至201611月", 3), Paragraph("截至201611月", 4)
    marks = Marks([one, two], [], [Repair("201611月", "2016年11月", "lost-mark", 4)])
    assert marks.prose(one).parts == ()
    assert [s.repair for part in marks.prose(two).parts for s in part.spans] == [0, 1]


# Outline


def test_anchors_are_keys_where_they_can_be() -> None:
    outline = [
        ("preamble", 0),
        ("overview", 1),
        ("other", 2),
        ("other", 2),
        ("overview", 1),
        ("plan", 1),
    ]
    sections = tuple(
        Section(key, level, None, "题" if level else None, 1) for key, level in outline
    )
    assert list(anchors(sections)) == ["s1", "overview", "s2-1", "s2-2", "s3", "plan"]


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["other", "overview", "s1", "s2-1"]), st.integers(0, 4))))
def test_anchors_are_unique(outline: list[tuple[str, int]]) -> None:
    sections = tuple(Section(key, level, None, "题", 1) for key, level in outline)
    found = list(anchors(sections))
    assert len(set(found)) == len(sections)


# Places, years, home


def test_matrix_tells_states_apart() -> None:
    county = small().archive().folders[COUNTY]
    matrix = coverage(county, county.children)
    assert matrix.years == tuple(range(2016, 2023))
    states = {row.name: [cell.state for cell in row.cells] for row in matrix.rows}
    assert states["大嶝街道"] == ["read", *["missing"] * 3, "read", "read", "flagged"]
    assert states["翔安区审计局"] == [*["missing"] * 5, "read", "missing"]


def test_matrix_of_a_higher_place_counts_what_is_below() -> None:
    province = small().archive().folders["fujian"]
    (row,) = coverage(province, province.children).rows
    assert [(c.state, c.more) for c in row.cells][-2:] == [("below", 3), ("below", 2)]
    assert row.cells[-1].more_href == "fujian/xiamen/2022/index.html"


def test_place_with_its_body_over_the_years() -> None:
    archive = small().archive()
    view = place_view(SETTINGS, THEME.words, archive, archive.folders[f"{COUNTY}/dadeng-jiedao"])
    assert [row.year for row in view.own] == [2022, 2021, 2020, 2016]
    assert view.trend.years == (2020, 2021, 2022)
    assert view.trend.rows[0].cells == (26, 27, 28)
    assert [c.value for c in view.trend_chart.columns] == [26, 27, 28]


def test_a_place_without_a_report_of_its_own_has_its_level() -> None:
    archive = small().archive()
    levels = [
        place_view(SETTINGS, THEME.words, archive, archive.folders[path]).level
        for path in ("fujian", "fujian/xiamen", COUNTY, f"{COUNTY}/maxiang-jiedao")
    ]
    assert levels == ["province", "prefecture", "county", "subdistrict"]


def test_place_in_a_year_ranks_and_names_the_missing() -> None:
    archive = small().archive()
    view = place_year_view(SETTINGS, THEME.words, archive, archive.folders[COUNTY], 2022)
    assert [link.text for link in view.missing] == ["翔安区审计局"]
    assert [body.rank for body in view.compared] == [1, 1]
    assert (view.older.text, view.newer) == ("2021", None)


def test_home_says_what_is_missing() -> None:
    view = home_view(SETTINGS, THEME.words, small().archive())
    assert (view.reports, view.provinces, view.first, view.last) == (8, 1, 2016, 2022)
    assert len(view.tiles) == 34 and len(view.absent) == 33 and "福建" not in view.absent
    assert view.gaps == (2017, 2018) and view.unplaced == 1 and view.flagged == 2
    assert len({(tile.column, tile.row) for tile in view.tiles}) == 34


def test_a_long_year_is_paged_oldest_first() -> None:
    reports = []
    for n in range(450):
        made = report(2020, None, unit(f"t{n:03}", "某镇"))
        day = f"2021-{n % 12 + 1:02}-01"
        reports.append((path_of(made), replace(made, published=replace(made.published, value=day))))
    made = Made(reports)
    view = year_view(SETTINGS, THEME.words, made.archive(), 2020)
    assert [link.href for link in view.pages] == [
        f"years/2020/page-{n}/index.html" for n in (1, 2, 3)
    ]
    files = made.build()
    assert files["years/2020/page-1/index.html"].count(b'<li>\n<a href="../../../fujian') == 200
    assert files["years/2020/page-3/index.html"].count(b'<li>\n<a href="../../../fujian') == 50


def test_names_of_a_place_that_was_renamed() -> None:
    place = replace(unit("x", "某镇"), prefecture="福州市", county="长乐区",
                    slugs=("fujian", "fuzhou", "changle-qu", "x"))  # fmt: skip
    made = Made([(path_of(one := report(2020, None, place)), one)])
    assert [name.name for name in names_of(made.entries[0], 3)] == ["长乐县", "长乐市", "长乐区"]
    assert names_of(made.entries[0], 1) == ()


# Comparison


def test_sentences_that_moved_are_not_new() -> None:
    old = report(2020, text="甲句。乙句。", with_statistics=False)
    new = report(2021, text="乙句。丙句。甲句。", with_statistics=False)
    made = Made([(path_of(old), old), (path_of(new), new)])
    view = changes_view(
        SETTINGS, THEME.words, (Link("a", "b"),), (made.entries[0], old), (made.entries[1], new)
    )
    assert (view.new, view.gone) == (1, 0)
    (section,) = view.sections
    assert [(p.text, p.changed) for p in section.newer[0]][-2:] == [
        ("丙句。", True),
        ("甲句。", False),
    ]


# Charts


def test_a_gap_is_no_nought() -> None:
    chart = columns(
        "c", "t", "d", ("a", "b"), [("2019", 10, None), ("2020", None, None), ("2021", 5, "x")]
    )
    assert [c.height for c in chart.columns] == [140, 0, 70]
    assert [c.text for c in chart.columns] == ["10", "", "5"]


def test_charts_need_something_to_show() -> None:
    assert columns("c", "t", "d", ("a", "b"), [("2019", 10, None)]) is None
    assert bars("c", "t", "d", ("a", "b"), [("x", 0), ("y", 0)]) is None


def test_shares_are_of_the_sum() -> None:
    chart = bars("c", "t", "d", ("a", "b"), [("x", 3), ("y", 1)])
    assert [(b.share, b.width) for b in chart.bars] == [("75.0%", "75.00%"), ("25.0%", "25.00%")]


# Citations


def test_citation_in_three_notations() -> None:
    made = cite(report(2021), "a-b", None)
    assert made.gbt7714 == (
        "大嶝街道办事处. 大嶝街道2021年政府信息公开工作年度报告[R/OL]. (2022-01-20)[2026-01-02]. "
        "http://www.xiangan.gov.cn/a.htm."
    )
    assert "@techreport{a-b," in made.bibtex and "  urldate = {2026-01-02}," in made.bibtex
    assert made.ris.splitlines()[0] == "TY  - RPRT" and made.ris.splitlines()[-1] == "ER  - "


def test_bibtex_escapes_its_own_marks() -> None:
    made = cite(replace(report(), title="50% & {x}\\"), "k", None)
    assert "title = {50\\% \\& \\{x\\}\\textbackslash{}}" in made.bibtex


# Addresses


def test_relative_roots() -> None:
    assert [urls.root(o) for o in ("index.html", "a/index.html", "a/b/c.xml")] == [
        "",
        "../",
        "../../",
    ]
    assert urls.base_path("https://example.org/a") == "/a/" and urls.base_path(None) == "/"
    assert (
        urls.absolute("https://example.org/a/", "x y/index.html") == "https://example.org/a/x%20y/"
    )


# Theme and words


def test_languages_have_the_same_words() -> None:
    assert set(words("zh-Hans").names()) == set(words("en").names())


def test_every_rule_is_explained_on_the_about_page() -> None:
    page = small().build()["about/index.html"].decode()
    for rule in CHECKS:
        assert f'id="rule-{rule.code}"' in page


def test_dates_follow_the_language() -> None:
    assert chinese_date("2016-12-08") == "2016年12月8日"
    assert english_date("2016-12-08") == "8 December 2016"
    assert chinese_date(None) == english_date(None) == "" and chinese_date("2016") == "2016"


FAMILIES = "lost undelimited unclosed word month angle tracked swallowed off site page attachment"
NAMES = re.compile(rf'"((?:{"|".join(FAMILIES.split())})-[a-z-]+|[a-z]+-in-cell|table-[a-z-]+)"')


def test_every_repair_and_removal_is_told_in_words() -> None:
    rooms = (Path(govreport_site.__file__).parent / room for room in ("parse", "extract"))
    source = "".join(p.read_text("utf-8") for room in rooms for p in sorted(room.rglob("*.py")))
    names = {*NAMES.findall(source), *CHROME, *(name for name, _ in (*ANYWHERE, *AT_THE_ENDS))}
    assert len(names) > 40
    for language in ("zh-Hans", "en"):
        told = {*words(language)["rules"].plain(), *words(language)["reasons"].plain()}
        assert names - told - set(issue_meanings()) == set()


def test_times_and_titles() -> None:
    assert moment(chinese_date, "2026-01-02T03:04:05Z") == "2026年1月2日 03:04:05 UTC"
    assert moment(english_date, "2026-01-02T03:04:05+08:00") == "2 January 2026 03:04:05 +08:00"
    assert moment(chinese_date, "2026-01-02") == "2026年1月2日" and moment(chinese_date, None) == ""
    assert unbroken("<b>某局2018年度报告") == ('&lt;b&gt;某局<span class="nb">2018年度</span>报告')


def test_findings_of_a_rule_stand_together_and_keep_their_numbers() -> None:
    other = replace(FINDING, code="T3-SUM", severity="warning", verdict="uncertain", says="",
                    values={"asked": 7, "blank": 2})  # fmt: skip
    made = small()
    made = Made(made.reports.items(), findings=lambda path: (FINDING, FINDING, other))
    page = made.build()[f"{COUNTY}/dadeng-jiedao/2021-annual/index.html"].decode()
    assert page.count("rule-T3-ID") == 1
    for number, weight in ((1, "error"), (2, "error"), (3, "uncertain")):
        assert f'<li id="finding-{number}" class="{weight}">' in page
    assert "“总计”一列：新收与上年结转之和为3" in page
    assert "7项关系中有2项涉及空白单元格" in page


def test_a_finding_leads_to_its_sentence() -> None:
    text = "本年共发布新闻动态73条。"
    slip = replace(FINDING, code="P-SUM", says="share", evidence=(text,),
                   values={"part": 1, "total": 2, "exact": "50.0", "printed": 60})  # fmt: skip
    made = Made(small().reports.items(), findings=lambda path: (slip,))
    page = made.build()[f"{COUNTY}/dadeng-jiedao/2021-annual/index.html"].decode()
    assert '2中的1应占50.0%，印为60%。 <a href="#f1">在文中</a>' in page
    assert f'<span class="claim" id="f1">{text}</span>' in page


def test_the_highest_and_the_newest_column_have_their_number() -> None:
    values = [(str(year), 5 if year != 2011 else 900, None) for year in range(2000, 2020)]
    chart = columns("c", "t", "d", ("a", "b"), values)
    shown = [c.label for c in chart.columns if c.valued]
    assert "2011" in shown and "2019" in shown and "2010" not in shown and "2012" not in shown
    assert 5 < len(shown) < 12


def test_a_missing_word_is_an_error() -> None:
    with pytest.raises(AttributeError, match="words has no word 'x'"):
        _ = read_words("[a]\nb = 'c'", "f").x


def test_an_archive_replaces_one_template(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "footer.html").write_text("<footer>自己的页脚</footer>", "utf-8")
    files = small().build(tmp_path)
    assert "自己的页脚" in files["index.html"].decode()
    assert Theme(SETTINGS, tmp_path).digest("home.html") != THEME.digest("home.html")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% if %}", r"parts/footer\.html:1: template: .*correct the line"),
        ("{{ view.nothing.at_all }}", r"parts/footer\.html:1: template: .*'nothing'"),
    ],
)
def test_a_broken_template_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "footer.html").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message):
        small().build(tmp_path)


def test_the_contract_of_every_view_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "theme.md").read_text("utf-8")
    for template, view in (*PAGES.values(), (REPORT, ReportView), (CHANGES, ChangesView)):
        part = text.partition(f"### {template}: {view.__name__}\n")[2].partition("\n### ")[0]
        assert part, template
        if "As above." not in part:
            for field in fields(view):
                assert f"| `{field.name}` |" in part, f"{template}: {field.name}"


def test_sitemaps_count_what_they_list() -> None:
    for folder in small().archive().top:
        assert count_of(folder) == len(lines_of(folder))


def test_doubts_are_told_in_plain_words() -> None:
    page = small().build()[f"{COUNTY}/dadeng-jiedao/2021-annual/index.html"].decode()
    assert issue_meanings()["date-ambiguous"].zh in page
    assert "a new kind of doubt" in page


def test_a_report_of_which_nothing_is_known_has_a_page() -> None:
    bare = Report(
        title="无题", kind="other", year=None, period=Period(None, None), issuer=None, level=None,
        place=Placing("none"), published=DateReading(), signed=DateReading(),
        generated=DateReading(), index_number=None, document_number=None, sections=(),
    )  # fmt: skip
    for path in ("unplaced/a/none-other", "gansu/x/none-other"):
        for language in ("zh-Hans", "en"):
            files = Made([(path, bare)], replace(SETTINGS, language=language)).build()
            assert "无题" in files[f"{path}/index.html"].decode()
            assert "无题" in files["years/index.html"].decode()
            assert "None" not in files[f"{path}/index.html"].decode()
