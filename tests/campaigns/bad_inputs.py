# ruff: noqa: E501, PLW0108  (a table of makers reads best one a line, each lazily made)
"""Six hundred inputs of eight families that no archive should be harmed by."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from reportlab.lib.pdfencrypt import StandardEncryption

from tests.extract.making import LONG, archive, page, pdf, pdf_text, warc, word

SEEDS = Path(__file__).parents[1] / "corpus/seeds"
GOOD = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
MEGABYTE = 1024 * 1024
NOTICE = "关于做好政务公开工作的通知\n\n各乡镇：\n\n请认真执行。\n"

Made = tuple[str, bytes]
"""Name of a file and its bytes."""


def empty(r: Random, n: int) -> Made:
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: b"",
        lambda: bytes(r.choice((b" ", b"\n", b"\t", b"\r\n", b"\0"))) * r.randrange(1, 5000),
        lambda: r.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0")),
        lambda: page("").encode(),
        lambda: page("<div>&nbsp;</div><script>var a=1</script><!-- x -->").encode(),
        lambda: word(lambda d: None),
        lambda: pdf([pdf_text("&nbsp;")]),
        lambda: archive({}),
        lambda: archive({"a/": ""}),
        lambda: gzip.compress(b""),
        lambda: "\u200b\ufeff\u2060".encode() * r.randrange(1, 50),
        lambda: b"<html><body style='display:none'>x</body></html>",
        lambda: b"WARC/1.0\r\n\r\n",
        lambda: "　".encode() * r.randrange(1, 900),
    )
    return f"{n}.txt", makers[n % len(makers)]()


def whole(r: Random) -> bytes:
    """A sound binary file of one of the kinds that are read."""
    text = r.choice(GOOD).decode()
    return r.choice((
        lambda: word(lambda d: [d.add_paragraph(line) for line in text.splitlines()] and None),
        lambda: pdf([pdf_text(line.replace("<", "&lt;").replace("&", "&amp;")) for line in text.splitlines()[:40] if line.strip()]),
        lambda: archive({"a.txt": text}),
        lambda: gzip.compress(text.encode()),
        lambda: warc({"http://a.gov.cn/1": page(text).encode()}, packed=r.random() < 0.5),
    ))()  # fmt: skip


def truncated(r: Random, n: int) -> Made:
    data = whole(r)
    return f"{n}.bin", data[: r.randrange(5, max(6, len(data) * 9 // 10))]


def wrong_type(r: Random, n: int) -> Made:
    heads = (
        b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\0", b"RIFF\0\0\0\0WEBP", b"Rar!\x1a\x07\0",
        b"7z\xbc\xaf\x27\x1c", b"BZh9", b"\xfd7zXZ\0", b"\x7fELF\2\1\1", b"MZ\x90\0\3", b"SQLite format 3\0", b"ID3\3",
        b"\0\0\0\x20ftypmp42", b"OggS\0", b"\xca\xfe\xba\xbe", b"wOF2", b"\0\1\0\0\0\x0c", b"FWS\x09", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    )  # fmt: skip
    noise = r.randbytes(r.randrange(200, 4000))
    texts = (
        NOTICE, "某县政府信息公开指南\n\n为方便公众，编制本指南。\n", '{"title": "2016", "list": [1, 2]}',
        "序号,标题,日期\n1,通知,2016\n", "body { color: red }\n", "function f() { return 1 }\n",
        "From: a@b.cn\nSubject: hi\n\nhello\n", "Hello world.\n" * 20, "<svg xmlns='http://www.w3.org/2000/svg'/>",
    )  # fmt: skip
    which = n % 4
    if which == 0:
        data = r.choice(texts).encode()
    elif which == 1:
        inner = r.choice(("xl/workbook.xml", "ppt/presentation.xml", "OFD.xml"))
        data = archive({"[Content_Types].xml": "<x/>", inner: "<x/>"})
    elif which == 2:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as tar:
            tar.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
        data = out.getvalue()
    else:
        data = r.choice(heads) + noise
    return f"{n}.{r.choice(('txt', 'html', 'pdf', 'docx', 'md', 'zip'))}", data


def docx_of(document: bytes) -> bytes:
    """A .docx with this as its word/document.xml."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(lambda d: None))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, document if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def bomb(r: Random, n: int) -> Made:
    size = r.choice((80, 300)) * MEGABYTE
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: archive({"a.txt": b" " * size}),
        lambda: gzip.compress(b"\0" * size),
        lambda: nested(r.randrange(5, 12)),
        lambda: many_members(300_000),
        lambda: docx_of(b" " * (260 * MEGABYTE)),
        lambda: docx_of(f'<!DOCTYPE x [<!ENTITY a0 "lol">{laughs}]><x>&a11;</x>'.encode()),
        lambda: docx_of(b"<w:p>" * 400_000),
        lambda: pdf_of(b"/Kids [3 0 R]", kids=b"2 0 R"),
        lambda: pdf_stream(zlib.compress(b"q " * (40 * MEGABYTE), 9)),
        lambda: pdf_stream(b"[" * 200_000),
        lambda: page("<div>" * r.randrange(50_000, 240_000)).encode(),
        lambda: page("<table><tr><td colspan=999999999 rowspan=999999999>x</table>").encode(),
        lambda: page("<table>" * 3000 + "<tr><td>x" * 3000).encode(),
        lambda: (r.choice("一（(〔“<1年、:：[{*#|- 张0") * r.randrange(300_000, 1_500_000)).encode(),
        lambda: ("".join(r.choices("一二三、（）()〔〕年月日0123456789-:： 号", k=20)) * 40_000).encode(),
        lambda: ("2016年" * 200_000).encode(),
        lambda: ("| a | b |\n" * 150_000).encode(),
        lambda: ("a@" * 300_000 + "." * 300_000).encode(),
        lambda: ("&" + "amp;" * 400_000).encode(),
        lambda: page("<p " + "a=" * 300_000 + ">").encode(),
    )  # fmt: skip
    return f"{n}.bin", makers[n % len(makers)]()


