"""The table of extractors, and what is said of files that have none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from govreport_site.errors import InputError, Location
from govreport_site.extract import sniff
from govreport_site.extract.confined import read_confined
from govreport_site.extract.encoding import Decoded, decode
from govreport_site.extract.html.reading import read_html
from govreport_site.extract.legacy import to_docx
from govreport_site.extract.limits import MEBIBYTE, TEXT_BYTES
from govreport_site.extract.refusals import REFUSALS
from govreport_site.extract.rendition import compose
from govreport_site.extract.text import read_text
from govreport_site.model.document import Document, SourceFile
from govreport_site.model.issue import Issue

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE: Final = 8_000
_BINARY_SHARE: Final = 0.1
_BLANK: Final = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"


def extract(source: SourceFile) -> Document:
    """The content of one file; what kind it is, is seen from its bytes.

    Raises InputError; `docs/inputs.md` lists its codes and what to do about each.
    """
    if not source.data.strip(_BLANK):
        raise _error(source, "empty", "the file is empty; fetch it again")
    kind = sniff.media_type(source.data)
    if extractor := EXTRACTORS.get(kind):
        return extractor(source)
    code, message = REFUSALS[kind]
    raise _error(source, code, message)


def read_text_file(source: SourceFile) -> Document:
    """Plain text, Markdown or HTML, told apart after decoding."""
    if len(source.data) > TEXT_BYTES:
        size, most = len(source.data) / MEBIBYTE, TEXT_BYTES // MEBIBYTE
        message = f"{size:.1f} MB of text; a report has far less than {most} MB: split the file"
        raise _error(source, "too-large", message)
    decoded = decode(source.data)
    _check_text(source, decoded)
    try:
        reading = read_html(decoded) if sniff.is_html(decoded.text) else read_text(decoded)
    except InputError as error:
        raise _error(source, error.code, error.message) from None
    document = compose(source, reading)
    if not document.blocks and not document.removed and not document.issues:
        raise _error(source, "empty", "the file holds no visible text; fetch it again")
    return document


def read_pdf_file(source: SourceFile) -> Document:
    """A PDF with a text layer, read in a process of its own."""
    return compose(source, read_confined(source, "pdf"))


def read_word_file(source: SourceFile) -> Document:
    """A .docx, read in a process of its own."""
    return compose(source, read_confined(source, "word"))


def read_legacy_word_file(source: SourceFile) -> Document:
    """A .doc or .wps, by way of LibreOffice."""
    return _converted(source, sniff.DOC, ".doc")


def read_rtf_file(source: SourceFile) -> Document:
    """An .rtf, by way of LibreOffice."""
    return _converted(source, sniff.RTF, ".rtf")


def read_odt_file(source: SourceFile) -> Document:
    """An .odt, by way of LibreOffice."""
    return _converted(source, sniff.ODT, ".odt")


def _converted(source: SourceFile, kind: str, suffix: str) -> Document:
    docx = SourceFile(source.name, to_docx(source, suffix), source.url, source.retrieved)
    reading = read_confined(docx, "word")
    note = Issue("converted", "info", f"read through LibreOffice's conversion from {suffix}")
    document = compose(source, reading)
    return Document(
        source=source,
        media_type=kind,
        encoding=None,
        blocks=document.blocks,
        lines=document.lines,
        title=document.title,
        properties=document.properties,
        links=document.links,
        removed=document.removed,
        repairs=document.repairs,
        issues=(*document.issues, note),
    )


def _check_text(source: SourceFile, decoded: Decoded) -> None:
    """Refuses bytes that decode to text only in name."""
    sample = decoded.text[:_SAMPLE]
    strange = len(_CONTROLS.findall(sample))
    lost = sample.count("\ufffd") if decoded.lost else 0
    if strange + lost > _BINARY_SHARE * len(sample) + 2 or not decoded.plausible:
        message = (
            f"neither text nor a known kind of file: {strange} control characters and {lost} "
            f"undecodable ones in the first {len(sample):,}; expected HTML, text, PDF or Word"
        )
        raise _error(source, "binary", message)


def _error(source: SourceFile, code: str, message: str) -> InputError:
    return InputError(message, Location(source.name), code=code)


EXTRACTORS: Final[Mapping[str, Callable[[SourceFile], Document]]] = MappingProxyType(
    {
        sniff.TEXT: read_text_file,
        sniff.DOCX: read_word_file,
        sniff.PDF: read_pdf_file,
        sniff.DOC: read_legacy_word_file,
        sniff.RTF: read_rtf_file,
        sniff.ODT: read_odt_file,
    }
)
"""One extractor for each media type that is read."""
