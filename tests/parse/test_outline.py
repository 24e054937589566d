"""The outline: headings with lost, restarted, duplicated, glued and run-in numbers."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.model import Block, Heading, Kind, Paragraph, Section, StatisticsTable
from govreport_site.parse.outline import Outline, read_outline

SEEDS = Path(__file__).parents[1] / "corpus" / "seeds"
FACTS = json.loads((SEEDS / "facts.json").read_text(encoding="utf-8"))
BODY = "本单位认真贯彻落实条例要求，加强组织领导，扎实推进政府信息公开各项工作，取得了新的成效。"


def outline(text: str, kind: Kind = "annual", year: int | None = 2021) -> Outline:
    lines = text.split("\n")
    blocks = [Paragraph(line, n) for n, line in enumerate(lines, 1) if line.strip()]
    return read_outline(blocks, kind=kind, year=year)


def headings(text: str, kind: Kind = "annual", year: int | None = 2021) -> list[tuple[int, str]]:
    return [(s.level, s.heading or "") for s in outline(text, kind, year).sections if s.level]


def keys(text: str, kind: Kind = "annual", year: int | None = 2021, level: int = 1) -> list[str]:
    return [s.key for s in outline(text, kind, year).sections if s.level == level]


def printed(sections: tuple[Section, ...]) -> str:
    parts: list[str] = []
    for section in sections:
        parts += [section.number or "", section.title or ""]
        parts += [b.text for b in section.blocks if isinstance(b, Paragraph)]
    return "".join("".join(parts).split())


@pytest.mark.parametrize("fact", FACTS, ids=[f["file"][:3] for f in FACTS])
def test_seed_headings(fact: dict[str, object]) -> None:
    text = (SEEDS / str(fact["file"])).read_text(encoding="utf-8")
    year = fact["report_year"]
    assert isinstance(year, int)
    found = outline(text, "self-check" if fact["kind"] == "self-check" else "annual", year)
    levels = [s.level for s in found.sections]
    assert levels.count(1) == fact["headings_l1"]
    assert levels.count(2) == fact["headings_l2"]
    assert printed(found.sections) == "".join(text.split())


def test_lost_numerals_of_seed_002_are_repaired_beside_the_print() -> None:
    text = (SEEDS / str(FACTS[2]["file"])).read_text(encoding="utf-8")
    found = outline(text, "annual", 2018)
    assert [(r.printed, r.read) for r in found.repairs] == [
        ("、信息公开情况", "一、信息公开情况"),
        ("主要做法", "二、主要做法"),
        ("、存在问题及改进措施", "三、存在问题及改进措施"),
    ]
    assert [s.key for s in found.sections if s.level == 1] == ["proactive", "other", "problems"]


OFFICIAL = [
    ("一、总体情况", "overview"),
    ("二、主动公开政府信息情况", "proactive"),
    ("三、收到和处理政府信息公开申请情况", "on_request"),
    ("四、政府信息公开行政复议、行政诉讼情况", "review"),
    ("五、存在的主要问题及改进情况", "problems"),
    ("六、其他需要报告的事项", "other"),
]


def official_report(*, drop: str = "") -> str:
    return "\n".join(f"{h.replace(drop, '') if drop else h}\n{BODY}" for h, _ in OFFICIAL)


def test_official_sections() -> None:
    assert headings(official_report()) == [(1, h) for h, _ in OFFICIAL]
    assert keys(official_report()) == [k for _, k in OFFICIAL]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2024, None])
def test_official_sections_in_every_year(year: int | None) -> None:
    assert keys(official_report(), year=year) == [k for _, k in OFFICIAL]


def test_official_sections_without_any_numerals() -> None:
    text = "\n".join(f"{h[1:]}\n{BODY}" for h, _ in OFFICIAL)
    found = outline(text)
    assert [s.key for s in found.sections if s.level == 1] == [k for _, k in OFFICIAL]
    assert [r.read for r in found.repairs] == [h for h, _ in OFFICIAL]


def test_official_sections_without_numbers_at_all() -> None:
    text = "\n".join(f"{h[2:]}\n{BODY}" for h, _ in OFFICIAL)
    assert keys(text) == [k for _, k in OFFICIAL]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("一、总体清况", "overview"),
        ("三、收到和处理政府信息公开申请情祝", "on_request"),
        ("四、政府信息公开行政复议行政诉讼情况", "review"),
        ("五、存在的主要问题及改情况", "problems"),
        ("五、存在主要问题和改进情况", "problems"),
        ("六、其它需要报告的事项", "other"),
        ("二、 主动公开政府信息的情况", "proactive"),
    ],
)
def test_misprinted_official_heading_keeps_its_key(heading: str, key: str) -> None:
    lines = [heading if h[0] == heading[0] else h for h, _ in OFFICIAL]
    found = outline("\n".join(f"{h}\n{BODY}" for h in lines))
    section = next(s for s in found.sections if s.number and s.number[0] == heading[0])
    assert section.key == key
    assert (section.heading or "").replace(" ", "") == heading.replace(" ", "")


def test_one_lost_number_between_two_known_ones_is_certain() -> None:
    text = official_report().replace("三、收到", "、收到")
    repairs = outline(text).repairs
    assert [(r.read, r.confidence) for r in repairs] == [
        ("三、收到和处理政府信息公开申请情况", 1.0)
    ]


def test_five_aspects_below_the_overview() -> None:
    aspects = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
    numbered = "\n".join(f"（{n}）{a}\n{BODY}" for n, a in zip("一二三四五", aspects, strict=True))
    text = official_report().replace(BODY, numbered, 1)
    expected = ["proactive", "on_request", "management", "platform", "supervision"]
    assert keys(text, level=2) == expected
    plain = official_report().replace(BODY, "\n".join(f"{a}情况\n{BODY}" for a in aspects), 1)
    assert keys(plain, level=2) == expected
    arabic = "\n".join(f"{n}.{a}方面。{BODY}" for n, a in enumerate(aspects, 1))
    assert keys(official_report().replace(BODY, arabic, 1), level=2) == expected


def test_all_four_levels() -> None:
    text = f"一、概述\n（一）组织领导\n1.加强领导。{BODY}\n（1）人员\n{BODY}\n（2）经费\n{BODY}\n"
    text += f"2.健全制度。{BODY}"
    assert [level for level, _ in headings(text, year=2012)] == [1, 2, 3, 4, 4, 3]


def test_numbers_keep_their_print() -> None:
    for mark in ("一 、", "一．", "一.", "第一，", "第一部分 "):
        found = outline(f"{mark}概 述\n{BODY}\n", year=2012)
        assert found.sections[0].number == mark.strip()
        assert found.sections[0].title == "概 述"
    for mark in ("（一）", "(一)", "﹙一﹚", "（一）、", "㈠", "一）"):
        found = outline(f"一、概述\n{mark}组织领导\n{BODY}", year=2012)
        assert (found.sections[1].level, found.sections[1].number) == (2, mark)


def test_run_in_heading_is_cut_after_its_stop() -> None:
    found = outline(
        f"一、概述\n（一）公开的方式。一是发布。{BODY}\n（二）公开的内容。{BODY}", year=2012
    )
    section = found.sections[1]
    assert (section.title, section.run_in) == ("公开的方式。", True)
    assert section.blocks == (Paragraph(f"一是发布。{BODY}", 2),)


def test_inline_enumeration_is_no_heading() -> None:
    listed = "本报告由以下部分组成：一、概述；二、主动公开情况；三、其他。"
    text = f"一、概述\n{listed}{BODY}\n二、其他事项\n{BODY}"
    assert headings(text, year=2012) == [(1, "一、概述"), (1, "二、其他事项")]


def test_list_in_running_text_stays_prose() -> None:
    listed = f"一是加强领导。{BODY}\n二是健全制度。{BODY}\n三是强化监督。{BODY}"
    text = f"一、概述\n{listed}\n二、其他事项\n{BODY}"
    assert headings(text, year=2012) == [(1, "一、概述"), (1, "二、其他事项")]


def test_numbered_sentences_are_no_headings() -> None:
    sentences = "\n".join(
        f"{n}、进一步加大贯彻执行条例和上级有关文件精神的力度，推动工作深入开展。"
        for n in (1, 2, 3)
    )
    assert headings(f"一、改进措施\n{sentences}", year=2012) == [(1, "一、改进措施")]


def test_list_of_names_is_no_row_of_headings() -> None:
    listed = "主要公开以下内容：\n（一）机构职能；\n（二）政策法规；\n（三）规划计划。"
    text = f"一、概述\n{listed}\n{BODY}"
    assert headings(text, year=2012) == [(1, "一、概述")]


def test_numbers_that_restart_inside_a_section_are_below_it() -> None:
    inner = "".join(
        f"{n}、{t}\n{BODY}\n" for n, t in (("一", "抓落实"), ("二", "抓培训"), ("三", "抓监督"))
    )
    outer = f"二、主动公开情况\n{BODY}\n三、依申请公开情况\n{BODY}\n四、存在的问题\n{BODY}"
    text = f"一、概述\n{inner}{outer}"
    found = headings(text, year=2012)
    assert [h for level, h in found if level == 1] == [
        "一、概述", "二、主动公开情况", "三、依申请公开情况", "四、存在的问题"
    ]  # fmt: skip
    assert [h for level, h in found if level == 2] == ["一、抓落实", "二、抓培训", "三、抓监督"]


@pytest.mark.parametrize("numbers", ["一二五", "一五", "一二二三", "六七", "二三四", "一二三一二"])
def test_gaps_duplicates_and_restarts_keep_known_sections(numbers: str) -> None:
    titles = ["概述", "主动公开政府信息情况", "依申请公开情况", "收费及减免情况", "存在的问题"]
    lines = [f"{n}、{t}" for n, t in zip(numbers, titles, strict=False)]
    assert headings("\n".join(f"{h}\n{BODY}" for h in lines), year=2012) == [(1, h) for h in lines]


def test_heading_glued_to_the_paragraph_before() -> None:
    text = f"一、总体情况\n{BODY}二、主动公开政府信息情况\n{BODY}"
    assert headings(text) == [(1, "一、总体情况"), (1, "二、主动公开政府信息情况")]


def test_whole_report_in_one_paragraph() -> None:
    text = "".join(f"{h}{'' if n else ' '}2021年，{BODY}" for n, (h, _) in enumerate(OFFICIAL))
    found = outline("本报告根据条例编制。" + text)
    assert [s.key for s in found.sections if s.level == 1] == [k for _, k in OFFICIAL]
    assert printed(found.sections) == "".join(("本报告根据条例编制。" + text).split())


def test_whole_report_in_one_paragraph_with_spaced_headings_and_short_sections() -> None:
    text = (
        "引 言 本报告根据《条例》编制。全文包括一、概述 二、主动公开政府信息情况等部分。 "
        "一、概 述 根据《规定》要求，本局开展工作。 二、主动公开政府信息情况 本局主动公开401条。 "
        "三、咨询处理情况 四、政府信息公开复议、诉讼情况 无。"
    )
    found = outline(text, year=2017).sections
    assert [(s.number, s.title) for s in found if s.level] == [
        ("一、", "概 述"),
        ("二、", "主动公开政府信息情况"),
        ("三、", "咨询处理情况"),
        ("四、", "政府信息公开复议、诉讼情况"),
    ]
    assert printed(found) == "".join(text.split())


def test_lower_headings_inside_a_paragraph() -> None:
    aspects = f"（一）主动公开情况。{BODY}（二）依申请公开情况。{BODY}（三）管理情况。{BODY}"
    found = outline(f"一、总体情况{aspects}\n二、主动公开政府信息情况\n{BODY}").sections
    assert [(s.level, s.title) for s in found] == [
        (1, "总体情况"),
        (2, "主动公开情况。"),
        (2, "依申请公开情况。"),
        (2, "管理情况。"),
        (1, "主动公开政府信息情况"),
    ]
    listed = f"主要做好以下工作：（一）加强领导；（二）健全制度；（三）强化监督。{BODY}"
    assert headings(f"一、概述\n{listed}", year=2012) == [(1, "一、概述")]


def test_markup_gives_the_levels_of_headings_without_numbers() -> None:
    blocks: list[Block] = [
        Heading("某镇2021年政府信息公开工作年度报告", 1, 1),
        Heading("总体情况", 2, 2),
        Heading("主动公开", 3, 3),
        Paragraph(BODY, 4),
        Heading("特色工作", 5, 2),
        Paragraph(BODY, 6),
    ]
    sections = read_outline(blocks, kind="annual", year=2021).sections
    assert [(s.level, s.title) for s in sections] == [
        (0, None),
        (1, "总体情况"),
        (2, "主动公开"),
        (1, "特色工作"),
    ]


def test_annex_after_the_last_section_has_no_lost_number() -> None:
    found = outline(f"一、概述\n{BODY}\n二、存在的问题\n{BODY}\n附表\n{BODY}", year=2013)
    assert [s.key for s in found.sections] == ["overview", "problems", "annex"]
    assert found.repairs == ()


def test_numbers_that_vanished_before_run_in_headings() -> None:
    aspects = f"主动公开情况。{BODY}\n依申请公开情况。{BODY}"
    found = outline(official_report().replace(BODY, aspects, 1)).sections
    assert [(s.number, s.title, s.run_in) for s in found if s.level == 2] == [
        (None, "主动公开情况。", True),
        (None, "依申请公开情况。", True),
    ]


def test_numbered_rows_of_a_broken_table_are_no_headings() -> None:
    rows = ["一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0", "二、上年结转政府信息公开申请数量", "0",
            "三、本年度办理结果", "（一）予以公开", "四、结转下年度继续办理"]  # fmt: skip
    text = official_report().replace(f"申请情况\n{BODY}", "申请情况\n" + "\n".join(rows))
    assert headings(text) == [(1, h) for h, _ in OFFICIAL]


def test_topic_raised_to_the_first_level_keeps_its_key() -> None:
    titles = ["总体情况", "主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
    text = "\n".join(f"{n}、{t}\n{BODY}" for n, t in zip("一二三四五六", titles, strict=True))
    assert keys(text) == [
        "overview", "proactive", "on_request", "management", "platform", "supervision"
    ]  # fmt: skip


def test_contents_list_is_not_the_outline() -> None:
    listed = "\n".join(h for h, _ in OFFICIAL)
    assert headings(f"目录\n{listed}\n{official_report()}") == [(1, h) for h, _ in OFFICIAL]


def test_known_phrase_runs_into_its_text() -> None:
    found = outline(f"一、总体情况2021年，我局{BODY}\n二、主动公开政府信息情况\n{BODY}")
    assert found.sections[0].title == "总体情况"
    assert found.sections[0].run_in


def test_title_lost_after_its_number() -> None:
    found = headings(f"一、概述\n{BODY}\n二、   \n{BODY}\n三、依申请公开情况\n{BODY}", year=2012)
    assert found == [(1, "一、概述"), (1, "二、"), (1, "三、依申请公开情况")]


def test_self_check_keys() -> None:
    titles = ["推进“五公开”情况", "开展政策解读情况", "回应社会关切情况", "组织领导和考核监督情况",
              "制度机制建设情况", "政务服务开展情况", "平台渠道建设情况"]  # fmt: skip
    inner = "\n".join(f"（{n}）{t}\n{BODY}" for n, t in zip("一二三四五六七", titles, strict=True))
    rest = f"二、典型经验做法\n{BODY}\n三、存在问题\n{BODY}\n四、下一步工作计划\n{BODY}"
    text = f"一、重点工作落实情况\n{inner}\n{rest}"
    expected = "five_opens interpretation response leadership mechanism services platform"
    assert keys(text, "self-check", 2016, level=2) == expected.split()
    assert keys(text, "self-check", 2016) == ["other", "good_practice", "problems", "next"]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("概 述", "overview"),
        ("政府信息公开工作的基本概况", "overview"),
        ("政府信息主动公开情况", "proactive"),
        ("依申请公开政府信息和不予公开政府信息的情况", "on_request"),
        ("政府信息公开的收费及减免情况", "fees"),
        ("因政府信息公开申请提起行政复议、提起行政诉讼的情况", "review"),
        ("复议、诉讼和申诉的情况", "review"),
        ("咨询处理情况", "consult"),
        ("回应解读情况", "interpretation"),
        ("机构设置、保障经费和培训会议情况", "staffing"),
        ("政府信息公开工作存在的主要问题和改进措施", "problems"),
        ("2012年工作计划", "plan"),
        ("需要说明的事项与附表", "other"),
        ("政府信息公开情况统计表", "annex"),
    ],
)
def test_keys_before_2019(heading: str, key: str) -> None:
    assert keys(f"一、{heading}\n{BODY}", year=2013) == [key]


def test_closing_lines_are_a_section_of_their_own() -> None:
    found = outline(
        f"一、概述\n{BODY}\n          洋里乡人民政府\n          2016年12月29日", year=2016
    )
    assert [s.key for s in found.sections] == ["overview", "signature"]
    assert [b.text for b in found.sections[1].blocks if isinstance(b, Paragraph)] == [
        "洋里乡人民政府",
        "2016年12月29日",
    ]


def test_tables_stay_where_they_were_printed() -> None:
    blocks: list[Block] = [
        Paragraph("二、主动公开政府信息情况", 1),
        StatisticsTable("proactive", 2),
        Paragraph("三、收到和处理政府信息公开申请情况", 3),
        StatisticsTable("requests", 4),
        Paragraph(BODY, 5),
    ]
    sections = read_outline(blocks, kind="annual", year=2021).sections
    assert [s.blocks[0] for s in sections] == [blocks[1], blocks[3]]
    assert sections[1].blocks[1] == blocks[4]


def test_text_without_headings_says_so() -> None:
    found = outline(f"{BODY}\n{BODY}")
    assert [s.key for s in found.sections] == ["preamble"]
    assert [i.code for i in found.issues] == ["outline-none"]


WORDS = (
    "一、 二、 （一） (二) 1. 2、 ① 总体情况 概述 主动公开 存在的问题 2021年 附表 某某镇人民政府"
)
PIECES = st.sampled_from([*"、。；：（）\n 　", BODY, "2017年1月3日", *WORDS.split()])


@given(st.lists(PIECES, max_size=60), st.sampled_from(["annual", "self-check"]))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_every_character_stands_in_one_section(pieces: list[str], kind: Kind) -> None:
    text = "".join(pieces)
    assert printed(outline(text, kind, 2021).sections) == "".join(text.split())
