"""Every kind of page in a real browser: accessible, within its width, alone on the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.making import Made, path_of, report, small, unit

pytestmark = pytest.mark.browser

COUNTY = "fujian/xiamen/xiangan-qu"
KINDS = {
    "home": "index.html",
    "places": "places/index.html",
    "prefecture": "fujian/xiamen/index.html",
    "place": f"{COUNTY}/index.html",
    "body": f"{COUNTY}/dadeng-jiedao/index.html",
    "place in a year": f"{COUNTY}/2022/index.html",
    "report": f"{COUNTY}/dadeng-jiedao/2022-annual/index.html",
    "changes": f"{COUNTY}/dadeng-jiedao/2022-annual/changes/index.html",
    "years": "years/index.html",
    "year": "years/2021/index.html",
    "unplaced": "unplaced/index.html",
    "about": "about/index.html",
    "data": "data/index.html",
    "compare": "compare/index.html",
    "not found": "404.html",
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""The sizes of what a finger must hit are part of WCAG 2.2, and not asked for by default."""
WIDTHS = {"light": (320, 1280), "dark": (768,)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    write(small(), root)
    return root


def write(made: Made, root: Path) -> None:
    for name, data in made.build().items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(bypass_csp=True)
    yield made
    made.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_violation_and_no_sideways_scroll(browser: Browser, address: str, kind: str) -> None:
    for scheme, widths in WIDTHS.items():
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/{KINDS[kind]}")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{scheme} {width}: {found.generate_report()}"
        context.close()


def test_pages_ask_no_other_host_and_break_no_policy(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in KINDS.values():
        page.goto(f"{address}/{path}")
    context.close()
    assert said == []
    assert {url for url in asked if not url.startswith(address)} == set()


def test_first_paint_needs_two_files(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    page.goto(f"{address}/{KINDS['report']}")
    context.close()
    assert sorted(kind for kind in asked if kind != "other") == ["document", "stylesheet"]


def test_pages_work_from_the_file_system(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="大嶝街道2022年政府信息公开工作年度报告").first.click()
    assert page.locator("h1").inner_text().startswith("大嶝街道2022年")
    size = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert "Songti" in size
    page.get_by_role("link", name="翔安区", exact=True).click()
    assert page.locator("h1").inner_text() == "翔安区"
    context.close()


def test_keyboard_reaches_content_and_search(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/{KINDS['report']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_table_can_be_sorted(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/places/index.html")
    first = page.locator("table.sortable tbody th").first
    assert first.inner_text() == "福建"
    page.get_by_role("button", name="报告").click()
    page.get_by_role("button", name="报告").click()
    assert first.inner_text() != "福建"
    assert page.locator("th[aria-sort=ascending]").count() == 1


def test_a_long_list_can_be_filtered(context: BrowserContext, tmp_path: Path) -> None:
    towns = [(f"t{n}-zhen", f"第{n}镇") for n in range(20)]
    reports = [report(2021, f"{town}年报", unit(slug, town), town) for slug, town in towns]
    write(Made([(path_of(one), one) for one in reports]), tmp_path)
    page = context.new_page()
    page.goto((tmp_path / "years/2021/index.html").as_uri())
    page.locator("input.filter").fill("第１２镇")
    assert page.locator("ul.rows li:visible").count() == 1
    assert page.locator("[role=status]").inner_text() == "符合：1"


def test_any_two_reports_can_be_compared(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/{KINDS['report']}")
    page.get_by_role("link", name="与其他报告比较").click()
    page.get_by_label("第二份报告的地址").fill(f"{address}/{COUNTY}/maxiang-jiedao/2021-annual/")
    page.get_by_role("button", name="比较").click()
    page.locator("#compare-result table").wait_for()
    assert page.locator("#compare-status").inner_text() == "新增 1 句，删去 0 句，沿用 1 句。"
    assert page.locator("ins").all_inner_texts() == ["乙句。"]
    page.get_by_label("第二份报告的地址").fill("https://elsewhere.example/x")
    page.get_by_role("button", name="比较").click()
    page.get_by_text("找不到这份报告").wait_for()
    context.close()


def test_large_text_keeps_the_page_whole(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(f"{address}/{KINDS['report']}")
    page.add_style_tag(content="html { font-size: 200%; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_nothing_moves_while_loading(context: BrowserContext, address: str) -> None:
    page: Page = context.new_page()
    page.goto(f"{address}/{KINDS['home']}")
    shift = page.evaluate(
        """() => new Promise(done => { let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
          .observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(sum), 300); })"""
    )
    assert shift < 0.01
