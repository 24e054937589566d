"""Templates become quicker code that says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from govreport_site.site.compiling import environment_of, escaped
from govreport_site.site.words import Words

WORDS = Words({"a": {"b": "<b>词", "year": "{year} & 年"}, "plain": "字"})


class Loud(str):
    """A text that says by itself how it is written."""

    def __html__(self) -> str:
        return "<i>loud</i>"


def shown(
    folder: Path, text: str, words: Words = WORDS, cache: Path | None = None, **view: object
) -> str:
    (folder / "page.html").write_text(text, "utf-8")
    environment = environment_of([folder], words, {"site": "here"}, cache)
    return environment.get_template("page.html").render(**view)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.text("<>&'\"年a\0")
    | st.integers()
    | st.booleans()
    | st.none()
    | st.builds(Markup, st.text("<a&"))
    | st.builds(Loud, st.text("<"))
)
def test_escaping_is_that_of_markupsafe(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_what_is_printed_is_escaped_once(tmp_path: Path) -> None:
    text = "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(v) }}{{ v }}{{ w.a.b }}{{ site }}"
    assert shown(tmp_path, text, v="<&>") == ("<b>&lt;&amp;&gt;</b>&lt;&amp;&gt;&lt;b&gt;词here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ w.plain }}{{ w.a.b|length }}", "字4"),
        ("{{ w.a.year.format(year=y) }}", "&lt;1&gt; &amp; 年"),
        ("{{ w.a[key] }}{{ w['plain'] }}", "&lt;b&gt;词字"),
        ("{{ w.a.get('c', 'none') }}", "none"),
        ("{% if 'b' in w.a %}{{ other.w.plain }}{% endif %}", "not this"),
        ("{{ w.plain if y else w.a.b }}", "字"),
    ],
)
def test_words_stand_where_they_are_named(tmp_path: Path, text: str, expected: str) -> None:
    view = {"key": "b", "y": "<1>", "other": {"w": {"plain": "not this"}}}
    assert shown(tmp_path, text, **view) == expected


@pytest.mark.parametrize("text", ["{{ w.a.c }}", "{{ w.nothing }}", "{{ w.plain.nothing }}"])
def test_a_missing_word_is_an_error_of_its_page(tmp_path: Path, text: str) -> None:
    with pytest.raises(UndefinedError):
        shown(tmp_path, text)


def test_compiled_templates_are_of_their_words(tmp_path: Path) -> None:
    for word in ("one", "two", "one"):
        assert shown(tmp_path, "{{ w.x }}", Words({"x": word}), tmp_path / "cache") == word
