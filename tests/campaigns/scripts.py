"""An archive whose reports try to run scripts from every sink, and a browser that looks."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, Page

from govreport_site.cli import main
from govreport_site.model import (
    Attachment,
    Cell,
    Citation,
    Contact,
    Figure,
    Issue,
    Origin,
    Paragraph,
    Redaction,
    Removed,
    Repair,
    Report,
    Section,
    Statistics,
    Table,
    Unreadable,
)
from govreport_site.reportfile import write_report
from tests.site.making import TOWN, path_of, report, statistics

Next = Callable[[], str]
"""The payload for the next sink."""
TOWNS = ("maxiang", "xindian", "neicuo", "dadeng", "xinxu")


def poisoned(number: int, next_one: Next) -> tuple[str, Report]:
    """A report that holds payloads wherever text of a source or of a person can stand."""
    town, year = TOWNS[number % len(TOWNS)], 1990 + number // len(TOWNS)
    unit = replace(TOWN, township=f"{town}{next_one()}", slugs=(*TOWN.slugs[:3], f"{town}-zhen"))
    sentence = f"本年共发布{next_one()}73条。"
    made = report(
        year, f"甲标{number:03}号{next_one()}年报", unit, f"某办{next_one()}", text=sentence
    )
    table = Table((Cell(next_one(), 0, 0), Cell("乙", 0, 1), Cell(next_one(), 1, 0)), 9, next_one())
    whole = Section(
        "other", 2, f"（{next_one()}）", next_one(), 8, (Paragraph(next_one(), 8), table)
    )
    counted = statistics(year)
    rows = dict(counted.tables["requests"])
    rows["r1"] = (Unreadable(next_one()), *rows["r1"][1:])
    own = ("index_number", "document_number", "publisher")
    made = replace(
        made,
        sections=(*made.sections[:-1], whole, made.sections[-1]),
        statistics=Statistics(counted.form, {**counted.tables, "requests": rows}),
        cites=(Citation(next_one(), next_one(), next_one(), 7),),
        figures=(Figure("other", next_one(), 73, next_one(), sentence, 5, next_one()),),
        contacts=(Contact("address", next_one()[:40], 5, False),),
        attachments=(Attachment(next_one(), next_one(), 30), Attachment(next_one(), "http://a.cn/b", 31)),
        repairs=(Repair(next_one(), next_one(), "lost-bracket", 7),),
        removed=(Removed(next_one(), "counter", 2),),
        issues=(Issue("unheard-of", "info", next_one(), 3),),
        header=((next_one(), next_one()),),
        redactions=(Redaction("2026-01-02", next_one(), 1),),
        published=replace(made.published, printed=next_one()),
        origin=Origin(
            f"{year}-annual.original.txt", "ab" * 32, 12, "text/plain", next_one()[:20], next_one(),
            "2026-01-02T03:04:05Z", next_one(), withheld=number % 2 == 0,
        ),
        **{name: next_one() for name in own},
    )  # fmt: skip
    return path_of(made), made


def raw_page(number: int, next_one: Next) -> bytes:
    """A page to import: payloads as markup, in its text, and in what it says of itself."""
    title = f"乙标{number:03}号洋里乡人民政府{1990 + number % 40}年政府信息公开工作年度报告"
    return (
        f"<html><head><title>{title}{next_one()}</title><meta name=PubDate content='{next_one()}'>"
        f"</head><body><h1>{title}</h1>{next_one()}<p>福建省福州市闽侯县洋里乡人民政府</p>"
        f"<h2>一、概述</h2><p>本年共发布信息73条。{next_one()}</p><table><tr><td>{next_one()}</td>"
        f"<td>乙</td></tr></table><a href='http://a.cn/{number}'>附件{next_one()}</a></body></html>"
    ).encode("utf-8", "surrogatepass")


def make_site(root: Path, count: int, choose: Callable[[int], Next]) -> Path:
    """The built site of an archive of so many poisoned reports and imported pages."""
    archive, raw = root / "archive", root / "raw"
    assert main(["init", "-q", str(archive)]) == 0
    raw.mkdir()
    for number in range(count):
        (raw / f"{number:03}.html").write_bytes(raw_page(number, choose(number)))
    assert main(["import", "-q", "-C", str(archive), str(raw)]) in {0, 3}
    for number in range(count):
        path, made = poisoned(number, choose(number))
        file = archive / "reports" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write_report(made), "utf-8")
        file.with_suffix(".original.txt").write_bytes(b"raw")
    config = archive / "govreport.toml"
    text = config.read_text("utf-8").replace('privacy = "mask-persons"', 'privacy = "none"')
    text = text.replace('base_url = ""', 'base_url = "https://archive.example.org/"')
    config.write_text(text, "utf-8")
    assert main(["build", "-q", "-C", str(archive)]) == 0
    return archive / "site"


class _Plain(http.server.SimpleHTTPRequestHandler):
    """A host that sends no header of ours: the pages must hold by themselves."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of a file is no error."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(_Plain, directory=site)
    with _Quiet(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


STRANGE = """() => {
  const found = [];
  const allowed = /^(https?|mailto|tel):/;
  const addresses = /^(href|src|action|formaction|data|xlink:href)$/;
  const whole = (value) => (URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : "http:");
  const never = /^(iframe|object|embed|base|portal|frame|applet|math|foreignobject|use|animate|set)$/i;
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName;
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "style") found.push(`${tag} ${name}`);
      if (addresses.test(name) && !allowed.test(whole(value))) found.push(`${tag} ${name}=${value}`);
    }
    if (never.test(tag)) found.push(tag);
    const data = element.type === "application/ld+json";
    if (tag === "SCRIPT" && !element.src && !data) found.push("inline script");
    if (tag === "META" && /refresh/i.test(element.httpEquiv)) found.push("refresh");
  }
  return [window.__xss, ...found].filter((x) => x !== undefined);
}"""
"""What must not be in any page of ours, however it came there."""


class Watch(Struct):
    """A browser without a page's own protection, and what it saw."""

    page: Page
    base: str
    seen: list[str] = field(default_factory=list)
    pages: int = 0

    def visit(self, path: str, *, results: bool = False) -> None:
        """Open a page and look; `results` waits for the answer of a search."""
        self.page.goto(self.base + path)
        if results:
            self.page.wait_for_selector("#search-status[data-count]", timeout=20_000)
            self.page.wait_for_selector(
                "#search-results:not([aria-busy])", state="attached", timeout=20_000
            )
        # What is no page of ours is shown by the browser in a page of its own.
        ours = path.partition("?")[0].endswith(".html")
        found = self.page.evaluate(STRANGE if ours else "() => window.__xss ? [window.__xss] : []")
        self.seen += [f"{path}: {what}" for what in found]
        self.pages += 1


@contextmanager
def watching(browser: Browser, base: str) -> Iterator[Watch]:
    """The content security policy is switched off: nothing but escaping is trusted here."""
    context = browser.new_context(bypass_csp=True, locale="zh-CN", accept_downloads=False)
    watch = Watch(context.new_page(), base)
    _forbid_other_hosts(context, watch)
    watch.page.on("dialog", lambda dialog: _told(watch, f"dialog {dialog.message}", dialog))
    yield watch
    context.close()


def _told(watch: Watch, what: str, dialog: object) -> None:
    watch.seen.append(f"{watch.page.url}: {what}")
    dialog.dismiss()  # type: ignore[attr-defined]


def _forbid_other_hosts(context: BrowserContext, watch: Watch) -> None:
    def decide(route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url.startswith((watch.base, "data:", "blob:", "about:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            watch.seen.append(f"{watch.page.url}: request to {url}")
            route.abort()  # type: ignore[attr-defined]

    context.route("**/*", decide)


def look_everywhere(watch: Watch, site: Path, count: int, hostile: Sequence[str]) -> None:
    """Every page and every readable file, every report's search result and comparison, and every
    payload as a query of its own."""
    shown = {".html", ".xml", ".md", ".json", ".txt"}
    files = sorted(p for p in site.rglob("*") if p.suffix in shown and p.name[0] != ".")
    for file in files:
        watch.visit(quote(file.relative_to(site).as_posix()))
    for number in range(count):
        for query in (f"甲标{number:03}号", f"乙标{number:03}号"):
            watch.visit(f"search/index.html?q={quote(query)}", results=True)
        one, two = (poisoned(n, str)[0] for n in (number, max(0, number - 1)))
        watch.visit(f"compare/index.html?a={quote(one)}/&b={quote(two)}/")
    for payload in hostile:
        text = quote(payload)
        watch.visit(f"search/index.html?q={text}", results=True)
        watch.visit(f"compare/index.html?a={text}&b={text}#{text}")
