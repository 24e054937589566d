"""Measure the search: build, size, one report more, cold and warm queries; Pagefind beside it.

    python -m benchmarks.search 1000 10000            sizes of archive
    python -m benchmarks.search 10000 --no-pagefind   without the other engine

Pagefind 1.6 is fetched with npm into a temporary folder when npm is there. Recall is held against
a folded scan of the whole text. Times are of this machine as busy as it is; ratios hold better.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import json
import os
import random
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks import corpus
from benchmarks.pagefind import VERSION, install
from govreport_site.build.executor import open_executor
from govreport_site.search.folding import fold
from govreport_site.search.index import update_index, write_index
from govreport_site.search.records import Change, SearchRecord, SearchSource
from govreport_site.search.state import FOLDER
from govreport_site.search.texts import lines, packed

QUERIES = (
    "公开",
    "复议",
    "政",
    "依申请公开",
    "扶贫资金使用情况",
    "减税降费",
    "行政诉讼案件",
    "2016",
    "一件事集成服务",
    "垃圾分类试点 2019",
    "营商环境",
    "养老服务 -疫情",
    "应急管理局",
    "自查报告",
    "河长制工作",
    "國務院",
    "政府信息公开工作年度报告",
    "〔2016〕33号",
    "未收取任何费用",
    "十",
    "双随机抽查",
    "第四季度",
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def record_of(made: corpus.MadeReport) -> SearchRecord:
    body = made.body
    return SearchRecord(
        url=f"{'/'.join(body.slugs)}/{made.year}-{made.kind}/",
        title=made.title,
        place=body.names,
        place_slugs=body.slugs,
        year=made.year,
        kind=made.kind,
        form="2021" if made.year > 2020 else None,
        level=body.level,
        has_findings=made.cells[0] > 3,
        date=made.date,
        sections=tuple((f"s{n}", h, "\n".join(ps)) for n, (h, ps) in enumerate(made.sections)),
    )


def source_of(record: SearchRecord, data: bytes) -> SearchSource:
    digest = hashlib.sha256(data).hexdigest()[:32]
    load = functools.partial(bytes, data)
    return SearchSource(record.url, digest, record.place_slugs, record.year, load)


def build(count: int, folder: Path, jobs: int) -> dict[str, float]:
    """Build the index in a process of its own, then with one report more; the figures of both."""
    site, cache = folder / "site", folder / "cache"
    texts, sources = 0, []
    for record in map(record_of, corpus.reports(count + 1)):
        texts += len(lines(record).encode()) + len(record.title.encode())
        sources.append(source_of(record, packed(record)))
    before = peak_memory()
    executor = open_executor("processes", jobs)
    started, cpu = time.perf_counter(), cpu_seconds()
    stats = write_index(sources[:-1], site, cache=cache, executor=executor)
    taken, peak = time.perf_counter() - started, executor.peak_memory() / 1024 / 1024
    executor.close()
    used = cpu_seconds() - cpu
    change = Change(sources[-1:], (), lambda _: b"", lambda: sources)
    started = time.perf_counter()
    more = update_index(change, site, cache=cache, inputs="")
    one = time.perf_counter() - started
    changed = sum((site / name).stat().st_size for name in more.written)
    return {
        "build s": taken,
        "build cpu s": used,
        "peak MB, all processes": peak,
        "MB above the corpus": peak - before,
        "index / text": stats.index_bytes / texts,
        "files": len(stats.written),
        "one more: s": one,
        "one more: KB": changed / 1000,
        "one more: files": len(more.written),
    }


def cpu_seconds() -> float:
    """Of this process and of its workers that have ended."""
    import resource

    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(one)[:2]) for one in who)


def peak_memory() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_page(site: Path) -> None:
    """The search page of the theme, without the rest of a site."""
    from govreport_site.site.plain import search_view
    from govreport_site.site.settings import Settings
    from govreport_site.site.theme import Theme

    theme = Theme(Settings("benchmark"), None)
    page = theme.render("search.html", search_view(theme.settings, theme.words))
    (site / "search/index.html").write_bytes(page)
    for name in theme.assets:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(theme.asset(name))


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that closes a page hangs up in the middle of a file."""


