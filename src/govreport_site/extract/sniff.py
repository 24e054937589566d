"""What a file is, by its bytes; names and extensions are never believed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from govreport_site.extract.limits import DIRECTORY

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT: Final = "application/vnd.oasis.opendocument.text"
OFD: Final = "application/ofd"
PDF: Final = "application/pdf"
ZIP: Final = "application/zip"
GZIP: Final = "application/gzip"
WARC: Final = "application/warc"
MHTML: Final = "multipart/related"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"
OLE: Final = "application/x-ole-storage"
ENCRYPTED_OFFICE: Final = "application/x-encrypted-office"
RTF: Final = "application/rtf"
TEXT: Final = "text/plain"

_SIGNATURES: Final = (
    (b"%PDF-", PDF),
    (b"WARC/", WARC),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", GZIP),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90\0", "application/x-executable"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"AT&TFORM", "image/vnd.djvu"),
)
_STREAMS: Final = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
_PARTS: Final = (
    ("word/document", DOCX),
    ("word/_rels", DOCX),
    ("xl/workbook", XLSX),
    ("ppt/presentation", PPTX),
    ("OFD.xml", OFD),
)
_MHTML: Final = re.compile(
    rb"(?:^|\n)Content-Type:\s{0,10}multipart/(?:related|mixed|alternative)", re.I
)
_HTML: Final = re.compile(
    r"<(?:!doctype\s{1,10}html|html|head|body|meta|title|table|tbody|tr|td|div|span|p|br|font|ul|ol|"
    r"li|h[1-6]|a|img|center|strong|b|section|article|script|style)(?=[\s/>])",
    re.I,
)
_DECISIVE: Final = re.compile(r"<(?:!doctype\s{1,10}html|html|head|body)(?=[\s/>])", re.I)
_WINDOW: Final = 4_096


def media_type(data: bytes) -> str:
    """The media type of the bytes; `TEXT` for everything that has no signature."""
    head = data[:_WINDOW].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_type(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for signature, name in _SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\0\0\0" in data[:18]):
            return name
    if b"%PDF-" in data[:1024]:
        return PDF
    if _MHTML.search(data, 0, 2 * _WINDOW) and b"oundary" in data[: 2 * _WINDOW]:
        return MHTML
    return TEXT


def has_too_many_entries(data: bytes) -> bool:
    """Whether a zip archive lists more members than its directory may be read for."""
    return data.count(b"PK\x01\x02") > DIRECTORY


def _zip_type(data: bytes) -> str:
    """The kind of zip by the names of its own members, not of those of a zip inside it."""
    if has_too_many_entries(data):
        return ZIP
    if data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text"):
        return ODT
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ZIP
    if "[Content_Types].xml" not in names and "OFD.xml" not in names:
        return ZIP
    return next((kind for part, kind in _PARTS if any(n.startswith(part) for n in names)), ZIP)


def _ole_type(data: bytes) -> str:
    """The kind of OLE file by the names of its streams. WPS Writer's .wps has Word's."""
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return OLE


def is_html(text: str) -> bool:
    """Whether the text is an HTML page or a piece of one."""
    if _DECISIVE.search(text, 0, _WINDOW):
        return True
    window = text[: 64 * _WINDOW]
    tags = _HTML.findall(window)
    if tags and text.lstrip().startswith("<") and "</" in text:
        return True
    return len(tags) >= 3 and len(tags) * 400 > len(window)
