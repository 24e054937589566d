"""A preview: the builder and the importer as callbacks of the server."""

from __future__ import annotations

import argparse
from pathlib import Path

from msgspec.structs import replace

from govreport_site.build.executor import open_executor
from govreport_site.build.progress import duration
from govreport_site.commands.building import Builder, Wishes
from govreport_site.commands.inbox import existing_folder, take_in
from govreport_site.commands.scanning import require_archive
from govreport_site.commands.talk import Talk
from govreport_site.config import FILE_NAME
from govreport_site.serve import preview
from govreport_site.serve.preview import BuildOutcome

EXPORTS = frozenset({"data-set"})
"""What no page shows is made when the changed pages are served: it takes longer than they."""


def run_serve(args: argparse.Namespace) -> int:
    """`govreport serve`: serve until interrupted; 0."""
    talk = Talk.of(args)
    archive: Path = args.archive
    inbox = existing_folder(args.inbox) if args.inbox else None
    require_archive(archive)
    executor = open_executor()
    builder = Builder(archive, executor, again=True)
    wishes = Wishes(search=not args.no_search, whole=True)
    at_once = replace(wishes, put_off=EXPORTS)

    def rebuild(changed: frozenset[Path]) -> BuildOutcome:
        done = builder.build(at_once if changed else wishes).summary
        written = bool(done.written or done.pruned)
        said = f"{done.written} files written, {done.pruned} removed in {duration(done.seconds)}"
        return BuildOutcome(
            written and not done.kinds.keys() <= EXPORTS, said if written else "", owing=done.owing
        )

    try:
        preview.run(
            builder.site,
            rebuild=rebuild,
            watch=[archive / "reports", archive / "templates", archive / FILE_NAME],
            say=talk.say,
            host=args.host,
            port=args.port,
            open_browser=args.open,
            inbox=inbox,
            on_inbox=lambda files: take_in(archive, files, talk),
        )
    finally:
        executor.close()
    return 0
