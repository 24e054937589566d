"""Rules over prose: each passes on a sound report and fails at its slip, with the sentence."""

import pytest
from msgspec.structs import replace

from govreport_site.checks.prose import PROSE_RULES, check_prose
from govreport_site.model import (
    Count,
    DateReading,
    Figure,
    Finding,
    Paragraph,
    Period,
    Placing,
    Report,
    Section,
    Statistics,
)
from govreport_site.reference.sentences import told

SOUND = "本机关认真落实条例，推进政府信息公开，存在的问题已经改进。"
HEADINGS = [
    ("一、", "总体情况"),
    ("二、", "主动公开政府信息情况"),
    ("三、", "收到和处理政府信息公开申请情况"),
    ("四、", "政府信息公开行政复议、行政诉讼情况"),
    ("五、", "存在的主要问题及改进情况"),
    ("六、", "其他需要报告的事项"),
]


def report(
    *texts: str,
    headings: list[tuple[str, str]] = HEADINGS,
    figures: tuple[Figure, ...] = (),
    statistics: Statistics | None = None,
    issuer: str = "某某镇人民政府",
) -> Report:
    bodies = [*texts, *[SOUND] * len(headings)][: len(headings)]
    bodies[-1] = texts[-1] if len(texts) == len(headings) else "本年度未收取信息处理费。"
    sections = tuple(
        Section("other", 1, number, title, 2 * n + 1, (Paragraph(body, 2 * n + 2),))
        for n, ((number, title), body) in enumerate(zip(headings, bodies, strict=True))
    )
    return Report(
        "某某镇2021年政府信息公开工作年度报告", "annual", 2021, Period("2021-01-01", "2021-12-31"),
        issuer, "township", Placing("none"), DateReading("2022-01-20"), DateReading(),
        DateReading(), None, None, sections, statistics, figures=figures,
    )  # fmt: skip


def figure(
    key: str, value: int, sentence: str, *, unit: str = "条", scope: str | None = None
) -> Figure:
    label = sentence.split(str(value))[0][-8:] if str(value) in sentence else sentence
    return Figure(key, label, value, unit, sentence, 2, None, scope)


def sentence(text: str, *counts: tuple[int, str]) -> tuple[Figure, ...]:
    found, position = [], 0
    for value, unit in counts:
        start = text.index(str(value), position)
        label = text[position:start].lstrip("，、；其中条件") or "共"
        found.append(Figure("other", label, value, unit, text, 2))
        position = start + len(str(value))
    return tuple(found)


def verdicts(given: Report, code: str) -> list[str]:
    return [f.verdict for f in check_prose(given) if f.code == code]


def slips(given: Report, code: str) -> list[Finding]:
    return [f for f in check_prose(given) if f.code == code and f.verdict == "fail"]


def test_a_sound_report_breaks_no_rule() -> None:
    assert [f for f in check_prose(report()) if f.verdict in {"fail", "uncertain"}] == []


def test_every_rule_answers_and_is_explained() -> None:
    answered = {f.code for f in check_prose(report())}
    assert answered == {rule.code for rule in PROSE_RULES}
    assert len({rule.code for rule in PROSE_RULES}) == len(PROSE_RULES)
    assert all(rule.source for rule in PROSE_RULES)


@pytest.mark.parametrize(
    ("text", "counts", "verdict"),
    [
        ("共处理60714件,其中,网格43991条,热线10615件;网页6108件。",
         [(60714, "件"), (43991, "条"), (10615, "件"), (6108, "件")], "pass"),
        ("发布45条，其中法规7条，业务30条，其他7条；回复1条。",
         [(45, "条"), (7, "条"), (30, "条"), (7, "条"), (1, "条")], "pass"),
        ("发布2483条，其中甲319条，乙851条，丙2348条。",
         [(2483, "条"), (319, "条"), (851, "条"), (2348, "条")], "fail"),
        ("发布100条（甲20条，乙30条，其他60条）。",
         [(100, "条"), (20, "条"), (30, "条"), (60, "条")], "fail"),
        ("收到72件，其中予以公开30件，部分公开20件。",
         [(72, "件"), (30, "件"), (20, "件")], "uncertain"),
        ("发布45条，其中业务类30条，占68%，其他15条，占33%。",
         [(45, "条"), (30, "条"), (68, "%"), (15, "条"), (33, "%")], "fail"),
        ("发布45条，其中业务类30条，占66%，其他15条，占33%。",
         [(45, "条"), (30, "条"), (66, "%"), (15, "条"), (33, "%")], "pass"),
    ],
)  # fmt: skip
def test_sums(text: str, counts: list[tuple[int, str]], verdict: str) -> None:
    if text.startswith("发布45条，其中法规"):
        text = text.replace("业务30条", "规划1条，业务30条")
        counts = [counts[0], counts[1], (1, "条"), *counts[2:]]
    given = report(figures=sentence(text, *counts))
    assert set(verdicts(given, "P-SUM")) == {verdict}


