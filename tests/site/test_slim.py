"""Scripts are shipped without what only their readers need, and never changed otherwise."""

from __future__ import annotations

import pytest

from govreport_site.site.slim import slim


def test_indentation_comments_and_empty_lines_go() -> None:
    script = "// why\n(() => {\n  // how\n  go('//here');  // now\n\n})();\n"
    assert slim(script.encode()) == b"(() => {\ngo('//here');  // now\n})();\n"


@pytest.mark.parametrize(
    "script", ["a = `one\n  two`;\n", "/* all\n  day */ go();\n", "'a\\\n  b'\n"]
)
def test_what_may_go_over_several_lines_is_left_alone(script: str) -> None:
    assert slim(script.encode()) == script.encode()
