"""The archive as a BagIt bag, RFC 8493: payload under data/, digests in manifests."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from govreport_site import __version__
from govreport_site.build.lock import hold
from govreport_site.commands.clock import today
from govreport_site.commands.scanning import LEDGER, require_archive
from govreport_site.commands.talk import Talk
from govreport_site.commands.verifying import error_of
from govreport_site.config import FILE_NAME as CONFIG
from govreport_site.config import load_config
from govreport_site.errors import Location, UsageError, storage_errors
from govreport_site.reportfile import manifest, store


def run_export(args: argparse.Namespace) -> int:
    """`govreport export --bagit`: the exit code."""
    require_archive(args.archive)
    bag = Path(args.bagit)
    if bag.exists():
        raise UsageError("it exists already; name a new folder", Location(args.bagit))
    with hold(args.archive / LEDGER, "export"):
        count = make_bag(args.archive, bag, today())
    Talk.of(args).say(f"made the bag {bag} of {count} files")
    return 0


def make_bag(archive: Path, bag: Path, date: datetime.date) -> int:
    """Write the bag; the number of payload files. It appears whole or not at all.

    Raises IntegrityError when a stored file is not what was recorded, StorageError.
    """
    reports = archive / "reports"
    for fault in manifest.compare(reports, manifest.stored_files(reports), manifest.read(reports)):
        raise error_of(fault, reports, "`govreport verify` lists all faults")
    pending = bag.with_name(f".{bag.name}{store.PENDING}")
    with storage_errors():
        shutil.rmtree(pending, ignore_errors=True)
        payload = _copy_payload(archive, pending)
        size = sum((pending / path).stat().st_size for path in payload)
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": _info(archive, date, size, len(payload)),
            "manifest-sha256.txt": _listing(payload),
        }
        for name, text in tags.items():
            (pending / name).write_text(text, encoding="utf-8", newline="\n")
        digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        (pending / "tagmanifest-sha256.txt").write_text(
            _listing(digests), encoding="utf-8", newline="\n"
        )
        pending.rename(bag)
    return len(payload)


def _copy_payload(archive: Path, bag: Path) -> dict[str, str]:
    """Path in the bag → sha256 of what was copied there."""
    names = [f"reports/{path}" for path in manifest.stored_files(archive / "reports")]
    extra = [n for n in (CONFIG, f"reports/{manifest.FILE_NAME}") if (archive / n).is_file()]
    found: dict[str, str] = {}
    for name in sorted([*names, *extra]):
        target = bag / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(archive / name, target)
        found[f"data/{name}"] = manifest.digest_of(target)
    return found


def _listing(digests: Mapping[str, str]) -> str:
    """Manifest lines; RFC 8493 wants %, CR and LF of a name percent-encoded."""
    escapes = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
    return "".join(f"{digest}  {path.translate(escapes)}\n" for path, digest in digests.items())


def _info(archive: Path, date: datetime.date, size: int, count: int) -> str:
    config = load_config(archive)
    description = " ".join(config.description.split())
    lines = [
        f"Source-Organization: {config.publisher}" if config.publisher else "",
        f"External-Description: {' '.join(config.title.split())}: {description}",
        f"Bagging-Date: {date.isoformat()}",
        f"Bag-Software-Agent: govreport-site {__version__}",
        f"Payload-Oxum: {size}.{count}",
    ]
    return "".join(f"{line}\n" for line in lines if line)
