"""Pages a second and peak memory of extraction, on generated government pages of about 50 KB.

    python benchmarks/extract.py [--pages 200] [--processes 2]

The pages are made here: a portal's header and menus, a metadata table, Word-exported paragraphs,
the request statistics as a table of 28 rows in Word's markup, and a footer.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from concurrent.futures import ProcessPoolExecutor

from govreport_site.extract import extract
from govreport_site.model.document import SourceFile

WORDS = (
    "政府信息公开工作年度报告主动依申请办理情况行政机关领导小组组织培训网站平台建设监督保障存在问题"
)
MENU = "".join(f'<li><a href="/c{i}/" target="_blank">栏目名称{i}</a></li>' for i in range(60))
STYLE = "text-align:center;line-height:150%;font-family:宋体;mso-font-kerning:0pt"


def prose(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(WORDS) + ("，" if i % 17 == 16 else "") for i in range(length)) + "。"


def paragraph(text: str) -> str:
    """Word's way of writing a paragraph: digits in an element of their own."""
    runs = "".join(
        f'<span lang="EN-US" style="font-size:16.0pt">{c}</span>' if c.isdigit() else c
        for c in text
    )
    return (
        f'<p class="MsoNormal" style="text-indent:32pt"><span style="{STYLE}">{runs}</span></p>\n'
    )


def cell(text: str, attributes: str = "") -> str:
    return (
        f'<td {attributes} style="border:solid windowtext 1.0pt">'
        f'<p class="MsoNormal"><span style="font-size:9pt">{text}</span></p></td>'
    )


def table() -> str:
    head = "<tr>" + cell("（本列数据的勾稽关系为）", 'colspan="3" rowspan="3"')
    head += cell("申请人情况", 'colspan="7"') + "</tr><tr>" + cell("自然人", 'rowspan="2"')
    head += cell("法人或其他组织", 'colspan="5"') + cell("总计", 'rowspan="2"') + "</tr><tr>"
    head += (
        "".join(map(cell, ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]))
        + "</tr>"
    )
    rows = "".join(
        "<tr>" + cell(f"{i}.属于其他法律行政法规禁止公开", 'colspan="3"') + cell("0") * 7 + "</tr>"
        for i in range(25)
    )
    return f'<table border="1" cellspacing="0"><tbody>{head}{rows}</tbody></table>'


def page(seed: int) -> bytes:
    rng = random.Random(seed)
    body = "".join(
        paragraph(f"{i}、标题{i}")
        + paragraph(f"2021年公开{rng.randrange(999)}条，" + prose(rng, 260))
        for i in range(12)
    )
    title = f"某镇{2009 + seed % 15}年政府信息公开工作年度报告"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某县人民政府</title>
<meta name="PubDate" content="2022-01-18"><script>var a = "{"x" * 2000}";</script></head><body>
<div class="header"><ul class="nav">{MENU}</ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/x/">政府信息公开</a></div>
<table class="xxgk"><tr><td>索 引 号：</td><td>11350200/2022-{seed:05d}</td><td>发布机构：</td>
<td>某镇</td></tr><tr><td>文号：</td><td></td><td>生成日期：</td><td>2022-01-18</td></tr></table>
<h1>{title}</h1><div class="info">发布时间：2022-01-18 10:00 来源：某镇</div>
<div class="TRS_Editor" id="zoom">{body}{table()}{body[:4000]}</div>
<div class="related"><ul>{MENU}</ul></div><div class="footer">主办单位：某县 闽ICP备1号</div>
</body></html>""".encode()


def read(source: SourceFile) -> int:
    return len(extract(source).blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    sources = [SourceFile(f"{i}.html", page(i)) for i in range(args.pages)]
    size = sum(len(s.data) for s in sources) / len(sources)
    read(sources[0])
    start = time.process_time()
    for source in sources:
        read(source)
    alone = time.process_time() - start
    print(f"{args.pages} pages of {size / 1000:.1f} KB")
    print(f"one process: {alone / args.pages * 1000:.2f} ms of processor time a page")
    with ProcessPoolExecutor(args.processes) as pool:
        list(pool.map(read, sources[:16], chunksize=8))
        start = time.perf_counter()
        list(pool.map(read, sources, chunksize=16))
        pooled = time.perf_counter() - start
    print(f"{args.processes} processes: {args.pages / pooled:.0f} pages/s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
