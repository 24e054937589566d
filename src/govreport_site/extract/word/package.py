"""The parts of a .docx package: opened by python-docx, with bounds and without dangling links."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.package import Package
from lxml import etree
from msgspec import Struct

from govreport_site.errors import InputError
from govreport_site.extract.limits import MEBIBYTE, RATIO, RATIO_FLOOR

_PARTS: Final = 5_000
_UNPACKED: Final = 256 * MEBIBYTE
_DAMAGE: Final = (
    KeyError,
    ValueError,
    AttributeError,
    zipfile.BadZipFile,
    PackageNotFoundError,
    etree.XMLSyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
)


class WordParts(Struct, frozen=True):
    """The XML of the parts that hold text."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    notes: tuple[etree._Element, ...]
    margins: tuple[tuple[str, etree._Element], ...]
    """(header or footer, its XML)."""
    targets: dict[str, str]
    """External link targets by relationship id."""
    properties: tuple[tuple[str, str], ...]


def open_package(data: bytes) -> WordParts:
    """The parts of the package; InputError `too-large` or `damaged`."""
    _check_sizes(data)
    try:
        return _parts(_open(data))
    except _DAMAGE as error:
        message = (
            f"the Word file cannot be read ({type(error).__name__}: {str(error)[:200]}); open it "
            "in Word or WPS, save it again as .docx, and import that"
        )
        raise InputError(message, code="damaged") from error


def _check_sizes(data: bytes) -> None:
    try:
        infos = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        message = f"the Word file's zip container is damaged ({error}); fetch the file again"
        raise InputError(message, code="damaged") from error
    if any(info.flag_bits & 1 for info in infos):
        raise InputError("the Word file is encrypted; save it without a password", code="encrypted")
    size = sum(info.file_size for info in infos)
    bomb = any(
        info.file_size > RATIO_FLOOR and info.file_size > RATIO * max(1, info.compress_size)
        for info in infos
    )
    if bomb or size > _UNPACKED or len(infos) > _PARTS:
        message = f"the Word file unpacks to {size:,} bytes in {len(infos):,} parts, too many"
        raise InputError(f"{message}; remove its pictures, or save it anew", code="too-large")


def _open(data: bytes) -> Any:
    try:
        return Package.open(BytesIO(data))
    except KeyError:
        return Package.open(BytesIO(_without_dangling(data)))


def _without_dangling(data: bytes) -> bytes:
    """The package without relationships to parts that are not in it, which some editors leave."""
    source = zipfile.ZipFile(BytesIO(data))
    names = set(source.namelist())
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in names:
            content = source.read(name)
            if name.endswith(".rels"):
                base = posixpath.dirname(posixpath.dirname(name))
                content = _prune(content, base, names)
            target.writestr(name, content)
    return out.getvalue()


def _prune(content: bytes, base: str, names: set[str]) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    for link in list(root):
        target = str(link.get("Target", ""))
        path = target if target.startswith("/") else posixpath.join("/", base, target)
        inner = link.get("TargetMode") != "External"
        if inner and posixpath.normpath(path).lstrip("/") not in names:
            root.remove(link)
    pruned: bytes = etree.tostring(root)
    return pruned


def _parts(package: Any) -> WordParts:
    main = _main_part(package)
    related: dict[str, list[etree._Element]] = {}
    targets = {}
    for key, link in main.rels.items():
        if link.is_external:
            targets[key] = link.target_ref
        else:
            kind = link.reltype.rpartition("/")[2]
            if kind in {"styles", "numbering", "footnotes", "endnotes", "header", "footer"}:
                related.setdefault(kind, []).append(_xml(link.target_part))
    margins = [(kind, e) for kind in ("header", "footer") for e in related.get(kind, [])]
    return WordParts(
        document=_xml(main),
        styles=next(iter(related.get("styles", [])), None),
        numbering=next(iter(related.get("numbering", [])), None),
        notes=tuple(related.get("footnotes", []) + related.get("endnotes", [])),
        margins=tuple(margins),
        targets=targets,
        properties=_properties(package),
    )


def _main_part(package: Any) -> Any:
    """The main document. The strict flavour of the format names the relationship differently."""
    for link in package.rels.values():
        if not link.is_external and link.reltype.endswith("/officeDocument"):
            return link.target_part
    raise KeyError("the package names no main document")


def _xml(part: Any) -> etree._Element:
    if hasattr(part, "element"):
        return part.element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))


def _properties(package: Any) -> tuple[tuple[str, str], ...]:
    """Title, subject, keywords and times. The author's name is a person's and is left out."""
    kinds = {link.reltype for link in package.rels.values()}
    if RELATIONSHIP_TYPE.CORE_PROPERTIES not in kinds:
        return ()
    core = package.core_properties
    words = [(name, getattr(core, name)) for name in ("title", "subject", "keywords", "category")]
    times = [(name, getattr(core, name)) for name in ("created", "modified")]
    return (
        *((name, str(value)[:2000]) for name, value in words if value),
        *((name, moment.isoformat()) for name, moment in times if moment),
    )
