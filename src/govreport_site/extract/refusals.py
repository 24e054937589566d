"""What is said of files that are recognised and not read: (code, message) by media type."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govreport_site.extract import sniff

_PICTURE: Final = (
    "a picture ({}); text in pictures is not read: find the report's text page, or have the "
    "picture turned into text and import that"
)
_CONTAINER: Final = "{} holds several files; its members are read one by one, not the whole"
_ARCHIVE: Final = "{} archive, which is not opened; unpack it, or pack it again as .zip"
_SHEET: Final = (
    "a spreadsheet ({}); only its table could be read and not the report: import the report "
    "itself, or save the sheet as HTML"
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "image/jpeg": ("image", _PICTURE.format("JPEG")),
        "image/png": ("image", _PICTURE.format("PNG")),
        "image/gif": ("image", _PICTURE.format("GIF")),
        "image/tiff": ("image", _PICTURE.format("TIFF")),
        "image/bmp": ("image", _PICTURE.format("BMP")),
        "image/webp": ("image", _PICTURE.format("WebP")),
        "image/vnd.djvu": ("image", _PICTURE.format("DjVu")),
        sniff.ZIP: ("container", _CONTAINER.format("a zip archive")),
        sniff.GZIP: ("container", _CONTAINER.format("a gzip file")),
        sniff.WARC: ("container", _CONTAINER.format("a WARC file")),
        sniff.MHTML: ("container", _CONTAINER.format("an MHTML file")),
        "application/vnd.rar": ("unsupported", _ARCHIVE.format("a RAR")),
        "application/x-7z-compressed": ("unsupported", _ARCHIVE.format("a 7z")),
        "application/x-bzip2": ("unsupported", _ARCHIVE.format("a bzip2")),
        "application/x-xz": ("unsupported", _ARCHIVE.format("an xz")),
        "application/zstd": ("unsupported", _ARCHIVE.format("a zstd")),
        sniff.XLSX: ("unsupported", _SHEET.format("xlsx")),
        sniff.XLS: ("unsupported", _SHEET.format("xls")),
        sniff.PPTX: ("unsupported", "a presentation (pptx); save its text as .docx"),
        sniff.PPT: ("unsupported", "a presentation (ppt); save its text as .docx"),
        sniff.OFD: (
            "unsupported",
            "an OFD file (GB/T 33190), which is not read; save it as PDF in an OFD reader",
        ),
        sniff.ENCRYPTED_OFFICE: (
            "encrypted",
            "an Office file locked with a password; save it without one and import that",
        ),
        sniff.OLE: (
            "unsupported",
            "an OLE file that is neither Word nor WPS text; save it as .docx or HTML",
        ),
        "application/x-executable": ("binary", "a program, not a document"),
        "application/vnd.sqlite3": ("binary", "a database, not a document"),
    }
)
"""Every media type that `sniff` knows and `EXTRACTORS` does not."""