def test_parts_in_the_sentence_after_their_total() -> None:
    total = sentence("累计主动公开65条。", (65, "条"))
    text = "其中,网上公开20条,占30%,栏上公开45条,占75%。"
    parts = sentence(text, (20, "条"), (30, "%"), (45, "条"), (75, "%"))
    found = slips(report(figures=(*total, *parts)), "P-SUM")
    assert [told(f, None, "en") for f in found] == [
        "45 of 65 is 69.2%, printed 75%.",
        "The shares 30 and 75 (%) add up to 105%.",
    ]


def test_results_are_of_requests_received_and_carried_in() -> None:
    text = "上年结转2件，新收10件，其中自然人申请9件，予以公开7件，不予公开4件，结转下年度1件。"
    keys = ["carry_in", "new", "new.natural_person", "r1", "r3", "carry_out"]
    counts = [(2, "件"), (10, "件"), (9, "件"), (7, "件"), (4, "件"), (1, "件")]
    made = sentence(text, *counts)
    named = tuple(replace(f, key=f"requests.{k}") for f, k in zip(made, keys, strict=True))
    assert verdicts(report(figures=named), "P-SUM") == ["pass"]


def test_other_units_and_changes_beside_the_parts_are_no_parts() -> None:
    text = "公开127条，其中动态43条，查处6条(机构6家)，公示78条，比上年减少9条。"
    counts = [(127, "条"), (43, "条"), (6, "条"), (6, "家"), (78, "条"), (9, "条")]
    assert verdicts(report(figures=sentence(text, *counts)), "P-SUM") == ["pass"]


def test_channels_overlap() -> None:
    made = sentence("公开10条，其中网站公开8条，微信公开6条。", (10, "条"), (8, "条"), (6, "条"))
    names = ["published", "published_online", "published_wechat"]
    named = tuple(replace(f, key=f"proactive.{n}") for f, n in zip(made, names, strict=True))
    assert verdicts(report(figures=named), "P-SUM") == ["pass"]


def review_table(*row: int) -> Statistics:
    values = tuple(Count(v) for v in row)
    nothing = tuple(Count(0) for _ in range(5))
    return Statistics("2021", {"review": {
        "reconsideration": values, "litigation_direct": nothing,
        "litigation_after_reconsideration": nothing}})  # fmt: skip


@pytest.mark.parametrize(("value", "verdict"), [(4, "pass"), (0, "fail")])
def test_prose_against_the_table(value: int, verdict: str) -> None:
    text = f"行政复议{value}件。"
    claimed = figure("review.reconsideration", value, text, unit="件")
    given = report(figures=(claimed,), statistics=review_table(3, 1, 0, 0, 4))
    (found,) = [f for f in check_prose(given) if f.code == "P-T"]
    assert found.verdict == verdict
    if verdict == "fail":
        assert found.evidence == (text, "review.reconsideration")


def test_cumulative_and_approximate_counts_are_not_held_to_the_table() -> None:
    cumulative = figure("review.reconsideration", 9, "历年9件。", unit="件", scope="cumulative")
    about = replace(figure("review.reconsideration", 5, "约5件。", unit="件"), qualifier="约")
    given = report(figures=(cumulative, about), statistics=review_table(3, 1, 0, 0, 4))
    assert verdicts(given, "P-T") == ["not-assessable"]


def test_missing_repeated_shifted_and_foreign_sections() -> None:
    missing = report(headings=[h for h in HEADINGS if h[0] != "四、"])
    assert "政府信息公开行政复议、行政诉讼情况" in slips(missing, "S-SEC")[0].values["missing"]
    shifted = report(headings=[*HEADINGS[:3], ("五、", HEADINGS[3][1]), *HEADINGS[4:]])
    assert [f.values["number"] for f in slips(shifted, "S-SEC")] == ["四"]
    raised = report(headings=[HEADINGS[0], ("二、", "加强平台建设"), *HEADINGS[1:]])
    assert any("加强平台建设" in f.values.get("heading", "") for f in slips(raised, "S-SEC"))
    twice = report(headings=[*HEADINGS, ("六、", HEADINGS[5][1])])
    assert any(f.says == "twice" for f in slips(twice, "S-SEC"))
    turned = report(headings=[HEADINGS[1], HEADINGS[0], *HEADINGS[2:]])
    assert any(f.says == "out-of-order" for f in slips(turned, "S-SEC"))


@pytest.mark.parametrize("words", ["", "无", "无。", "暂无"])
def test_section_five_must_say_something(words: str) -> None:
    texts = [SOUND] * 4 + [words, "未收取信息处理费。"]
    assert len(slips(report(*texts), "S-5")) == 1


