"""Files that hold files: zip, gzip, WARC and MHTML → their members, one at a time, in memory."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from govreport_site.errors import InputError, Location
from govreport_site.extract import sniff
from govreport_site.extract.characters import sift
from govreport_site.extract.encoding import decode
from govreport_site.extract.limits import (
    CONTAINER_BYTES,
    DIRECTORY,
    MEBIBYTE,
    MEMBER_BYTES,
    MEMBERS,
    NESTING,
    RATIO,
    RATIO_FLOOR,
)
from govreport_site.model.document import SourceFile

Member = SourceFile | InputError

_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
_CLUTTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$")
"""What operating systems and Word leave in archives."""


class _Budget(Struct):
    """What one container may still give, its inner containers included."""

    members: int = MEMBERS
    size: int = CONTAINER_BYTES


def members(source: SourceFile) -> Iterator[Member]:
    """The files in a container, each on its own; a file that is no container yields itself.

    A member that cannot be had is yielded as InputError, and the others go on. Nothing is written
    to disk, and no member is held when the next one is read.
    """
    yield from _unpack(source, _Budget(), 0)


def _unpack(source: SourceFile, budget: _Budget, depth: int) -> Iterator[Member]:
    opener = CONTAINERS.get(sniff.media_type(source.data))
    if opener is None:
        yield source
        return
    if depth > NESTING:
        yield _error(source.name, "too-large", f"containers nested more than {NESTING} deep")
        return
    empty = True
    for member in opener(source):
        empty = False
        if isinstance(member, InputError):
            yield member
            continue
        budget.members -= 1
        budget.size -= len(member.data)
        if budget.members < 0 or budget.size < 0:
            most = f"{MEMBERS:,} files or {CONTAINER_BYTES // MEBIBYTE:,} MB"
            message = f"the container holds more than {most}; the rest is not read: split it"
            yield _error(source.name, "too-large", message)
            return
        yield from _unpack(member, budget, depth + 1)
    if empty:
        yield _error(source.name, "empty", "the container holds no files that could be a report")


def zip_members(source: SourceFile) -> Iterator[Member]:
    """The files of a zip archive in its own order."""
    if sniff.has_too_many_entries(source.data):
        message = f"the zip archive lists more than {DIRECTORY:,} files; split it"
        yield _error(source.name, "too-large", message)
        return
    try:
        archive = zipfile.ZipFile(BytesIO(source.data))
    except _DAMAGE as error:
        yield _error(source.name, "damaged", f"the zip archive cannot be opened: {error}")
        return
    with archive:
        for info in archive.infolist():
            name = _member_name(info)
            if not info.is_dir() and not any(part in name for part in _CLUTTER):
                yield _zip_member(archive, info, f"{source.name}!{name}")


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    size = info.file_size
    if info.flag_bits & _ENCRYPTED:
        return _error(name, "encrypted", "the member is encrypted; unpack it with its password")
    if size > MEMBER_BYTES:
        return _error(name, "too-large", f"{size:,} bytes unpacked; at most {MEMBER_BYTES:,}")
    if size > RATIO_FLOOR and size > RATIO * max(1, info.compress_size):
        ratio = size // max(1, info.compress_size)
        message = (
            f"unpacks to {ratio} times its size, as a decompression bomb does; at most {RATIO}"
        )
        return _error(name, "too-large", message)
    try:
        return SourceFile(name, archive.read(info))
    except (*_DAMAGE, RuntimeError) as error:
        return _error(name, "damaged", f"the member cannot be unpacked: {error}")


def _member_name(info: zipfile.ZipInfo) -> str:
    """The member's path without steps upwards; names that claim no encoding are often GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        name = decode(name.encode("cp437", "replace")).text
    parts = sift(name)[0].replace("\\", "/").split("/")
    path = "/".join(p.strip() for p in parts if p.strip() not in {"", ".", ".."})
    return " ".join(path.split()) + ("/" if name.endswith("/") else "")


def gzip_members(source: SourceFile) -> Iterator[Member]:
    """A gzip file: the records of a compressed WARC, or the one file in it."""
    inflater = zlib.decompressobj(wbits=31)
    try:
        data = inflater.decompress(source.data, MEMBER_BYTES + 1)
    except zlib.error as error:
        yield _error(source.name, "damaged", f"the gzip file cannot be unpacked: {error}")
        return
    if data.startswith(b"WARC/"):
        del data
        yield from warc_members(source)
    elif len(data) > MEMBER_BYTES:
        yield _error(source.name, "too-large", f"unpacks to more than {MEMBER_BYTES:,} bytes")
    elif not inflater.eof:
        yield _error(source.name, "damaged", "the gzip file is cut off; fetch it again")
    else:
        inner = source.name.replace("!", "/").rpartition("/")[2].removesuffix(".gz") or "content"
        yield SourceFile(f"{source.name}!{inner}", data, source.url, source.retrieved)


def warc_members(source: SourceFile) -> Iterator[Member]:
    """The documents of a WARC file; warcio is loaded for these only, since it takes 80 ms."""
    from govreport_site.extract import webarchive

    yield from webarchive.warc_members(source)


def mhtml_members(source: SourceFile) -> Iterator[Member]:
    """The pages of an MHTML file."""
    from govreport_site.extract import webarchive

    yield from webarchive.mhtml_members(source)


def _error(name: str, code: str, message: str) -> InputError:
    return InputError(message, Location(name), code=code)


CONTAINERS: Final[Mapping[str, Callable[[SourceFile], Iterator[Member]]]] = MappingProxyType(
    {
        sniff.ZIP: zip_members,
        sniff.GZIP: gzip_members,
        sniff.WARC: warc_members,
        sniff.MHTML: mhtml_members,
    }
)
"""One reader for each kind of container."""
