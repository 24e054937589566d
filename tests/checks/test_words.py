"""Every rule tells what it found in both languages, with the same things filled in."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport_site
from govreport_site.checks import CHECKS
from govreport_site.model import Finding
from govreport_site.reference.languages import Language
from govreport_site.reference.misprints import misprints
from govreport_site.reference.sentences import WAYS, rule_words, told

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")
ROOM = Path(govreport_site.__file__).parent / "checks"
NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")


def braces(sentence: str) -> set[tuple[str, str]]:
    """(name, way of writing) of all that is filled in."""
    return {(name, how or "") for _, name, how, _ in Formatter().parse(sentence) if name}


def said_in(file: Path) -> set[str]:
    """The strings of a module that could name a sentence."""
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    strings = (n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in strings if NAME.fullmatch(text)}


def test_both_languages_have_the_same_rules_sentences_and_braces() -> None:
    chinese, english = (rule_words(language) for language in LANGUAGES)
    assert list(chinese) == list(english) == [rule.code for rule in CHECKS]
    for code, words in chinese.items():
        assert words.says.keys() == english[code].says.keys(), code
        for name, sentence in words.says.items():
            assert braces(sentence) == braces(english[code].says[name]), (code, name)
            assert {how for _, how in braces(sentence)} <= WAYS.keys()


def test_each_is_written_in_its_language() -> None:
    for code, words in rule_words("zh-Hans").items():
        for text in (words.title, words.meaning, *words.says.values()):
            assert re.search("[一-鿿]", text) and "，" not in text[-1], (code, text)
    for code, words in rule_words("en").items():
        assert words.title.isascii() and words.meaning.endswith("."), code


def test_every_sentence_is_said_by_a_rule_and_every_one_said_is_there() -> None:
    words = rule_words("en")
    listed = {name for rule in words.values() for name in rule.says}
    raised = {name for file in ROOM.glob("*.py") for name in said_in(file)}
    raised |= {known.says for known in misprints().citations}
    shared = {"pass", "not-assessable", "uncertain"}
    assert listed - shared <= raised
    calls = re.compile(r'(?:Slip|_found)\(\s*(?:"\w+", )?"([a-z-]+)"')
    said = {m for file in ROOM.glob("*.py") for m in calls.findall(file.read_text("utf-8"))}
    assert len(said) > 12
    assert said <= listed


@pytest.mark.parametrize(
    ("finding", "chinese", "english"),
    [
        (
            Finding("T3-ID", "fail", "error", "differs", values={
                "at": "requests.new.total", "left": 12345, "right": 3}),
            "“总计”一列：新收与上年结转之和为12,345，办理结果总计与结转下年度之和为3。",
            "Column “Total”: received and carried in make 12,345, handled and carried out 3.",
        ),
        (
            Finding("C-PUB", "fail", "warning", "too-early", values={
                "published": "2021-12-01", "end": "2021-12-31"}),
            "发布于2021年12月1日，早于统计期末2021年12月31日。",
            "Published on 1 December 2021, before its period ended on 31 December 2021.",
        ),
        (
            Finding("P-SUM", "fail", "warning", "sum", values={
                "parts": ("319", "851", "2,348"), "sum": 3518, "total": 2483}),
            "319、851和2,348相加为3,518，总数印为2,483。",
            "319, 851 and 2,348 add up to 3,518, but the total is printed as 2,483.",
        ),
        (
            Finding("T4-SUM", "uncertain", "error", values={"asked": 3, "blank": 1}),
            "3项关系中有1项涉及空白单元格，无法判断。",
            "1 of 3 relations rest on blank cells and cannot be decided.",
        ),
        (Finding("unheard-of", "fail", "info", "as it is"), "as it is", "as it is"),
    ],
)  # fmt: skip
def test_a_finding_is_told_as_its_language_writes(
    finding: Finding, chinese: str, english: str
) -> None:
    assert told(finding, "2021", "zh-Hans") == chinese
    assert told(finding, "2021", "en") == english


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text(max_size=30))
def test_words_of_a_report_are_never_taken_for_braces(text: str) -> None:
    finding = Finding("TXT-PROMPT", "fail", "warning", "unanswered", values={"sentence": text})
    assert text in told(finding, None, "en")