def test_section_six_must_report_the_fee() -> None:
    texts = [SOUND] * 5 + ["无"]
    assert len(slips(report(*texts), "S-6")) == 1


def test_period_of_another_year_or_of_part_of_it() -> None:
    other = replace(report(), period=Period("2020-01-01", "2020-12-31"))
    assert len(slips(other, "C-YEAR")) == 1
    part = replace(report(), period=Period("2021-01-01", "2021-12-22"))
    assert len(slips(part, "C-YEAR")) == 1


def test_text_that_speaks_of_a_day_after_publication() -> None:
    given = replace(report("截至12月18日，系统运行正常。"), kind="self-check",
                    period=Period(None, None), published=DateReading("2021-12-08"))  # fmt: skip
    (found,) = slips(given, "C-PUB")
    assert found.evidence == ("截至12月18日，系统运行正常。",)


def test_text_that_speaks_of_another_year() -> None:
    (found,) = [
        f for f in check_prose(report("截至2020年底，系统运行正常。")) if f.code == "C-YEAR"
    ]
    assert found.verdict == "uncertain"
    assert verdicts(report("截至2021年底，系统运行正常。"), "C-YEAR") == ["pass"]


def test_published_before_the_period_ended_or_a_figure_was_counted() -> None:
    early = replace(report(), published=DateReading("2021-12-01"))
    assert len(slips(early, "C-PUB")) == 1
    later = figure("other", 73, "截至12月18日发布73条。", scope="as-of 2021-12-18")
    given = replace(
        report(figures=(later,)), kind="self-check", period=Period(None, None),
        published=DateReading("2021-12-08"),
    )  # fmt: skip
    (found,) = slips(given, "C-PUB")
    assert found.evidence == (later.sentence,)
    self_check = replace(given, figures=())
    assert verdicts(self_check, "C-PUB") == ["pass"]


@pytest.mark.parametrize(
    "prompt",
    [
        "对社会关注度高的决策事项,在决策前是否向社会公开相关信息,并及时反馈情况。",
        "是否建立政务舆情收集机制。",
        "20XX年主动公开信息。",
        "共公开（   ）条信息。",
        "4、落实政务公开工作要点的难点或亮点事项。",
    ],
)
def test_unanswered_prompts(prompt: str) -> None:
    (found,) = slips(report(prompt), "TXT-PROMPT")
    assert found.evidence == (prompt,)


@pytest.mark.parametrize(
    "text",
    ["对公开内容是否涉密进行审查。", "认真检查信息是否更新。", "明确是否公开。", "不论是否公开。"],
)
def test_answers_are_no_prompts(text: str) -> None:
    assert verdicts(report(text), "TXT-PROMPT") == ["pass"]


def test_words_of_another_kind_of_body() -> None:
    text = "为此,我镇党委、政府高度重视村务公开工作。"
    (found,) = slips(report(text, issuer="洋里乡人民政府"), "TXT-BODY")
    assert found.evidence == (text,)
    assert verdicts(report(text, issuer="某某镇人民政府"), "TXT-BODY") == ["pass"]
    assert slips(report("我局高度重视。", issuer="某某镇人民政府"), "TXT-BODY")
    assert not slips(report("我县高度重视。", issuer="某某镇人民政府"), "TXT-BODY")
    assert not slips(report("我街道党工委重视。", issuer="大嶝街道办事处"), "TXT-BODY")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("（国务院令第771号）", "国务院令第711号"),
        ("（国令第711号）", "国务院令第711号"),
        ("（国办公开函〔2021〕30号）", "国办公开办函〔2021〕30号"),
        ("（国办发〔2021〕30号）", "国办公开办函〔2021〕30号"),
    ],
)
def test_wrong_citations(text: str, right: str) -> None:
    assert slips(report(text), "TXT-LAW")[0].values["right"] == right


@pytest.mark.parametrize(
    "text",
    [
        "（国务院令第711号）",
        "（国办公开办函〔2021〕30号）",
        "国办发〔2016〕19号",
        "国务院令第492号",
    ],
)
def test_right_citations(text: str) -> None:
    assert verdicts(report(text), "TXT-LAW") == ["pass"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("公布54家重点污染源企业信息重点污染源企业信息。", "TXT-TYPO"),
        ("《关于关于推进工作的通知》", "TXT-TYPO"),
        ("依法做好信思公开工作。", "TXT-TYPO"),
        ("办结率达98%。，获得好评。", "TXT-MARK"),
        ("推进“五公开情况。", "TXT-MARK"),
        ("全年政策解读,。", "TXT-MARK"),
    ],
)
def test_slips_of_the_pen(text: str, code: str) -> None:
    assert slips(report(text), code)
    assert not slips(report(SOUND), code)