def nested(depth: int) -> bytes:
    data = b"x"
    for level in range(depth):
        data = archive({f"{level}.zip": data, f"{level}b.zip": data})
    return data


def many_members(count: int) -> bytes:
    """A zip archive of so many empty members, each of a few bytes in its directory."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = (
        struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
        )
        + b"a"
    )
    end = struct.pack(
        "<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, len(entry) * count, len(local), 0
    )
    return local + entry * count + end


def pdf_of(root: bytes, kids: bytes) -> bytes:
    """A PDF whose tree of pages leads back to itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 99999999"
        + root.replace(b"3 0 R", kids)
        + b">>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def pdf_stream(data: bytes) -> bytes:
    """A PDF of one page that draws this."""
    kind = b"/Filter/FlateDecode" if data[:1] == b"x" else b""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<<" + kind + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    )


def encoding(r: Random, n: int) -> Made:
    text = NOTICE * 3
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16-le")[: r.randrange(9, 60) | 1],
        lambda: text.encode("utf-32-be"),
        lambda: text.encode("utf-7"),
        lambda: text.encode("hz", "ignore"),
        lambda: text.encode("iso2022_jp_2", "ignore"),
        lambda: text.encode("big5", "ignore") + b"\xff\xfe\xff",
        lambda: text.encode("gb18030")[1:],
        lambda: b"\xc0\xaf\xe0\x80\xaf" * 200,
        lambda: text.encode("utf-8").replace(b"\xe5", b"\xe5\x00"),
        lambda: "\ud800\udfff通知".encode("utf-8", "surrogatepass") * 50,
        lambda: text.encode("cp500", "ignore") + bytes(range(256)),
        lambda: text.encode("utf-8") + r.randbytes(600) + text.encode("gbk"),
        lambda: "通知".encode("utf-16") + b"\0",
        lambda: ("<meta charset=" + r.choice(("x", "utf-16", "base64", "rot13", "unicode_escape")) + ">通知").encode(),
        lambda: r.randbytes(r.randrange(50, 3000)),
    )  # fmt: skip
    return f"{n}.txt", makers[n % len(makers)]()


