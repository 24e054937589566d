"""The search page in a real browser: complete, exact, polite, and the same from file://."""

from __future__ import annotations

import functools
import http.server
import json
import random
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from govreport_site.search.folding_arrays import fold_points
from govreport_site.search.index import write_index
from govreport_site.search.state import FOLDER
from govreport_site.site.plain import search_view
from govreport_site.site.settings import Settings
from govreport_site.site.theme import Theme
from tests.search.archives import folded, record, records, scan, source

pytestmark = pytest.mark.browser

BASE = "/some/base/"
COUNT = 420


def final() -> tuple[object, ...]:
    """Reports as they are after the base was built and one changed, one went, some came."""
    whole = list(records(COUNT))
    whole[7] = replace(whole[7], sections=(("s0", "新的", "全新的文字 独角兽"),))
    del whole[20]
    return tuple(whole)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("www")
    site = top / BASE.strip("/")
    for some in (records(COUNT - 10), records(COUNT - 5), final()):
        write_index(map(source, some), site, cache=top / "cache")  # type: ignore[arg-type]
    theme = Theme(Settings("档案"), None)
    (site / "search/index.html").write_bytes(
        theme.render("search.html", search_view(theme.settings, theme.words))
    )
    for name in theme.assets:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(theme.asset(name))
    return site


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=site.parents[1])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}search/index.html"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; anything it complains of fails the test."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [c for c in complaints if "ERR_" not in c] == []


def settle(page: Page) -> None:
    page.wait_for_selector("#search-status[data-count]", timeout=10_000)
    page.wait_for_selector("#search-results:not([aria-busy])", state="attached", timeout=10_000)


def search(page: Page, address: str, query: str, extra: str = "") -> list[str]:
    """Open the page with a query; the addresses of the hits shown."""
    page.goto(f"{address}?q={quote(query)}{extra}")
    settle(page)
    return shown(page)


def shown(page: Page) -> list[str]:
    links = page.locator("#search-results > li > a:first-child")
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    return [href.removeprefix("../").removesuffix("index.html") for href in hrefs]


def count(page: Page) -> tuple[int, bool]:
    status = page.locator("#search-status")
    total, about = status.get_attribute("data-count"), status.get_attribute("data-about")
    return int(total or -1), about == "true"


def test_folds_every_code_point_as_python_does(page: Page, address: str) -> None:
    page.goto(address)
    found = page.evaluate(
        """async () => {
          const { folding } = await govreportSearchReader.open();
          const out = [];
          const before = [];
          for (let c = 0; c < 0x110000; c += 1) {
            const char = c < 0xd800 || c > 0xdfff ? String.fromCodePoint(c) : "";
            before.push(char && folding.knows(char) ? folding.text(char) : null);
          }
          await folding.ready("\u99ac");
          for (let c = 0; c < 0x110000; c += 1) {
            if (c < 0xd800 || c > 0xdfff) out.push(folding.text(String.fromCodePoint(c)));
            if (before[c] !== null && before[c] !== out[out.length - 1]) throw new Error(c.toString(16));
          }
          return out.join("\\u0001");
        }"""
    ).split("\x01")
    points = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    assert len(found) == len(points)
    wrong = [
        (hex(c), ours, theirs)
        for c, theirs in zip(points, found, strict=True)
        if theirs != (ours := fold_points(chr(c)).tobytes().decode("utf-32-le"))
    ]
    assert wrong == []


def test_reads_every_character_that_python_writes_as_gbk(page: Page, address: str) -> None:
    page.goto(address)
    chars = [chr(c) for c in range(0x10000) if not 0xD800 <= c < 0xE000]
    ours = "".join(c for c in chars if c.encode("gbk", "ignore"))
    theirs = page.evaluate(
        "numbers => new TextDecoder('gbk').decode(new Uint8Array(numbers))",
        list(ours.encode("gbk")),
    )
    # A byte order mark cannot be in GBK, and nothing else may differ.
    assert theirs == ours


