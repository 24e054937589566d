"""Zip, gzip, WARC and MHTML: members with their origin, within bounds."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from govreport_site.errors import InputError
from govreport_site.extract import containers, members
from govreport_site.model.document import SourceFile
from tests.extract.making import archive, page, warc

PAGES = {
    f"http://www.x.gov.cn/{i}.html": f"<html><p>第{i}页，公开".encode("gb18030") for i in range(3)
}
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.x.gov.cn/a.html\r\n"
    b"Date: Tue, 18 Jan 2022 02:03:04 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n\r\n'
    b"------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://www.x.gov.cn/a.html\r\n\r\n<html><p>=E4=B8=80</p>\r\n"
    b"------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Location: cid:frame-1@mhtml.blink\r\n\r\nPGh0bWw+eDwvaHRtbD4=\r\n"
    b"------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n"
    b"------B--\r\n"
)


def unpack(data: bytes, name: str = "in.zip") -> list[SourceFile | InputError]:
    return list(members(SourceFile(name, data)))


def names(found: list[SourceFile | InputError]) -> list[str]:
    return [m.name if isinstance(m, SourceFile) else m.code for m in found]


def test_a_file_that_is_no_container_yields_itself() -> None:
    source = SourceFile("a.txt", "一、概述".encode(), "http://x", "2020")
    assert list(members(source)) == [source]


def test_zip_members_and_what_systems_leave_in_archives() -> None:
    data = archive(
        {"甲/a.txt": "一", "b.html": "二", "__MACOSX/._a": "x", "Thumbs.db": "y", "空/": ""}
    )
    found = unpack(data)
    assert names(found) == ["in.zip!甲/a.txt", "in.zip!b.html"]
    assert [m.data.decode() for m in found if isinstance(m, SourceFile)] == ["一", "二"]


def test_names_in_gbk_and_names_that_climb() -> None:
    data = archive(
        {"\u00d6\u00d0\u00b9\u00fa.txt": "x", "../../etc/passwd": "y", "a\\..\\b.txt": "z"}
    )
    # zipfile writes the first name as UTF-8; take the flag away to have the bytes as GBK has them.
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        info = zipfile.ZipInfo("中国.txt")
        target.writestr(info, "x")
    gbk = out.getvalue().replace("中国".encode(), "中国".encode("gbk") + b"ab")
    gbk = gbk.replace(b"\x00\x08\x00\x00\x00\x00", b"\x00\x00\x00\x00\x00\x00")
    assert names(unpack(gbk))[0].startswith("in.zip!中国ab")
    assert names(unpack(data))[1:] == ["in.zip!etc/passwd", "in.zip!a/b.txt"]


def test_containers_in_containers() -> None:
    inner = archive({"c.txt": "三"})
    data = archive({"in.zip": inner, "d.txt.gz": gzip.compress(b"four"), "p.mht": MHTML})
    assert names(unpack(data, "o.zip")) == [
        "o.zip!in.zip!c.txt",
        "o.zip!d.txt.gz!d.txt",
        "o.zip!p.mht!www.x.gov.cn/a.html",
        "o.zip!p.mht!page-2.html",
    ]


def test_a_zip_that_holds_a_word_file_unpacked_is_a_zip() -> None:
    docx = archive({"[Content_Types].xml": "x", "word/document.xml": "x"})
    data = archive({"a.docx": docx, "b.txt": "x"}, zipfile.ZIP_STORED)
    assert names(unpack(data)) == ["in.zip!a.docx", "in.zip!b.txt"]


def test_a_bomb_is_refused_and_the_others_go_on() -> None:
    data = archive({"bomb.txt": b"0" * 30_000_000, "a.txt": "一"})
    found = unpack(data)
    assert names(found) == ["too-large", "in.zip!a.txt"]
    assert "decompression bomb" in str(found[0])


def test_nesting_is_bounded() -> None:
    data = archive({"a.txt": "x"})
    for _ in range(6):
        data = archive({"in.zip": data})
    assert names(unpack(data)) == ["too-large"]


def test_number_and_size_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = archive({f"{i}.txt": "x" * 10 for i in range(10)})
    monkeypatch.setattr(containers, "_Budget", lambda: _Budget(4, 1000))
    assert names(unpack(data)) == [*(f"in.zip!{i}.txt" for i in range(4)), "too-large"]
    monkeypatch.setattr(containers, "_Budget", lambda: _Budget(100, 25))
    assert names(unpack(data))[-1] == "too-large"
    assert len(unpack(data)) == 3


_Budget = containers._Budget


def test_damaged_and_encrypted_members_do_not_stop_the_others() -> None:
    data = bytearray(archive({"a.txt": "甲" * 99, "b.txt": "乙" * 99}, zipfile.ZIP_STORED))
    data[data.index("甲".encode())] ^= 0xFF
    assert names(unpack(bytes(data))) == ["damaged", "in.zip!b.txt"]
    locked = bytearray(archive({"a.txt": "x", "b.txt": "y"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert names(unpack(bytes(locked))) == ["encrypted", "in.zip!b.txt"]
    assert names(unpack(archive({"a.txt": "x"})[:40])) == ["damaged"]
    assert names(unpack(archive({}))) == ["empty"]


@pytest.mark.parametrize("packed", [True, False])
def test_warc_records_carry_url_and_date(packed: bool) -> None:
    found = unpack(warc(PAGES, packed=packed), "a.warc")
    assert found == [
        SourceFile(f"a.warc!{url[7:]}", data, url, "2022-01-02T03:04:05Z")
        for url, data in PAGES.items()
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_warc_reading_goes_on_after_damage(
    packed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(warc(PAGES, packed=packed))
    middle = len(data) // 2
    data[middle : middle + 30] = bytes(30)
    found = names(unpack(bytes(data), "a.warc"))
    assert found[0].endswith("0.html")
    assert found[-1].endswith("2.html")
    cut = unpack(warc(PAGES, packed=packed)[: middle - 20], "a.warc")
    assert isinstance(cut[-1], InputError)
    assert capsys.readouterr().err == ""


def test_pictures_styles_and_failures_are_not_documents() -> None:
    for kind in ("image/png", "text/css", "application/javascript", "font/woff2"):
        assert names(unpack(warc(PAGES, packed=False, kind=kind))) == ["empty"]
    failed = warc(PAGES, packed=False).replace(b"200 OK", b"404 No")
    assert names(unpack(failed)) == ["empty"]


def test_mhtml_gives_the_page_and_its_frames() -> None:
    assert unpack(MHTML, "a.mht") == [
        SourceFile(
            "a.mht!www.x.gov.cn/a.html",
            "<html><p>一</p>".encode(),
            "https://www.x.gov.cn/a.html",
            "2022-01-18T02:03:04+00:00",
        ),
        SourceFile("a.mht!page-2.html", b"<html>x</html>", None, "2022-01-18T02:03:04+00:00"),
    ]


def test_mhtml_nested_without_end_is_refused() -> None:
    levels = (
        b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
        for i in range(1500)
    )
    assert names(unpack(b"MIME-Version: 1.0\r\n" + b"".join(levels))) == ["too-large"]


def test_a_gzip_file_of_one_page_and_a_gzip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    html = page("<p>一，</p>").encode()
    assert [m.data for m in unpack(gzip.compress(html), "a.html.gz")] == [html]  # type: ignore[union-attr]
    assert names(unpack(b"\x1f\x8b\x08\x00garbage", "a.gz")) == ["damaged"]
    monkeypatch.setattr(containers, "MEMBER_BYTES", 1_000)
    assert names(unpack(gzip.compress(bytes(2_000)), "a.gz")) == ["too-large"]


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    unpack(archive({"a.txt": "x", "../b.txt": "y"}))
    unpack(warc(PAGES, packed=True))
    assert list(tmp_path.rglob("*")) == []