def huge(r: Random, n: int) -> Made:
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: (NOTICE * 200_000).encode()[: 17 * MEGABYTE],
        lambda: b"x" * (17 * MEGABYTE),
        lambda: ("通" * 5_000_000).encode(),
        lambda: b"\n1" * 400_000,
        lambda: page("<b>x</b>" * 300_000).encode(),
        lambda: page("<table>" + "<tr><td>1</td><td>2</td></tr>" * 110_000 + "</table>").encode(),
        lambda: b"%PDF-1.4\n" + b"\0" * (65 * MEGABYTE),
        lambda: page("<p>" + LONG * 200_000).encode(),
        lambda: (("1|" * 3000) + "\n").encode() * 200,
        lambda: page(f"<img src='data:image/png;base64,{base64.b64encode(bytes(6 * MEGABYTE)).decode()}'>").encode(),
    )  # fmt: skip
    return f"{n}.txt", makers[n % len(makers)]()


NAMES = (
    "a\nb.txt", "a\x1b[31mred.txt", "\u202egpj.exe.txt", "-rf.txt", "--help", "con.txt", "NUL", "aux.html", "a.", "b ", " c.txt",
    "%2e%2e%2fetc.txt", "..txt", "$(touch x).txt", "`id`.txt", "a;b|c&d.txt", "a'b\"c.txt", "<script>alert(1)</script>".replace("/", "⁄"),
    "*?.txt", "{{7*7}}.txt", "é.txt", "e\u0301.txt", "A.TXT", "a.txt", "x" * 250, "政" * 80, "=1+1.csv", "@x", "a\\b\\..\\c.txt",
    "\u200b.txt", "2016-annual.md", "SHA256SUMS", "index.html", "govreport.toml", "a\tb", "a\x7fb", "~$doc.docx", "x.original.txt",
)  # fmt: skip


def hostile_name(r: Random, n: int) -> Made:
    """What is in it is a notice, so that each is set aside and its name is printed."""
    stem = NAMES[n % len(NAMES)]
    return (stem if n < len(NAMES) else f"{n}{stem}"[:200]), f"{NOTICE}{n}".encode()


def locked(r: Random, n: int) -> Made:
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: encrypted_zip(r),
        lambda: pdf([pdf_text(LONG * 3)], encrypt=StandardEncryption("secret", ownerPassword="x", strength=128)),
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + r.randbytes(512) + "EncryptedPackage".encode("utf-16-le") + r.randbytes(900),
        lambda: pdf([pdf_text(LONG)], encrypt=StandardEncryption("secret", strength=40)),
        lambda: b"7z\xbc\xaf\x27\x1c\0\4" + r.randbytes(400),
        lambda: b"Rar!\x1a\x07\1\0" + r.randbytes(400),
    )  # fmt: skip
    return f"{n}.{r.choice(('pdf', 'docx', 'zip', 'doc'))}", makers[n % len(makers)]()


def encrypted_zip(r: Random) -> bytes:
    """A zip archive whose members say that they are encrypted."""
    data = bytearray(archive({f"{i}.txt": r.randbytes(40) for i in range(r.randrange(1, 4))}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


FAMILIES: dict[str, tuple[Callable[[Random, int], Made], frozenset[str]]] = {
    "empty": (empty, frozenset({"empty", "scanned", "damaged", "not-a-report"})),
    "truncated": (truncated, frozenset({"damaged", "empty", "scanned", "not-a-report", "binary"})),
    "wrong-type": (wrong_type, frozenset({"image", "unsupported", "binary", "not-a-report", "empty", "damaged"})),
    "bomb": (bomb, frozenset({"too-large", "damaged", "timeout", "not-a-report", "empty", "scanned", "binary"})),
    "encoding": (encoding, frozenset({"not-a-report", "binary", "empty"})),
    "huge": (huge, frozenset({"too-large", "not-a-report", "empty", "binary", "damaged", "image", "scanned"})),
    "hostile-name": (hostile_name, frozenset({"not-a-report"})),
    "locked": (locked, frozenset({"encrypted", "unsupported"})),
}  # fmt: skip
"""Family → what makes its members, and the codes that may answer them."""


def write_family(folder: Path, name: str, numbers: Iterator[int]) -> list[Path]:
    """Some members of a family, and one good report among them; the bad files."""
    make, _ = FAMILIES[name]
    folder.mkdir(parents=True)
    bad = []
    for number in numbers:
        file, data = make(Random(f"{name}{number}"), number)
        path = folder / file
        path.write_bytes(data)
        bad.append(path)
    (folder / "good.txt").write_bytes(GOOD[len(name) % len(GOOD)])
    return bad