def test_every_substring_is_found(page: Page, address: str) -> None:
    dice = random.Random(8)
    texts = []
    while len(texts) < 300:
        line = dice.choice(folded(dice.choice(final())).split("\n"))  # type: ignore[arg-type]
        size = dice.randint(1, 12)
        if len(line) >= size:
            at = dice.randint(0, len(line) - size)
            texts.append(line[at : at + size])
    page.goto(address)
    answers = page.evaluate(
        """async (texts) => {
          const reader = govreportSearchReader;
          const index = await reader.open();
          const out = [];
          for (const q of texts) {
            const answer = await reader.filtered(await reader.matches(index, q), reader.stateOf("?sort=place"));
            const before = [answer.exact, answer.keys.length];
            const pages = Math.ceil(answer.keys.length / 10);
            await reader.page(answer, index, Math.max(1, pages));
            out.push([...before, answer.right.map((hit) => hit.report.url)]);
          }
          return out;
        }""",
        texts,
    )
    for text, (exact, candidates, urls) in zip(texts, answers, strict=True):
        truth = scan(final(), [text])  # type: ignore[arg-type]
        assert sorted(urls) == sorted(truth), text
        if len(text) < 3 and "𠮷" not in text:
            assert (exact, candidates) == (True, len(truth)), text


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("廈門 复议", ["厦门", "复议"]),
        ("政", ["政"]),
        ('"行政复议 行政"', ["行政复议行政"]),
        ("pn-LSD", ["pnlsd"]),
        ("闽政办网传〔2016〕33号", ["闽政办网传201633号"]),
    ],
)
def test_shows_hits_over_http_and_from_file(
    page: Page, address: str, site: Path, scheme: str, query: str, terms: list[str]
) -> None:
    where = address if scheme == "http" else (site / "search/index.html").as_uri()
    truth = scan(final(), terms)  # type: ignore[arg-type]
    hits = search(page, where, query)
    assert len(hits) == min(10, len(truth))
    assert set(hits) <= truth
    total, about = count(page)
    assert about or total == len(truth)
    assert page.locator("#search-results mark").count() >= len(hits)


def test_place_and_year_and_full_title_come_first(page: Page, address: str) -> None:
    first = search(page, address, "厦门翔安大嶝 2012")[0]
    assert first.startswith("fujian/xiamen/xiangan-qu/dadeng-jiedao/2012-")
    assert search(page, address, "xaq 2014")[0].startswith("fujian/xiamen/xiangan-qu/2014")
    wanted = record(64)
    search(page, address, wanted.title)
    first = page.locator("#search-results > li > a:first-child").first
    assert first.inner_text() == wanted.title


def test_excludes_and_says_when_nothing_is_found(page: Page, address: str) -> None:
    hits = search(page, address, "复议 -垃圾分类")
    assert set(hits) <= scan(final(), ["复议"]) - scan(final(), ["垃圾分类"])  # type: ignore[arg-type]
    assert search(page, address, "没有这种东西") == []
    expect(page.locator("#search-status")).to_contain_text("没有报告写有这些字")
    search(page, address, "xiamen")
    expect(page.locator("#search-status")).to_contain_text("所指地方")


def test_changed_reports_are_found_as_they_are_now(page: Page, address: str) -> None:
    assert search(page, address, "独角兽") == [record(7).url]
    assert record(COUNT - 1).url in search(page, address, record(COUNT - 1).title)


def test_facets_count_narrow_and_go_back(page: Page, address: str) -> None:
    search(page, address, "公开")
    chip = page.locator("#search-facets a", has_text="福建省")
    here = [r for r in final() if r.place_slugs[:1] == ("fujian",)]  # type: ignore[attr-defined]
    wanted = scan(here, ["公开"])  # type: ignore[arg-type]
    assert re.search(rf"{len(wanted)}\s*$", chip.inner_text())
    chip.click()
    expect(page.locator("#search-status")).to_contain_text(f"{len(wanted)} 份")
    assert "place=fujian" in page.url
    page.locator("#search-facets a", has_text="厦门市").click()
    expect(page).to_have_url(re.compile("place=fujian%2Fxiamen"))
    page.locator("#search-facets a", has_text="翔安区").click()
    settle(page)
    assert all(url.startswith("fujian/xiamen/xiangan-qu/") for url in shown(page))
    page.go_back()
    page.go_back()
    expect(page.locator("#search-status")).to_contain_text(f"{len(wanted)} 份")
    page.go_back()
    whole = len(scan(final(), ["公开"]))  # type: ignore[arg-type]
    expect(page.locator("#search-status")).to_contain_text(f"{whole} 份")


