"""A toy site: a folder of texts, a page for each, a list for each folder, all by group or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from govreport_site.build import engine, lock, sources
from govreport_site.build.checking import Glance
from govreport_site.build.executor import IN_PROCESS, Executor
from govreport_site.build.sources import SourceRow, SourceScan
from govreport_site.build.summary import Summary
from govreport_site.build.targets import Family, Group, Target, fingerprint
from govreport_site.errors import GovreportError, Location

Output = tuple[str, bytes]


def is_text(path: str) -> bool:
    return path.endswith(".md")


def make_row(path: Path, data: bytes) -> bytes:
    """The first line is all that lists need; a text that starts with "!" cannot be read."""
    if data.startswith(b"!"):
        raise GovreportError('found "!", expected a text', Location(path.as_posix(), 1))
    return data.split(b"\n", 1)[0]


def render(root: Path, frame: str, job: object) -> Iterator[Output]:
    assert isinstance(job, tuple)
    kind, path, text = job
    if kind == "report":
        text = (root / "reports" / f"{path}.md").read_text("utf-8")
        if text.startswith("?"):
            raise GovreportError('found "?", expected a text', Location(f"reports/{path}.md", 1))
        yield f"{path}/data.json", f'"{text}"'.encode()
        yield f"{path}/index.html", frame.replace("TEXT", text).encode()
    else:
        yield f"{path}index.html", frame.replace("TEXT", text).encode()


def report(row: SourceRow) -> Target:
    path = row.path.removesuffix(".md")
    inputs = row.digest[:16] + fingerprint(row.row)
    return Target(
        (f"{path}/index.html", f"{path}/data.json"), "report", inputs, ("report", path, "")
    )


def listing(folder: str, rows: list[SourceRow]) -> Target:
    text = "|".join(f"{row.path}={row.row.decode()}" for row in rows)
    return Target(
        (f"{folder}index.html",), "list", fingerprint(text.encode()), ("list", folder, text)
    )


def of_folder(folder: str, rows: list[SourceRow]) -> Iterator[Target]:
    yield from map(report, rows)
    if folder:
        yield listing(folder, rows)


def plan(scan: SourceScan, *, grouped: bool) -> Iterator[Target | Group]:
    folders: dict[str, list[SourceRow]] = {}
    for row in scan.rows(bool):
        folder, slash, _ = row.path.rpartition("/")
        folders.setdefault(folder + slash, []).append(row)
    for folder, rows in folders.items():
        if grouped:
            inputs = fingerprint(
                *(p for row in rows for p in (row.path.encode(), row.digest, row.row))
            )
            yield Group(folder or "root", inputs, partial(of_folder, folder, rows))
        else:
            yield from of_folder(folder, rows)
    everything = [row for rows in folders.values() for row in rows]
    if grouped:
        inputs = fingerprint(*(p for row in everything for p in (row.path.encode(), row.row)))
        yield Group("/", inputs, lambda: [listing("", everything)], frozenset({"list"}))
    else:
        yield listing("", everything)


class Toy:
    """An archive on disk, and how it is built."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        self.ledger = root / ".govreport"
        self.frame = "<p>TEXT</p>"
        self.code = b"code 1"
        self.grouped = True
        self.executor: Executor = IN_PROCESS
        self.reasons: dict[str, str] = {}

    def write(self, path: str, text: str) -> None:
        place = self.root / "reports" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def scan(self) -> SourceScan:
        return sources.refresh(
            self.root / "reports", ledger=self.ledger, name="reports", select=is_text,
            make_row=make_row, code_version=self.code, executor=self.executor,
        )  # fmt: skip

    def build(
        self,
        *,
        clean: bool = False,
        into: str = "site",
        quick: bool = True,
        put_off: frozenset[str] = frozenset(),
    ) -> Summary:
        self.reasons = {}
        shared = {"template": fingerprint(self.frame.encode()), "code": self.code}
        families = {"report": Family(("report", "view"), shared), "list": Family(("view",), shared)}
        with lock.hold(self.ledger, "build"):
            scan = self.scan()
            inputs = fingerprint(scan.fingerprint, b"grouped" if self.grouped else b"")
            return engine.run(
                plan(scan, grouped=self.grouped), families,
                partial(partial, render, self.root, self.frame),
                site=self.root / into, ledger=self.ledger, clean=clean,
                plan_inputs=inputs if quick else b"", executor=self.executor,
                explain=self.reasons.__setitem__, others=("search/data/",),
                glance=Glance(self.root / into, self.ledger, trusting=bool(put_off)),
                put_off=put_off,
            )  # fmt: skip

    def clean_tree(self) -> dict[str, bytes]:
        """What a clean build of the same archive makes, in a fresh place."""
        other = Toy(self.root)
        other.frame, other.code = self.frame, self.code
        other.grouped = not self.grouped
        other.ledger = self.root / "fresh-ledger"
        other.build(into="fresh")
        found = tree(self.root / "fresh")
        remove(self.root / "fresh")
        remove(other.ledger)
        return found


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, and every folder without files."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def remove(root: Path) -> None:
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if root.exists():
        root.rmdir()