def serve(site: Path) -> str:
    handler = functools.partial(Quiet, directory=site)
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def substrings(records: list[SearchRecord], count: int) -> Iterator[str]:
    """Random pieces of 1–12 characters of folded lines."""
    dice = random.Random(12)
    while count:
        line = dice.choice(fold(lines(dice.choice(records))).split("\n"))
        size = dice.randint(1, 12)
        if len(line) >= size:
            at = dice.randint(0, len(line) - size)
            yield line[at : at + size]
            count -= 1


RECALL = """async (texts) => {
  const reader = govreportSearchReader;
  const index = await reader.open();
  const out = [];
  for (const q of texts) {
    const state = reader.stateOf("?sort=place");
    const answer = await reader.filtered(await reader.matches(index, q), state);
    const before = [answer.exact, answer.keys.length];
    if (answer.keys.length <= 400) await reader.page(answer, index, Math.ceil(answer.keys.length / 10) || 1);
    out.push([...before, answer.keys.length <= 400 ? answer.right.map((hit) => hit.report.url) : null]);
  }
  return out;
}"""
WARM = """async (texts) => {
  const reader = govreportSearchReader;
  const index = await reader.open();
  const times = [];
  for (let turn = 0; turn < 4; turn += 1) {
    for (const q of texts) {
      const started = performance.now();
      await reader.answered(index, { ...reader.stateOf(""), q });
      if (turn) times.push(performance.now() - started);
    }
  }
  return times;
}"""


DRAWN = """async (texts) => {
  const results = document.getElementById("search-results");
  const form = document.getElementById("search-form");
  const idle = () => new Promise((done) => {
    let begun = false;
    const watch = new MutationObserver(() => {
      if (results.hasAttribute("aria-busy")) begun = true;
      else if (begun) done(watch.disconnect());
    });
    watch.observe(results, { attributes: true });
  });
  const times = [];
  for (let turn = 0; turn < 4; turn += 1) {
    for (const q of texts) {
      govreportSearchReader.forget();
      const ready = idle();
      const started = performance.now();
      form.elements.q.value = q;
      form.requestSubmit();
      await ready;
      document.body.getBoundingClientRect();
      if (turn) times.push(performance.now() - started);
    }
  }
  return times;
}"""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 180_000, "uploadThroughput": 84_000}
"""1.6 Mbit/s less a tenth, 150 ms to and fro: the slow 4G of Lighthouse."""


