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
from govreport_site.site.plan import SITE_KINDS, YEAR_KINDS

EXPORTS = frozenset({"data-set"})
"""What no page shows is made when the changed pages are served: it takes longer than they."""
OVERVIEWS = SITE_KINDS | YEAR_KINDS
"""What an edited report changes besides its own place's pages, likewise: these and the exports
among them are summed up over the whole archive."""


def run_serve(args: argparse.Namespace) -> int:
    """`govreport serve`: serve until interrupted; 0."""
    talk = Talk.of(args)
    archive: Path = args.archive
    inbox = existing_folder(args.inbox) if args.inbox else None
    require_archive(archive)
    executor = open_executor()
    builder = Builder(archive, executor, again=True)
    wishes = Wishes(search=not args.no_search, whole=True)
    reports = archive / "reports"

    def rebuild(changed: frozenset[Path]) -> BuildOutcome:
        only_reports = all(path.is_relative_to(reports) for path in changed)
        put_off = OVERVIEWS if only_reports else EXPORTS
        done = builder.build(replace(wishes, put_off=put_off) if changed else wishes).summary
        written = bool(done.written or done.pruned)
        said = f"{done.written} files written, {done.pruned} removed in {duration(done.seconds)}"
        return BuildOutcome(written, not only_reports, said if written else "", owing=done.owing)

    try:
        preview.run(
            builder.site,
            rebuild=rebuild,
            watch=[reports, archive / "templates", archive / FILE_NAME],
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
