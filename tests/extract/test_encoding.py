"""Encodings: what the bytes are wins over what the page says."""

import codecs

import pytest

from govreport_site.errors import InputError
from tests.extract.making import LONG, page, read, texts

SIMPLIFIED = "一、概述\n2016年，我镇主动公开政府信息268条。\n㐀㐁镕\n"
TRADITIONAL = "一、概述\n2016年，本鎮主動公開政府資訊268條。\n辦理情況\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLIFIED.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8"),
        (SIMPLIFIED.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SIMPLIFIED.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_simplified_text_in_every_encoding(data: bytes, encoding: str) -> None:
    document = read(data)
    assert document.encoding == encoding
    assert texts(document) == SIMPLIFIED.strip().split("\n")
    assert document.issues == ()


def test_big5() -> None:
    document = read(TRADITIONAL.encode("big5"))
    assert document.encoding == "big5hkscs"
    assert texts(document) == TRADITIONAL.strip().split("\n")


@pytest.mark.parametrize("claim", ["gb2312", "GBK", "gb18030", "x-gbk"])
def test_whoever_claims_gbk_gets_gb18030(claim: str) -> None:
    html = f'<html><head><meta charset="{claim}"></head><body><p>朱镕基，㐀{LONG}</p></body></html>'
    document = read(html.encode("gb18030"))
    assert document.encoding == "gb18030"
    assert texts(document) == [f"朱镕基，㐀{LONG}"]


@pytest.mark.parametrize(
    ("claim", "real"),
    [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("iso-8859-1", "gb18030"), ("utf-16", "utf-8")],
)
def test_a_wrong_claim_is_not_believed(claim: str, real: str) -> None:
    html = page(f"<p>{LONG}</p>").replace("utf-8", claim)
    document = read(html.encode(real))
    assert document.encoding == real
    assert texts(document) == [LONG]


def test_a_big5_page_that_claims_gb2312() -> None:
    text = "本鎮認真貫徹落實條例，主動公開政府資訊268條，沒有收到公開申請。"
    html = page(f"<p>{text}</p>").replace("utf-8", "gb2312")
    assert texts(read(html.encode("big5"))) == [text]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_truncated_last_bytes_are_reported(encoding: str) -> None:
    document = read(SIMPLIFIED.strip().encode(encoding)[:-1])
    assert document.encoding == encoding
    assert texts(document)[:2] == SIMPLIFIED.split("\n")[:2]
    (issue,) = document.issues
    assert issue.code == "truncated-bytes"
    assert issue.line == 3


def test_damaged_bytes_stand_as_replacement_characters_and_are_reported() -> None:
    data = bytearray((LONG * 5 + "\n" + LONG * 5).encode())
    place = data.index(b"\n") + 1
    data[place] = 0xFF
    document = read(bytes(data))
    assert document.encoding == "utf-8"
    assert "\ufffd" in texts(document)[1]
    (issue,) = document.issues
    assert (issue.code, issue.line) == ("undecodable", 2)


def test_a_replacement_character_of_the_source_is_no_damage() -> None:
    assert read(LONG + "\ufffd").issues == ()


def test_a_gbk_word_that_is_also_valid_utf8() -> None:
    assert texts(read("联通".encode("gbk") + b" 2016")) == ["联通 2016"]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\0" * 500 + b"x", b"\x93\xe1\x07\xb1" * 3000]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read(data)
    assert raised.value.code == "binary"
    assert "expected HTML, text, PDF or Word" in raised.value.message
