"""The page of common topics: counts, first and newest reports, without a script."""

from __future__ import annotations

import re

from govreport_site.archive import Archive, entry_of
from govreport_site.reference.topics import topics, topics_in
from govreport_site.site.theme import Theme
from govreport_site.site.topics import topics_view
from tests.site.making import SETTINGS, path_of, report, unit

TEXTS = {
    2016: "全年收到行政\n复议申请1件。",
    2018: "未收取任何费用；行政复议0件。",
    2019: "组织培训2次。",
    2021: "行政复议维持1件。",
    2022: "无行政复议。",
    2023: "行政复议1件，疫情防控信息52条。",
}


def archive() -> Archive:
    made = [
        report(year, unit=unit("a-zhen", "甲镇"), text=text, with_statistics=False)
        for year, text in TEXTS.items()
    ]
    return Archive(entry_of(one, path_of(one), f"{one.year:064}") for one in made)


def test_a_text_mentions_what_it_says_whatever_spaces_are_between() -> None:
    named = [topics()[n].zh for n in topics_in("行 政\n复议；“三公”经费")]
    assert named == ["行政复议", "三公经费"]
    assert topics_in("") == b""


def test_topics_are_told_apart() -> None:
    assert len({t.zh for t in topics()}) == len({t.en for t in topics()}) == len(topics()) < 256
    assert all(t.words and all("".join(w.split()) == w for w in t.words) for t in topics())


def test_counts_are_those_of_a_scan() -> None:
    theme = Theme(SETTINGS, None)
    found = {row.name: row for row in topics_view(SETTINGS, theme.words, archive()).topics}
    assert found["行政复议"].count == 5
    assert [(one.year.text, one.count) for one in found["行政复议"].years] == [
        ("2023", 1), ("2022", 1), ("2021", 1), ("2018", 1), ("2016", 1),
    ]  # fmt: skip
    assert [row.year for row in found["行政复议"].newest] == [2023, 2022, 2021]
    assert [row.year for row in found["行政复议"].first] == [2016]
    assert [row.year for row in found["疫情防控"].newest] == [2023]
    assert found["疫情防控"].first == ()
    # Its heading says so in every report.
    assert found["主动公开"].count == 6
    assert "三公经费" not in found


def test_the_page_links_to_reports_years_and_the_search() -> None:
    theme = Theme(SETTINGS, None)
    page = theme.render("topics.html", topics_view(SETTINGS, theme.words, archive())).decode()
    hrefs = set(re.findall(r'href="([^"]*)"', page))
    assert "../../fujian/xiamen/xiangan-qu/a-zhen/2016-annual/index.html" in hrefs
    assert "../../years/2021/index.html" in hrefs
    assert "../index.html?q=%E8%A1%8C%E6%94%BF%E5%A4%8D%E8%AE%AE" in hrefs
    assert "<script" not in page.replace('<script src="../../assets/site.js" defer></script>', "")


def test_the_search_page_leads_there_without_a_script() -> None:
    from govreport_site.site.plain import search_view

    theme = Theme(SETTINGS, None)
    page = theme.render("search.html", search_view(theme.settings, theme.words)).decode()
    noscript = re.search(r"<noscript>.*?</noscript>", page, re.S)
    assert noscript
    assert 'href="topics/index.html"' in noscript[0]


def test_no_reports_are_said_to_mention_nothing() -> None:
    theme = Theme(SETTINGS, None)
    page = theme.render("topics.html", topics_view(SETTINGS, theme.words, Archive([]))).decode()
    assert theme.words.say("topics.none") in page
