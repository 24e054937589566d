"""Generated reports of every form in every rendering: what is printed is read, or flagged."""

import random
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.model import Block, Paragraph, Table
from govreport_site.parse.statistics import read_statistics
from tests.forms_generator import FORM_NAMES, RENDERINGS, FormName, Score, Wear, generate
from tests.forms_generator.blocks import SHAPES, blocks_of

SEEDS = range(4)
FLOOR = 0.99
"""Share of readable cells in each rendering; over all of them it is above 0.998."""


def letters(blocks: Iterable[Block]) -> Counter[str]:
    """Every character that is not white space, with its number."""
    found: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Table):
            texts = [cell.text for cell in block.cells]
        else:
            texts = [block.text] if hasattr(block, "text") else []
        for text in texts:
            found.update("".join(text.split()))
    return found


@pytest.mark.parametrize("form", FORM_NAMES)
@pytest.mark.parametrize("rendering", RENDERINGS)
def test_cells_are_exact_or_flagged(form: FormName, rendering: str) -> None:
    score = Score()
    for seed in SEEDS:
        document = generate(seed, form, rendering)
        for shape in SHAPES if rendering != "j" else SHAPES[:1]:
            blocks = blocks_of(document, shape)
            reading = read_statistics(blocks)
            score.add(document, reading.statistics)
            removed = (Paragraph(r.text, 1) for r in reading.removed)
            assert letters([*reading.blocks, *removed]) == letters(blocks)
    assert score.wrong == []
    assert score.exact >= FLOOR * score.readable, score.missed[:5]


@pytest.mark.parametrize("form", FORM_NAMES)
def test_a_missing_table_is_absent(form: FormName) -> None:
    reading = read_statistics(blocks_of(generate(1, form, "f"), "lines"))
    assert reading.statistics is None
    if form in ("2021", "2019"):
        assert [issue.code for issue in reading.issues] == ["table-missing"] * 3


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.integers(0, 30),
    st.sampled_from(FORM_NAMES),
    st.sampled_from("abcehi"),
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["", "|", "0", "\n", "（", "总计"])), max_size=6
    ),
)
def test_no_character_is_lost_from_mutated_pages(
    seed: int, form: FormName, rendering: str, changes: list[tuple[float, str]]
) -> None:
    text = generate(seed, form, rendering).text
    for where, new in changes:
        at = int(where * len(text))
        text = text[:at] + new + text[at + 1 :]
    blocks = [Paragraph(line, n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    reading = read_statistics(blocks)
    removed = (Paragraph(r.text, 1) for r in reading.removed)
    assert letters([*reading.blocks, *removed]) == letters(blocks)


def _lose_characters(chance: random.Random, text: str) -> str:
    kept = (c for c in text if c in "0123456789.|\n \t-" or chance.random() > 0.03)
    return "".join(kept)


def _misread_characters(chance: random.Random, text: str) -> str:
    return "".join(
        chance.choice("口囗?亻") if "一" <= c <= "鿿" and chance.random() < 0.03 else c
        for c in text
    )


def _break_words(chance: random.Random, text: str) -> str:
    return "".join(
        c + chance.choice(" \n") if "一" <= c <= "鿿" and chance.random() < 0.02 else c
        for c in text
    )


@pytest.mark.parametrize("damage", [_lose_characters, _misread_characters, _break_words])
@pytest.mark.parametrize("rendering", "abcehi")
def test_damaged_labels_never_give_a_wrong_cell(
    rendering: str, damage: Callable[[random.Random, str], str]
) -> None:
    score = Score()
    for seed in range(6):
        document = generate(seed, "2021" if seed % 2 else "2019", rendering, wear=Wear())
        lines = damage(random.Random(seed), document.text).split("\n")
        blocks = [Paragraph(line, n) for n, line in enumerate(lines, 1) if line.strip()]
        score.add(document, read_statistics(blocks).statistics)
    assert score.wrong == []
    assert score.exact > 0.9 * score.readable
