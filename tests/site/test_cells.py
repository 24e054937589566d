"""What the tables of many pages share is made once, and never for another value."""

from __future__ import annotations

from markupsafe import Markup

from govreport_site.site import cells
from govreport_site.site.cells import Once


def test_a_macro_is_asked_once_for_a_value() -> None:
    asked: list[object] = []

    def macro(value: object) -> Markup:
        asked.append(value)
        return Markup(f"<b>{len(asked)}</b>")

    once, head = Once(), ["a"]
    assert once(macro, head) == once(macro, head) == "<b>1</b>"
    assert once(macro, ["a"]) == "<b>2</b>"
    assert once(lambda value: Markup("other"), head) == "other"


def test_values_that_are_gone_are_not_mistaken_for_new_ones() -> None:
    once = Once()
    for number in range(3 * cells._KEPT):
        # The list is dropped at once: its number in memory is free for the next.
        assert once(lambda value: Markup(value[0]), [str(number)]) == str(number)
