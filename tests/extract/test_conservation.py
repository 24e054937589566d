"""Every printing character of the source is in the blocks or in what was removed."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from govreport_site.errors import InputError
from govreport_site.extract.characters import sift
from govreport_site.extract.html.attributes import is_hidden
from govreport_site.extract.html.tags import INVISIBLE
from govreport_site.model.document import Table
from tests.extract.making import LONG, everything, page, printing, read

SEEDS = sorted((Path(__file__).parents[1] / "corpus" / "seeds").glob("*.txt"))
MENU = "".join(f"<li><a href='/c{i}/'>栏目{i}</a></li>" for i in range(20))
PAGE = page(
    f"<div class='top'><ul>{MENU}</ul></div><div class='dqwz'>当前位置：<a href='/'>首页</a></div>"
    "<table><tr><td>索 引 号：</td><td>A/2022-00001</td></tr><tr><td>文号：<td></table>"
    f"<h1>某镇2021年政府信息公开<br>工作年度报告</h1><div id='zoom'><p>{LONG * 3}</p>"
    "<p class=MsoNormal><span lang=EN-US>20</span>年<o:p></o:p>《<条例>》<b>粗</b></p>"
    "<span style='display:none'>藏</span><table border=1><tr><td colspan=2>表<tr><td>规章<td>0"
    f"</table><pre>甲\n乙</pre><p>{LONG}</p></div><div class=foot>版权所有 ICP备1号</div>",
    "<title>某镇年报</title><style>p{}</style><script>var a='<p>';</script>",
)
SCRAPS = str.split(
    "< > \" ' & </ </div> <div> </td> <td> <table> </table> <tr> <p> <!-- --> <br> <script> "
    '</script> <a/href=x> </a> \u200b \x07 \0 <b =" <select> <style> <svg> <h1> <li> <pre> '
    "<button> <iframe/src=a> &#0; &nbsp; 汉字 <汉字> <x汉> <caption> | || |---|---| # \r \u2028"
)
CAMPAIGN = 5_000


def mutate(text: str, rng: random.Random) -> str:
    for _ in range(rng.randrange(1, 7)):
        at = rng.randrange(len(text) + 1)
        to = min(len(text), at + rng.randrange(1, 80))
        scrap = rng.choice(SCRAPS)
        change = rng.randrange(4)
        if change == 0:
            text = text[:at] + scrap + text[at:]
        elif change == 1:
            text = text[:at] + text[to:]
        elif change == 2:
            text = text[:to] + text[at:to] + text[to:]
        else:
            text = text[:at] + scrap + text[at + 1 :]
    return text


def shown(html: str) -> str:
    """What lxml's tree of the page holds outside scripts, comments and hidden elements."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(html.replace("\0", "").encode(), parser)
    parts: list[str] = []
    waiting = [(root, False)]
    while waiting:
        element, inside = waiting.pop()
        own = {name: v for name in ("style", "hidden") if (v := element.get(name)) is not None}
        silent = inside or element.tag in INVISIBLE or is_hidden(element.tag, own)
        parts += [] if silent else [element.text or ""]
        parts += [] if inside else [element.tail or ""]
        waiting += [(child, silent) for child in element]
    return sift("".join(parts))[0]


def lost(source: str, found: Counter[str]) -> Counter[str]:
    """Characters of the source's words that are not accounted for: markup is not words."""
    missing = printing(source) - found
    return Counter({c: n for c, n in missing.items() if c > "\x7f"})


def check_page(seed: int) -> None:
    html = mutate(PAGE, random.Random(seed))
    try:
        document = read(html)
    except InputError as error:
        assert error.code in {"empty", "binary"}, seed
        return
    if document.media_type == "text/html":
        assert not lost(shown(html), everything(document)), seed
        for block in document.blocks:
            text, line = getattr(block, "text", ""), block.line
            if isinstance(block, Table):
                text, line = block.cells[0].text.replace("\n", " "), line + block.cells[0].row
            assert document.lines[line - 1].startswith(text.split("\n")[0].rstrip()), seed


def check_text(seed: int) -> None:
    rng = random.Random(seed)
    text = mutate(rng.choice(SEEDS).read_text("utf-8"), rng).replace("<", "")
    document = read(text)
    pipes = Counter({"|": text.count("|")})  # those between cells are the table's own
    assert not printing(text) - everything(document) - pipes, seed
    own = [sift(line)[0] for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert list(document.lines) == own, seed


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_mutated_pages_lose_nothing(start: int) -> None:
    for seed in range(start, start + 50):
        check_page(seed)


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_mutated_texts_lose_nothing(start: int) -> None:
    for seed in range(start, start + 50):
        check_text(seed)


@pytest.mark.campaign
def test_five_thousand_mutated_inputs_lose_nothing() -> None:
    for seed in range(CAMPAIGN):
        check_page(seed)
        check_text(seed)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.text("一、公开|a1 \t\u3000\u200b\u202e\x07\xa0#-*<>&", max_size=12), min_size=1))
def test_any_text_is_accounted_for(lines: list[str]) -> None:
    text = LONG + "\n" + "\n".join(lines).replace("<", "")
    document = read(text)
    pipes = Counter({"|": text.count("|")})
    assert not printing(text) - everything(document) - pipes
    assert all(document.lines[b.line - 1].strip() for b in document.blocks)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["规章", "0", "", "/", "1,234", "甲\n乙"]), min_size=2, max_size=6
        ),
        min_size=2,
        max_size=6,
    )
)
def test_any_table_keeps_its_places(rows: list[list[str]]) -> None:
    html = "".join(
        "<tr>" + "".join(f"<td>{text.replace(chr(10), '<br>')}</td>" for text in row) + "</tr>"
        for row in rows
    )
    document = read(page(f"<p>{LONG}</p><table>{html}</table>"))
    found = [block for block in document.blocks if isinstance(block, Table)]
    if sum(1 for row in rows for text in row if text) >= 2:
        assert [(c.row, c.column, c.text) for c in found[0].cells] == [
            (r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)
        ]