def in_browser(site: Path, count: int) -> dict[str, float]:
    """Cold and warm queries and recall, in headless Chromium."""
    from playwright.sync_api import sync_playwright
    from tools.find_browser import installed

    records = [record_of(made) for made in corpus.reports(count + 1)]
    url = f"{serve(site)}/search/index.html"
    texts = [*QUERIES, *(f"{r.place[-1]} {r.year}" for r in records[:: max(1, count // 10)])]
    long = [piece for piece in substrings(records, 120) if len(piece) > 3][:40]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        cold = [cold_query(browser, url, text) for text in texts]
        odd = [cold_query(browser, url, text) for text in long]
        slow = [min(slow_query(browser, url, text) for _ in range(3)) for text in texts[1:9]]
        page = browser.new_page()
        page.goto(url)
        pieces = list(substrings(records, 300))
        found = page.evaluate(RECALL, pieces)
        warm = sorted(page.evaluate(WARM, texts))
        drawn = sorted(page.evaluate(DRAWN, texts))
        browser.close()
    return {
        "cold KB": statistics.median(size for size, _, _ in cold) / 1000,
        "cold requests": statistics.median(requests for _, requests, _ in cold),
        "cold s": statistics.median(seconds for _, _, seconds in cold),
        "odd pieces, cold KB": statistics.median(size for size, _, _ in odd) / 1000,
        "odd pieces, cold requests": statistics.median(requests for _, requests, _ in odd),
        "slow 4G, CPU / 4: s": statistics.median(slow),
        "warm p50 ms": warm[len(warm) // 2],
        "warm p95 ms": warm[len(warm) * 95 // 100],
        "warm and drawn p50 ms": drawn[len(drawn) // 2],
        "warm and drawn p95 ms": drawn[len(drawn) * 95 // 100],
    } | judged(records, pieces, found)


def cold_query(browser: Any, url: str, text: str) -> tuple[int, int, float]:
    """Bytes and files of the index, and seconds, of a query in a browser that knows nothing."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []

    def heard(response: Any) -> None:
        if f"/{FOLDER}/" in response.url:
            sizes.append(int(response.headers.get("content-length", 0)))

    page.on("response", heard)
    started = time.perf_counter()
    page.goto(f"{url}?q={quote(text)}")
    page.wait_for_selector("#search-status[data-count]", timeout=60_000)
    page.wait_for_selector("#search-results:not([aria-busy])", state="attached")
    seconds = time.perf_counter() - started
    context.close()
    return sum(sizes), len(sizes), seconds


def slow_query(browser: Any, url: str, text: str) -> float:
    """Seconds from the click to ten results, over slow 4G and with a CPU slowed four times."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    started = time.perf_counter()
    page.goto(f"{url}?q={quote(text)}", wait_until="commit")
    page.wait_for_selector("#search-status[data-count]", timeout=60_000)
    page.wait_for_selector("#search-results:not([aria-busy])", state="attached")
    seconds = time.perf_counter() - started
    context.close()
    return seconds


def judged(
    records: list[SearchRecord], pieces: list[str], found: list[tuple[bool, int, list[str] | None]]
) -> dict[str, float]:
    """Recall, wrong hits, and wrong counts of one- and two-character queries."""
    folded = [(record.url, fold(f"{record.title}\n{lines(record)}")) for record in records]
    lost = wrong = miscounted = 0
    for piece, (exact, candidates, urls) in zip(pieces, found, strict=True):
        truth = {url for url, text in folded if piece in text}
        lost += len(truth - set(urls)) if urls is not None else max(0, len(truth) - candidates)
        wrong += len(set(urls) - truth) if urls is not None else 0
        miscounted += len(piece) < 3 and not (exact and candidates == len(truth))
    return {"hits lost": lost, "wrong hits": wrong, "short queries miscounted": miscounted}


def pagefind(count: int, folder: Path) -> dict[str, float]:
    """Pagefind over the same texts as plain pages; nothing when npm is missing or fails."""
    program = install(folder)
    if program is None:
        return {}
    pages = folder / "pages"
    for made in corpus.reports(count):
        record = record_of(made)
        path = pages / record.url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"<h2>{h}</h2><p>{t}</p>" for _, h, t in record.sections)
        path.write_text(
            f'<!doctype html><html lang="zh"><title>{record.title}</title>'
            f"<body><h1>{record.title}</h1>{text}"
        )
    command = [program, "--site", str(pages), "--quiet"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    if status:
        return {"failed": float(status)}
    index = pages / "pagefind"
    kinds = {"index": "*.pf_index", "fragments": "*.pf_fragment"}
    sizes = {k: sum(f.stat().st_size for f in index.rglob(g)) / 1e6 for k, g in kinds.items()}
    return {
        "build s": taken,
        "build cpu s": usage.ru_utime + usage.ru_stime,
        "peak MB": usage.ru_maxrss / 1024,
    } | {f"{kind} MB": size for kind, size in sizes.items()}


def show(title: str, figures: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:26} {value:12,.3f}".rstrip("0").rstrip("."))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-pagefind", action="store_true")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    results: dict[str, dict[str, dict[str, float]]] = {}
    for count in args.counts:
        with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(1) as pool:
            folder = Path(name)
            figures = pool.submit(build, count, folder, args.jobs).result()
            write_page(folder / "site")
            if not args.no_browser:
                figures |= in_browser(folder / "site", count)
            other = {} if args.no_pagefind else pagefind(count, folder)
            results[str(count)] = {"this": figures, "pagefind": other}
            if not args.json:
                show(f"{count:,} reports", figures)
                show(f"  Pagefind {VERSION}" if other else "  (Pagefind not measured)", other)
    if args.json:
        print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
