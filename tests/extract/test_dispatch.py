"""Recognising files by their bytes, refusing with a message, and the process that is killed."""

import io
import os
import stat
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from govreport_site.errors import InputError
from govreport_site.extract import EXTRACTORS, child, confined, extract, sniff
from govreport_site.extract.refusals import REFUSALS
from govreport_site.model.document import SourceFile
from tests.extract.making import LONG, archive, pdf, pdf_text, read, texts, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def refused(data: bytes, name: str = "report.html") -> InputError:
    with pytest.raises(InputError) as raised:
        read(data, name)
    assert str(raised.value).startswith(f"{name}: ")
    return raised.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"])
def test_pictures_are_recognised_whatever_their_name(kind: str) -> None:
    error = refused(picture(kind), "report.html")
    assert error.code == "image"
    assert "text in pictures is not read" in error.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (archive({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "unsupported"),
        (archive({"OFD.xml": "x"}), "unsupported"),
        (archive({"a.txt": "x"}), "container"),
        (OLE + "Workbook".encode("utf-16-le"), "unsupported"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "unsupported"),
        (b"Rar!\x1a\x07\x01\0" + bytes(40), "unsupported"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "unsupported"),
        (b"\x7fELF" + bytes(40), "binary"),
    ],
)
def test_files_that_are_not_read_have_their_own_message(data: bytes, code: str) -> None:
    error = refused(data)
    assert error.code == code
    assert len(error.message) > 20


def test_every_known_kind_is_read_or_refused() -> None:
    kinds = {v for n, v in vars(sniff).items() if n[0] != "_" and isinstance(v, str) and "/" in v}
    kinds -= {sniff.__file__}
    kinds |= {kind for _, kind in sniff._SIGNATURES} | {kind for _, kind in sniff._STREAMS}
    assert kinds <= set(EXTRACTORS) | set(REFUSALS)
    assert not set(EXTRACTORS) & set(REFUSALS)


def test_the_extension_is_never_believed() -> None:
    docx = word(lambda document: document.add_paragraph(LONG) and None)
    assert texts(read(docx, "report.txt")) == [LONG]
    assert texts(read(pdf([pdf_text(LONG[:30])]), "report.doc")) == [LONG[:30]]
    assert texts(read(f"<html><p>{LONG}</p></html>", "report.doc")) == [LONG]


def test_text_beyond_the_limit_is_refused() -> None:
    assert refused(b"a " * 9_000_000).code == "too-large"
    assert refused(b"a\n" * 400_000).code == "too-large"


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as raised:
        confined.read_confined(SourceFile("a.pdf", b"%PDF-1.7"), "pdf", seconds=0.01)
    assert raised.value.code == "timeout"
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
        (f"raise SystemExit({confined.OUT_OF_MEMORY})", "too-large"),
        ("raise SystemExit(1)", "damaged"),
    ],
)
def test_a_child_that_dies_is_one_file_set_aside(
    script: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{script}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(InputError) as raised:
        confined.read_confined(SourceFile("a.pdf", b"%PDF-1.7"), "pdf")
    assert raised.value.code == code


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are Linux's")
def test_the_child_bounds_its_own_memory() -> None:
    pid = os.fork()
    if not pid:
        child.bound()
        try:
            bytearray(2 << 30)
        except MemoryError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7


def test_legacy_word_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for data in (OLE + "WordDocument".encode("utf-16-le"), b"{\\rtf1 x}"):
        error = refused(data, "a.wps")
        assert error.code == "legacy-word"
        assert "install LibreOffice" in error.message


def _libreoffice(folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys\n{script}")
    program.chmod(0o755)


def test_legacy_word_through_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    docx = word(lambda document: document.add_paragraph(LONG) and None)
    (tmp_path / "made.docx").write_bytes(docx)
    _libreoffice(
        tmp_path,
        "from pathlib import Path\nsource = Path(sys.argv[-1])\n"
        "assert source.read_bytes().startswith(b'\\xd0\\xcf')\n"
        f"made = Path({str(tmp_path / 'made.docx')!r}).read_bytes()\n"
        "(Path(sys.argv[-2]) / (source.stem + '.docx')).write_bytes(made)\n",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    source = SourceFile("a.wps", OLE + "WordDocument".encode("utf-16-le"), "http://x")
    document = extract(source)
    assert texts(document) == [LONG]
    assert document.source is source
    assert document.media_type == "application/msword"
    assert [issue.code for issue in document.issues] == ["converted"]


def test_libreoffice_that_fails_or_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = OLE + "WordDocument".encode("utf-16-le")
    _libreoffice(tmp_path, "sys.exit(1)")
    assert refused(data).code == "damaged"
    _libreoffice(tmp_path, "import time\ntime.sleep(60)")
    monkeypatch.setattr("govreport_site.extract.legacy._SECONDS", 0.2)
    assert refused(data).code == "timeout"
