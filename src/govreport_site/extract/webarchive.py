"""Saved web pages: WARC records (ISO 28500) and MHTML parts (RFC 2557), with URL and date."""

from __future__ import annotations

import binascii
import contextlib
import email
import email.errors
import email.utils
import logging
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC
from email.message import Message
from io import BytesIO, StringIO
from typing import Any, Final, TypeVar

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed

from govreport_site.errors import InputError, Location
from govreport_site.extract.characters import sift
from govreport_site.extract.limits import MEMBER_BYTES
from govreport_site.model.document import SourceFile

Member = SourceFile | InputError
T = TypeVar("T")

_DAMAGE: Final = (
    ArchiveLoadFailed,
    ChunkedDataException,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    IndexError,
    KeyError,
    AttributeError,  # warcio takes headers for granted that a damaged record lacks
    TypeError,
)
_RECORDS: Final = ("response", "resource", "conversion")
_NOT_DOCUMENTS: Final = ("image/", "font/", "audio/", "video/", "text/css", "application/json")
_SCRIPT: Final = ("javascript", "ecmascript", "font-", "x-font")
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
# Library warnings about a record's headers; what matters is yielded as InputError.
logging.getLogger("warcio").addHandler(logging.NullHandler())
_BOUNDARIES: Final = 16
_GZIP: Final = b"\x1f\x8b\x08"


class _QuietIterator(ArchiveIterator):  # type: ignore[misc]
    """warcio's reader without the warnings that it writes to standard error."""

    INC_RECORD = ""


def warc_members(source: SourceFile) -> Iterator[Member]:
    """The documents of a WARC file, compressed or not; pictures, styles and scripts are left out.

    After a damaged record, reading goes on at the next place where a record starts.
    """
    offset: int | None = 0
    while offset is not None:
        stream = BytesIO(source.data)
        stream.seek(offset)
        reached = offset
        try:
            iterator = _QuietIterator(stream)
            while (record := _quietly(next, iterator, None)) is not None:
                reached = iterator.offset
                if (member := _quietly(_warc_member, source, record)) is not None:
                    yield member
            if source.data[iterator.offset :].strip():
                message = f"the file is cut off inside the record at byte {iterator.offset:,}"
                yield InputError(message, Location(source.name), code="damaged")
            return
        except _DAMAGE as error:
            reason = sift(str(error).partition(",")[0].strip())[0][:80] or type(error).__name__
            message = f"the record at byte {reached:,} is damaged ({reason}); it is left out"
            yield InputError(message, Location(source.name), code="damaged")
        offset = _next_record(source.data, reached + 1)


def _quietly(function: Callable[..., T], *args: Any) -> T:
    """What the function returns; what warcio writes to standard error meanwhile is dropped."""
    with contextlib.redirect_stderr(StringIO()):
        return function(*args)


def _warc_member(source: SourceFile, record: Any) -> Member | None:
    """One record as a file; None when it is no document that was answered with success."""
    headers = record.rec_headers
    http = record.http_headers
    if record.rec_type not in _RECORDS:
        return None
    if http is not None and http.get_statuscode() not in {"200", "203", "206"}:
        return None
    kind = (http or headers).get_header("Content-Type") or ""
    if kind.lower().startswith(_NOT_DOCUMENTS) or any(word in kind.lower() for word in _SCRIPT):
        return None
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>") or None
    name = f"{source.name}!{_inner_name(url, 'record')}"
    data = record.content_stream().read(MEMBER_BYTES + 1)
    record.raw_stream.read()
    if missing := getattr(record.raw_stream, "limit", 0):
        message = f"the record is cut off: {missing:,} bytes are missing; fetch the page again"
        return InputError(message, Location(name), code="damaged")
    if len(data) > MEMBER_BYTES:
        message = f"more than {MEMBER_BYTES:,} bytes unpacked; a report is smaller"
        return InputError(message, Location(name), code="too-large")
    return SourceFile(name, data, url, headers.get_header("WARC-Date"))


def _next_record(data: bytes, start: int) -> int | None:
    """Where the next record starts at or after `start`, or None."""
    if not data.startswith(_GZIP):
        found = data.find(b"\nWARC/1.", start)
        return None if found < 0 else found + 1
    found = data.find(_GZIP, start)
    while found >= 0:
        try:
            if (
                zlib.decompressobj(wbits=31).decompress(data[found : found + 512], 8)[:5]
                == b"WARC/"
            ):
                return found
        except zlib.error:
            pass
        found = data.find(_GZIP, found + 1)
    return None


def mhtml_members(source: SourceFile) -> Iterator[Member]:
    """The pages of an MHTML file: the saved page first, then the pages shown in its frames."""
    if source.data.lower().count(b"boundary=") > _BOUNDARIES:
        # The library looks for every open boundary in every line.
        text = f"more than {_BOUNDARIES} parts inside parts; save the page again as HTML"
        yield InputError(text, Location(source.name), code="too-large")
        return
    try:
        message = email.message_from_bytes(source.data)
        parts = [part for part in message.walk() if part.get_content_type() in _PAGES]
    except (RecursionError, email.errors.MessageError, ValueError) as error:
        kind = type(error).__name__
        text = f"the MHTML file cannot be taken apart ({kind}); save the page again as HTML"
        yield InputError(text, Location(source.name), code="damaged")
        return
    retrieved = _iso_date(message.get("Date"))
    page = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    for number, part in enumerate(parts):
        url = _web_address(part.get("Content-Location")) or (
            _web_address(page) if not number else None
        )
        name = f"{source.name}!{_inner_name(url, f'page-{number + 1}.html')}"
        yield _mhtml_part(part, name, url or source.url, retrieved or source.retrieved)


def _mhtml_part(part: Message, name: str, url: str | None, retrieved: str | None) -> Member:
    try:
        payload = part.get_payload(decode=True)
    except (binascii.Error, ValueError, AssertionError) as error:
        return InputError(f"the part cannot be decoded: {error}", Location(name), code="damaged")
    if not isinstance(payload, bytes) or not payload.strip():
        return InputError("the part is empty", Location(name), code="empty")
    return SourceFile(name, payload, url, retrieved)


def _web_address(value: object) -> str | None:
    """The URL when it is one of the web: frames of Chrome have `cid:` names instead."""
    text = "".join(str(value or "").split())
    return text if text.lower().startswith(("http://", "https://")) else None


def _iso_date(value: object) -> str | None:
    """A mail date in ISO 8601; one without a zone (-0000) is UTC (RFC 5322, 3.3)."""
    try:
        moment = email.utils.parsedate_to_datetime(str(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _inner_name(url: str | None, otherwise: str) -> str:
    """A name for messages: the URL without its scheme."""
    bare = (url or "").partition("://")[2] or (url or "")
    return sift(" ".join(bare.split()))[0][:300] or otherwise
