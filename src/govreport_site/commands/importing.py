"""Raw files → the shelf: read in parallel, filed one after another in the order of the inputs."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from govreport_site.build.executor import IN_PROCESS, Executor, open_executor
from govreport_site.build.lock import hold
from govreport_site.build.progress import Progress
from govreport_site.commands.inputs import find_files
from govreport_site.commands.reading import Hints, Reading, read_member, read_reports
from govreport_site.commands.scanning import LEDGER
from govreport_site.commands.talk import Talk, progress_for, put_json
from govreport_site.config import load_config
from govreport_site.errors import InputError, Location, UsageError
from govreport_site.model import SourceFile
from govreport_site.reportfile import read_report
from govreport_site.reportfile.shelf import Filed, Shelf

CHUNK = 8
"""Files a worker reads at a time: small enough that a few large files do not hold up the rest."""

Result = tuple[str, Filed | InputError]
"""Name of the input, and what became of it."""

_WORDS = {
    "imported": "imported",
    "new-version": "new version",
    "known": "already here",
    "renewed": "renewed",
    "unchanged": "unchanged",
    "edited": "edited by hand, left alone",
}


def run_import(args: argparse.Namespace) -> int:
    """`govreport import`: the exit code, 3 when some input was set aside."""
    if bool(args.files) == args.renew:
        raise UsageError(
            "name the files or folders to import, or use --renew alone to read the archive's own "
            "originals again; `govreport import --help` has examples"
        )
    hints = Hints(load_config(args.archive).places, args.url, args.kind)
    talk = Talk.of(args)
    counts: Counter[str] = Counter()
    with hold(args.archive / LEDGER, "import"):
        shelf = Shelf.open(args.archive, dry_run=args.dry_run)
        try:
            for name, result in _results(args, shelf, hints, talk):
                counts[tell(name, result, talk)] += 1
                if args.json:
                    put_json(_as_json(name, result))
        finally:
            shelf.settle()
    listed = ", ".join(f"{count} {word}" for word, count in counts.items())
    if args.dry_run:
        talk.say(f"dry run, nothing was written: {listed}")
    elif counts.total() > 1:
        talk.say(f"done: {listed}")
    return 3 if counts["set aside"] else 0


def _results(args: argparse.Namespace, shelf: Shelf, hints: Hints, talk: Talk) -> Iterator[Result]:
    progress = progress_for(talk)
    if args.renew:
        yield from renew_all(shelf, hints, progress)
        return
    executor = open_executor(args.executor, args.jobs)
    try:
        yield from import_files(args.files, shelf, hints, executor, progress)
    finally:
        executor.close()


def tell(name: str, result: Filed | InputError, talk: Talk) -> str:
    """Say what became of one input; the word that counts it."""
    if isinstance(result, InputError):
        talk.error(str(result))
        return "set aside"
    word = _WORDS[result.outcome]
    talk.say(f"{word}: {result.path}  ←  {name}")
    if result.same_url:
        talk.warn(f"{result.path} and {result.same_url} name the same address as their source")
    return word


def _as_json(name: str, result: Filed | InputError) -> dict[str, object]:
    if isinstance(result, InputError):
        return {"input": name, "outcome": "set-aside", "code": result.code, "message": str(result)}
    return {"input": name, "outcome": result.outcome, "report": result.path}


def import_files(
    names: Sequence[str], shelf: Shelf, hints: Hints, executor: Executor, progress: Progress
) -> Iterator[Result]:
    """Import the files that these names mean, in their order; nothing stops at a bad one."""
    paths: list[Path] = []
    for found in find_files(names):
        if isinstance(found, InputError):
            yield str(found.location), found
        else:
            paths.append(found)
    progress.start("importing", len(paths))
    try:
        for readings in read_in_order(paths, hints, executor):
            yield from (_file(reading, shelf) for reading in readings)
            progress.advance()
    finally:
        progress.finish()


def _file(reading: Reading | InputError, shelf: Shelf) -> Result:
    if isinstance(reading, InputError):
        return str(reading.location), reading
    name = reading.source.name
    if reading.report.kind == "other" or not reading.report.title:
        return name, _no_report(reading)
    return name, shelf.file(reading.report, reading.source, reading.media_type, reading.encoding)


def _no_report(reading: Reading) -> InputError:
    title = reading.report.title
    found = f'"{title[:60]}" reads as' if title else "found no title of a report; it reads as"
    return InputError(
        f"{found} no yearly report or self-check (a plan, notice, guide or list?); "
        "if it is one, import it with --kind annual or --kind self-check",
        Location(reading.source.name),
        code="not-a-report",
    )


Numbered = tuple[int, Path]


def read_in_order(
    paths: Sequence[Path], hints: Hints, executor: Executor
) -> Iterator[list[Reading | InputError]]:
    """What stands in each file, file by file in the order given, read in parallel."""
    numbered = list(enumerate(paths))
    if len(paths) <= CHUNK:
        executor = IN_PROCESS
    size = CHUNK if executor.jobs > 1 else 1
    chunks = (numbered[i : i + size] for i in range(0, len(numbered), size))
    waiting: dict[int, list[Reading | InputError]] = {}
    due = 0
    for done in executor.map(partial(_read_chunk, hints), chunks):
        waiting.update(done)
        while due in waiting:
            yield waiting.pop(due)
            due += 1


def _read_chunk(
    hints: Hints, chunk: Sequence[Numbered]
) -> list[tuple[int, list[Reading | InputError]]]:
    return [(number, list(read_reports(path, hints))) for number, path in chunk]


def renew_all(shelf: Shelf, hints: Hints, progress: Progress) -> Iterator[Result]:
    """Read every original on the shelf again and rewrite the report files nobody has edited."""
    paths = list(shelf.report_files())
    progress.start("renewing", len(paths))
    try:
        for path in paths:
            yield path.name, _renew(path, shelf, hints)
            progress.advance()
    finally:
        progress.finish()


def _renew(path: Path, shelf: Shelf, hints: Hints) -> Filed | InputError:
    before = read_report(path.read_text(encoding="utf-8"), str(path))
    origin = before.origin
    if origin is None or before.redactions:
        return Filed("edited", str(path))
    original = path.with_name(origin.file)
    if not original.is_file():
        return InputError(f"the original {origin.file} is not beside it", Location(str(path)))
    source = SourceFile(
        origin.name or origin.file, original.read_bytes(), origin.url, origin.retrieved
    )
    reading = read_member(source, hints)
    if isinstance(reading, InputError):
        return reading
    kind = before.kind if reading.report.kind == "other" else reading.report.kind
    return shelf.renew(path, replace(reading.report, kind=kind), origin)
