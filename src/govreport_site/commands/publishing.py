"""A verified site → where the public reads it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from govreport_site.build.lock import hold
from govreport_site.build.paths import OWN_LIST
from govreport_site.commands import publish_branch, publish_remote, published
from govreport_site.commands.built import files_to_verify
from govreport_site.commands.releases import Changes, ReleaseFolder, compare
from govreport_site.commands.scanning import LEDGER
from govreport_site.commands.talk import Talk, put, put_json
from govreport_site.commands.verifying import compare_site, error_of
from govreport_site.errors import GovreportError, Location, UsageError
from govreport_site.reportfile import manifest

_REMOTE = re.compile(r"(?:[\w.-]+@)?[\w.-]+:/[^:]*")
_SHOWN = 20
"""Paths of each kind that a dry run lists without -v."""


def run_publish(args: argparse.Namespace) -> int:
    """`govreport publish`: the exit code."""
    if args.keep < 1:
        raise UsageError("--keep: found a number below 1, expected how many releases to keep")
    talk = Talk.of(args)
    site = Path(args.site) if args.site else args.archive / "site"
    with hold(args.archive / LEDGER, "publish"):
        files = verified_files(site, args.archive / LEDGER)
        if args.to.startswith("branch:"):
            target: publish_branch.Branch | publish_remote.RemoteFolder | LocalFolder = (
                publish_branch.Branch.named(args.to, args.archive)
            )
        elif _REMOTE.fullmatch(args.to):
            target = publish_remote.RemoteFolder.named(args.to)
        else:
            target = LocalFolder(ReleaseFolder(Path(args.to)))
        before = target.published()
        changes = compare(before, files)
        refuse_dropped(changes, allowed=args.allow_dropped)
        if args.dry_run:
            _list(changes, talk)
        else:
            release = target.publish(site, files, before, args.keep)
            published.write(args.archive / LEDGER, reports_in(args.archive, files))
            talk.say(f"published {len(files)} files to {args.to} as {release}")
    if args.json:
        put_json(
            {
                "target": args.to,
                "added": changes.added,
                "changed": changes.changed,
                "removed": changes.removed,
                "published": not args.dry_run,
            }
        )
    return 0


class LocalFolder:
    """A folder on this machine."""

    def __init__(self, folder: ReleaseFolder) -> None:
        self.folder = folder

    def published(self) -> dict[str, str]:
        """Path → sha256 of the files that are read now. Raises GovreportError when foreign."""
        self.folder.refuse_foreign()
        return self.folder.published()

    def publish(
        self, site: Path, files: Mapping[str, str], before: Mapping[str, str], keep: int
    ) -> str:
        """Publish the site over what is read `before`; the name of its release."""
        name = self.folder.add(site, files, before)
        self.folder.prune(keep)
        return name


def verified_files(site: Path, govreport: Path) -> dict[str, str]:
    """Path → sha256 of a site that is exactly as it was built. Raises IntegrityError if not."""
    listed = files_to_verify(govreport)
    if not listed:
        raise GovreportError("nothing has been built; run `govreport build`", Location(str(site)))
    for fault in compare_site(site, listed):
        advice = "run `govreport verify` for all faults, then `govreport build`"
        raise error_of(fault, site, advice)
    return {path: digest for path, digest in listed.items() if path != OWN_LIST}


def reports_in(archive: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Address of each report whose page is among these files → digest of its report file."""
    recorded = manifest.read(archive / "reports")
    addresses = ((path.removesuffix(".md"), digest) for path, digest in recorded.items())
    return {path: digest for path, digest in addresses if f"{path}/index.html" in files}


def refuse_dropped(changes: Changes, *, allowed: bool) -> None:
    """Raises GovreportError when published pages would vanish."""
    dropped = changes.dropped_pages
    if dropped and not allowed:
        listed = "\n  ".join(dropped[:_SHOWN])
        raise GovreportError(
            f"{len(dropped)} published addresses would vanish:\n  {listed}\n"
            "give them aliases in govreport.toml and build again, or say --allow-dropped"
        )


def _list(changes: Changes, talk: Talk) -> None:
    for word, paths in (
        ("add", changes.added),
        ("change", changes.changed),
        ("remove", changes.removed),
    ):
        shown = paths if talk.verbose else paths[:_SHOWN]
        for path in shown:
            put(f"{word} {path}")
        if len(paths) > len(shown):
            put(f"{word} … and {len(paths) - len(shown)} more (-v lists them)")
    talk.say("dry run, nothing was published")


def _with_releases(target: str) -> ReleaseFolder | publish_remote.RemoteFolder:
    """The folder that holds releases; raises UsageError for a target that keeps none."""
    if target.startswith("branch:"):
        raise UsageError(
            f"{target}: a branch keeps its history: go back with `git revert` on it, and push"
        )
    if _REMOTE.fullmatch(target):
        return publish_remote.RemoteFolder.named(target)
    folder = ReleaseFolder(Path(target))
    folder.refuse_foreign()
    return folder


def run_rollback(args: argparse.Namespace) -> int:
    """`govreport rollback`: the exit code."""
    folder = _with_releases(args.to)
    names, current = folder.names(), folder.current()
    if args.list:
        for name in names:
            put(f"{name}{'  current' if name == current else ''}")
        return 0
    earlier = [name for name in names if current is None or name < current]
    wanted = args.release or (earlier[-1] if earlier else None)
    if wanted not in names:
        raise GovreportError(
            "there is no earlier release"
            if wanted is None
            else f"there is no release {wanted}; there are: {', '.join(names) or 'none'}",
            Location(args.to),
        )
    folder.switch(wanted)
    Talk.of(args).say(f"{args.to} now shows {wanted}")
    return 0
