"""The table of extractors, and what is said of files that have none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from govreport_site.errors import InputError, Location
from govreport_site.extract import sniff
from govreport_site.extract.encoding import Decoded, decode
from govreport_site.extract.html import read_html
from govreport_site.extract.limits import MEBIBYTE, TEXT_BYTES
from govreport_site.extract.rendition import Reading, compose
from govreport_site.extract.text import read_text
from govreport_site.model.document import Document, SourceFile

_CONTROLS: Final = frozenset(map(chr, [*range(9), *range(14, 32), 127]))
_BINARY_SHARE: Final = 0.1


def extract(source: SourceFile) -> Document:
    """The content of one file.

    Raises InputError; its code is one of empty, binary, container, image, scanned, encrypted,
    too-large, timeout, legacy-word, damaged, unsupported.
    """
    if not source.data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise _refusal(source, "empty", "the file is empty; fetch it again")
    kind = sniff.media_type(source.data)
    extractor = EXTRACTORS.get(kind)
    if extractor is None:
        raise _refusal(source, "unsupported", f"the file is {kind}, which is not read")
    return extractor(source)


def members(source: SourceFile) -> Iterator[SourceFile | InputError]:
    """The files in a container, each on its own; a file that is no container yields itself."""
    yield source


def read_text_file(source: SourceFile) -> Document:
    """Plain text, Markdown or HTML, told apart after decoding."""
    if len(source.data) > TEXT_BYTES:
        size, most = len(source.data) / MEBIBYTE, TEXT_BYTES // MEBIBYTE
        message = f"{size:.1f} MB of text; a report has less than {most} MB: split the file"
        raise _refusal(source, "too-large", message)
    decoded = decode(source.data)
    _check_text(source, decoded)
    reading: Reading = read_html(decoded) if sniff.is_html(decoded.text) else read_text(decoded)
    document = compose(source, reading)
    if not document.blocks and not document.removed:
        raise _refusal(source, "empty", "the file holds no visible text; fetch it again")
    return document


def _check_text(source: SourceFile, decoded: Decoded) -> None:
    sample = decoded.text[:20_000]
    strange = sum(1 for c in sample if c in _CONTROLS)
    lost = sample.count("\ufffd") if decoded.lost else 0
    if (strange + lost) > _BINARY_SHARE * len(sample) + 2:
        message = (
            f"neither text nor a known kind of file: {strange} control characters and {lost} "
            f"undecodable ones in the first {len(sample)}; expected HTML, text, PDF or Word"
        )
        raise _refusal(source, "binary", message)


def _refusal(source: SourceFile, code: str, message: str) -> InputError:
    return InputError(message, Location(source.name), code=code)


EXTRACTORS: Final[Mapping[str, Callable[[SourceFile], Document]]] = MappingProxyType(
    {
        sniff.TEXT: read_text_file,
    }
)
"""One extractor for each media type that is read."""
