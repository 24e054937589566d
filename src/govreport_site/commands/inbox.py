"""Raw files imported as they are dropped into a folder."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from govreport_site.build.executor import IN_PROCESS
from govreport_site.build.lock import hold
from govreport_site.build.progress import SILENT
from govreport_site.commands.importing import import_files, tell
from govreport_site.commands.reading import Hints
from govreport_site.commands.scanning import LEDGER
from govreport_site.commands.talk import Talk
from govreport_site.config import load_config
from govreport_site.errors import Location, UsageError
from govreport_site.reportfile.shelf import Shelf
from govreport_site.serve.inbox import LOOK, Inbox


def watch_folder(args: argparse.Namespace) -> int:
    """`govreport import --watch`: import until interrupted."""
    talk = Talk.of(args)
    inbox = Inbox(existing_folder(args.watch))
    talk.say(f"importing what is dropped into {args.watch} — press Ctrl-C to stop")
    while True:
        if files := inbox.complete():
            take_in(args.archive, files, talk)
        time.sleep(LOOK)


def existing_folder(path: Path) -> Path:
    """The folder; raises UsageError when it is none."""
    if not path.is_dir():
        raise UsageError("no such folder; make it first", Location(str(path)))
    return path


def take_in(archive: Path, files: Sequence[Path], talk: Talk) -> None:
    """Import these raw files and tell of each."""
    with hold(archive / LEDGER, "import"):
        shelf = Shelf.open(archive)
        try:
            hints = Hints(load_config(archive).places)
            names = [str(path) for path in files]
            for name, result in import_files(names, shelf, hints, IN_PROCESS, SILENT):
                tell(name, result, talk)
        finally:
            shelf.settle()
