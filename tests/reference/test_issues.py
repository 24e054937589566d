"""Every issue that reading can raise is explained."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport_site
from govreport_site.model import Issue
from govreport_site.reference.issues import issue_meanings, issue_told, parts_of, why_told

ROOT = Path(govreport_site.__file__).parent
RAISED = re.compile(r'(?:Issue|\.doubt)\(\s*"([a-z-]+)"')


def test_every_code_in_the_source_is_explained() -> None:
    raised = {
        code
        for room in ("extract", "parse")
        for path in (ROOT / room).rglob("*.py")
        for code in RAISED.findall(path.read_text("utf-8"))
    }
    assert len(raised) > 20
    assert raised <= issue_meanings().keys()


def test_each_is_explained_in_both_languages() -> None:
    for meaning in issue_meanings().values():
        assert re.search("[一-鿿]", meaning.zh)
        assert meaning.en.endswith((".", ")"))


def braces(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def sentences() -> list[tuple[str, str, str]]:
    """(code, English, Chinese) of all."""
    return [(m.code, en, zh) for m in issue_meanings().values() for en, zh in m.told]


def test_the_chinese_sentences_say_what_the_english_ones_say() -> None:
    for code, english, chinese in sentences():
        if chinese:
            assert braces(chinese) <= braces(english), code
            assert re.search("[一-鿿]", chinese), code
        else:
            assert not braces(english), f"{code}: what it names is lost"


def messages(tree: ast.AST) -> Iterator[str]:
    """Every English sentence of a module with {} for what varies, pieces of one joined."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )


def test_every_sentence_is_one_that_reading_writes() -> None:
    written = {
        text
        for room in ("extract", "parse")
        for path in (ROOT / room).rglob("*.py")
        for text in messages(ast.parse(path.read_text("utf-8")))
    }
    for code, english, _ in sentences():
        bare = re.sub(r"\{[a-z]+\}", "{}", english)
        # Some are put together from two pieces.
        pieces = [bare, *re.split(r"(?<=text); it is named after ", bare)]
        assert any(piece in written for piece in pieces), f"{code}: {english}"


def told_values(english: str) -> st.SearchStrategy[dict[str, str]]:
    words = st.text("甲乙丙12", min_size=1, max_size=6)
    return st.fixed_dictionaries(dict.fromkeys(sorted(braces(english)), words))


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.data())
def test_a_stored_sentence_is_told_in_chinese(data: st.DataObject) -> None:
    code, english, chinese = data.draw(st.sampled_from(sentences()))
    values = data.draw(told_values(english))
    message = english.format_map(values)
    assert parts_of(message, english) == values
    shown = issue_told(Issue(code, "info", message), "zh-Hans")
    assert bool(shown) == bool(chinese)
    for name in braces(chinese):
        assert values[name] in shown
    assert "{" not in shown
    assert issue_told(Issue(code, "info", message), "en") == (message if chinese else "")


@pytest.mark.parametrize(
    ("code", "message", "chinese"),
    [
        (
            "date-ambiguous",
            'the closing date "2021111" lost its marks: it may be 2021-01-11 or 2021-11-01',
            "落款日期“2021111”丢失了分隔字，可能是2021年1月11日或2021年11月1日。",
        ),
        (
            "row-unrecoverable",
            'row "予以公开": 5 values printed, 7 expected',
            "“予以公开”一行无法读取：印出5个数值，应有7个。",
        ),
        (
            "scanned-pages",
            "pages that are pictures and are not read: 1, 2 and 3 more",
            "未读取的页：1、2，另有3页。",
        ),
        ("row-missing", "a sentence that a person wrote", "a sentence that a person wrote"),
        ("unheard-of", "what it says", "what it says"),
    ],
)
def test_sentences_of_reports(code: str, message: str, chinese: str) -> None:
    assert issue_told(Issue(code, "info", message), "zh-Hans") == chinese


def raised_in(function: ast.AST) -> Iterator[str]:
    """The sentences of every Issue and doubt that a function makes, {} for what varies."""
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        at = {"Issue": 2, "doubt": 1}.get(name)
        for asked in node.args[at : at + 1] if at is not None else ():
            value: ast.expr | None = asked
            if isinstance(asked, ast.Name):
                earlier = [one for one in assigned.get(asked.id, []) if one.lineno < node.lineno]
                value = max(earlier, key=lambda one: one.lineno, default=None)
            yield from (text for text in messages(value) if " " in text) if value else ()


def test_every_sentence_that_reading_writes_is_told_in_chinese() -> None:
    templates = [re.sub(r"\{[a-z]+\}", "{}", english) for _, english, _ in sentences()]
    seen = 0
    for room in ("extract", "parse"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                for text in raised_in(node) if isinstance(node, ast.FunctionDef) else ():
                    seen += 1
                    assert any(text in template for template in templates), f"{path}: {text}"
    assert seen > 25


def test_why_a_table_was_lost_is_told_in_chinese() -> None:
    assert why_told("12 of 20 rows print fewer values than columns: repeated values are removed",
                    "zh-Hans") == "20行中有12行的数值少于列数，重复的数值已被删去"  # fmt: skip
    assert why_told("自己写的原因", "zh-Hans") == why_told("自己写的原因", "en") == "自己写的原因"
