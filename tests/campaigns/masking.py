"""Reports in which people are named, imported and built, and a search through all that came out."""

from __future__ import annotations

import base64
import gzip
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from govreport_site.cli import main
from tests.campaigns.people import Sample

TOWNS = ("洋里乡", "大湖乡", "白沙镇", "鸿尾乡", "上街镇")
_BETWEEN = re.compile(r"[\s\u3000.·・_()（）\[\]【】{}＜<>＞-]+")


def write_reports(folder: Path, samples: Sequence[Sample], alike: Sequence[str]) -> None:
    """A hundred reports or so, two samples and three look-alikes in each, in all the places where
    text stands: paragraphs, lists, tables, the closing lines, the name of the file."""
    folder.mkdir()
    for number in range(len(samples) // 2):
        one, two = samples[2 * number : 2 * number + 2]
        plain = [alike[(3 * number + n) % len(alike)] for n in range(3)]
        town, year = TOWNS[number % len(TOWNS)], 2008 + number // len(TOWNS) % 12
        maker = (_text, _page)[number % 2]
        ending = ("txt", "html")[number % 2]
        name = f"{number:03}.{ending}"
        text = maker(
            f"闽侯县{town}{year}年政府信息公开工作年度报告（{number}）", one, two, plain, number
        )
        (folder / name).write_text(text, "utf-8")
    (folder / "张建国13805927777-2019年报.txt").write_text(
        "闽侯县南通镇2019年政府信息公开工作年度报告\n\n一、概述\n\n本年共发布73条。\n", "utf-8"
    )


def _text(title: str, one: Sample, two: Sample, plain: Sequence[str], number: int) -> str:
    middle = f"{one.text}" if number % 4 else f"（一）工作情况。{one.text}"
    return (
        f"{title}\n\n一、概述\n\n根据条例编制本报告。{plain[0]}\n\n{middle}\n\n"
        f"二、主动公开政府信息情况\n\n全年共主动公开政府信息73条。{plain[1]}\n\n"
        f"三、存在问题\n\n{plain[2]}\n\n{two.text}\n"
    )


def _page(title: str, one: Sample, two: Sample, plain: Sequence[str], number: int) -> str:
    label, mark, value = one.text.partition("：")
    row = (
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        if mark
        else f"<tr><td>{one.text}</td><td>无</td></tr>"
    )
    return (
        f"<html><head><title>{title}</title><meta name='description' content='{two.text}'></head>"
        f"<body><h1>{title}</h1><h2>一、概述</h2><p>根据条例编制本报告。{plain[0]}</p>"
        f"<p>全年共主动公开政府信息73条。{plain[1]}</p><table>{row}<tr><td>备注</td><td>{plain[2]}</td>"
        f"</tr></table><h2>二、其他事项</h2><ul><li>{two.text}</li></ul></body></html>"
    ).replace("\n", "<br>")


def make_site(root: Path, samples: Sequence[Sample], alike: Sequence[str]) -> Path:
    """The built site of these reports."""
    archive = root / "archive"
    write_reports(root / "raw", samples, alike)
    assert main(["init", "-q", str(archive)]) == 0
    assert main(["import", "-q", "--kind", "annual", "-C", str(archive), str(root / "raw")]) == 0
    assert main(["build", "-q", "-C", str(archive)]) == 0
    return archive / "site"


def folded(text: str) -> str:
    """Without what may stand between the characters of a number or a name, and in one width."""
    narrow = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    return _BETWEEN.sub("", text.translate(narrow)).casefold()


def published_texts(site: Path) -> Iterator[tuple[Path, str]]:
    """Everything that can be read out of a site: files, shards of the index, rows of databases."""
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        yield path, data.decode("utf-8", "replace")
        if data[:16] == b"SQLite format 3\0":
            yield path, "\n".join(_rows(data))
        if path.suffix == ".js" and "search/data" in path.as_posix():
            yield path, _inflated(data.decode("utf-8"))


def _rows(data: bytes) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(data)
        file.flush()
        base = sqlite3.connect(file.name)
        names = base.execute("select name from sqlite_master where type in ('table','view')")
        for (name,) in names.fetchall():
            for row in base.execute(f'select * from "{name}"'):
                yield "\t".join(str(value) for value in row)
        base.close()


def _inflated(script: str) -> str:
    """What is packed in the script files of the index: deflated, in base64."""
    texts = []
    for packed in re.findall(r'"([A-Za-z0-9+/]{8,}={0,2})"', script):
        data = base64.b64decode(packed)
        raw = zlib.decompress(data, -15)
        texts += [raw.decode(name, "ignore") for name in ("utf-8", "gbk", "utf-16-le", "utf-32-le")]
    assert texts, "a file of the index that this test cannot read"
    return "\n".join(texts)


def leaks(site: Path, secrets: Sequence[str]) -> list[str]:
    """Every secret that can be read in a published file, in whatever width and spacing."""
    wanted = {folded(secret): secret for secret in secrets}
    found = []
    for path, text in published_texts(site):
        small = folded(text)
        raw = folded(json.dumps(text))
        found += [
            f"{path.relative_to(site)}: {secret}"
            for fold, secret in wanted.items()
            if fold in small or fold in raw
        ]
    return sorted(set(found))


def control(site: Path, phrase: str) -> set[str]:
    """Kinds of published files in which a phrase that is no secret can be read."""
    return {
        "shard" if "search/data" in path.as_posix() else path.suffix
        for path, text in published_texts(site)
        if folded(phrase) in folded(text)
    }
