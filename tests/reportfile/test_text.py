"""Text survives its way through Markdown to the character."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from govreport_site.reportfile.text import escape, escape_cell, unescape

TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\\`*_<>[]&~|#+-=.)^1 \t\n&#;br"), max_size=60
)
FIXED = settings(deadline=None, derandomize=True, max_examples=400)


@FIXED
@given(TEXTS)
@example("a\\\nb")
@example("\n\n# not a heading\n")
@example("1. not a list")
@example("&#35;<br>\\")
def test_escape_is_reversible(text: str) -> None:
    assert unescape(escape(text)) == text


@FIXED
@given(TEXTS)
@example("^")
@example("<")
@example("---")
def test_escape_cell_is_reversible_and_stays_on_its_line(text: str) -> None:
    escaped = escape_cell(text)
    assert unescape(escaped) == text
    assert "\n" not in escaped
    assert escaped not in {"<", "^"}


@FIXED
@given(TEXTS)
def test_escaped_text_begins_no_block_and_leaves_no_empty_line(text: str) -> None:
    for line in escape(text).split("\n"):
        assert line.strip(" \t") or text == ""
        assert not line.startswith(("#", "|", "<!--", "- ", "---"))