def test_orders_and_pages_are_in_the_address(page: Page, address: str) -> None:
    ordered = sorted(final(), key=lambda r: source(r).order)  # type: ignore[arg-type]
    urls = [r.url for r in ordered if r.url in scan(final(), ["公开"])]  # type: ignore[attr-defined,arg-type]
    search(page, address, "公开", "&sort=place")
    seen = shown(page)
    page.locator(".pages a", has_text="2").first.click()
    expect(page.locator("#search-results > li").first).to_contain_text(re.compile("."))
    page.wait_for_url("**page=2**")
    settle(page)
    expect(page.locator(f'#search-results a[href*="{urls[10]}"]').first).to_be_visible()
    assert [*seen, *shown(page)] == urls[:20]
    search(page, address, "公开", "&sort=year&year=2016")
    assert all("/2016-" in url or url.startswith("2016-") for url in shown(page))


def test_typing_searches_but_composing_does_not(page: Page, address: str) -> None:
    page.goto(address)
    box = page.locator("#search-form input[name=q]")
    box.evaluate(
        """box => {
          box.dispatchEvent(new CompositionEvent("compositionstart"));
          box.value = "fuyi";
          box.dispatchEvent(new InputEvent("input", { isComposing: true, data: "fuyi" }));
        }"""
    )
    page.wait_for_timeout(400)
    assert page.locator("#search-results > li").count() == 0
    assert "q=" not in page.url
    box.evaluate(
        """box => {
          box.value = "复议";
          box.dispatchEvent(new CompositionEvent("compositionend", { data: "复议" }));
        }"""
    )
    settle(page)
    assert set(shown(page)) <= scan(final(), ["复议"])  # type: ignore[arg-type]
    assert "q=%E5%A4%8D%E8%AE%AE" in page.url


def test_the_keyboard_reaches_everything(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.insert_text("复议")
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#search-results') !== null")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.locator("#search-status").get_attribute("aria-live") == "polite"


def test_a_passage_leads_to_its_place(page: Page, address: str) -> None:
    search(page, address, "独角兽")
    href = page.locator(".passage").first.get_attribute("href") or ""
    assert href.endswith(f"#s0:~:text={quote('独角兽')}")
    assert page.locator(".passage mark").first.inner_text() == "独角兽"


def test_a_failed_file_is_said_and_can_be_asked_for_again(page: Page, address: str) -> None:
    broken = True
    page.route("**/t*/*.js", lambda route: route.abort() if broken else route.continue_())
    page.goto(f"{address}?q={quote('复议')}")
    button = page.locator("#search-status button")
    button.wait_for(timeout=10_000)
    expect(page.locator("#search-status")).to_contain_text("没有读到")
    broken = False
    button.click()
    settle(page)
    assert len(shown(page)) == 10


def test_one_failure_is_overcome_without_a_word(page: Page, address: str) -> None:
    failed: set[str] = set()

    def once(route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url in failed:
            route.continue_()  # type: ignore[attr-defined]
        else:
            failed.add(url)
            route.abort()  # type: ignore[attr-defined]

    page.route("**/search/data/**", once)
    assert len(search(page, address, "复议")) == 10
    assert failed


def test_an_old_browser_is_told(page: Page, address: str) -> None:
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(f"{address}?q={quote('复议')}")
    expect(page.locator("#search-status")).to_contain_text("浏览器版本过旧")


def test_without_script_the_page_says_where_else_to_look(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("noscript, .note").first).to_be_attached()
    assert page.locator('a[href$="places/index.html"]').count() > 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_a_phone(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    search(page, address, "公开")
    page.locator("#search-facets summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_hostile_text_is_only_text(page: Page, site: Path, tmp_path: Path) -> None:
    evil = '<img src=x onerror="window.bad=1">"\'</script><script>window.bad=1</script>'
    hostile = replace(
        record(1),
        title=f"坏{evil}",
        url="javascript:alert(1)/",
        sections=(('"><b>', f"坏{evil}", f"坏{evil}"),),
        place=(f"坏{evil}",),
        place_slugs=("x",),
    )
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("data"))
    write_index([source(hostile), source(record(2))], copy, cache=tmp_path / "c")
    page.goto(f"{(copy / 'search/index.html').as_uri()}?q={quote('坏')}")
    settle(page)
    assert page.locator("#search-results > li").count() == 1
    assert page.evaluate("window.bad") is None
    assert page.locator("#search-results img, #search-results b").count() == 0
    for link in page.locator("#search-results a").all():
        assert link.evaluate("a => a.protocol") == "file:"


def test_the_data_is_where_the_page_looks(site: Path) -> None:
    assert json.dumps(FOLDER) == '"search/data"'
    assert (site / FOLDER / "manifest.js").is_file()
