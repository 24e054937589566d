"""The rooms and who may import whom: the table in ARCHITECTURE.md, held against the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import govreport_site

ROOT = Path(govreport_site.__file__).parent

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "reference": {"errors", "model"},
    "extract": {"errors", "model"},
    "parse": {"errors", "model", "reference"},
    "reportfile": {"errors", "model", "reference"},
    "archive": {"errors", "model", "reference"},
    "checks": {"errors", "model", "reference", "archive"},
    "build": {"errors"},
    "search": {"errors"},
    "site": {"errors", "model", "reference", "archive", "build", "search"},
    "serve": {"errors"},
    "config": {"errors"},
}
EVERYTHING_ELSE = set(ALLOWED)
ALLOWED["commands"] = EVERYTHING_ELSE
ALLOWED["cli"] = {"errors", "config", "commands"}


def room_of(path: Path) -> str:
    """`model/report.py` → model, `errors.py` → errors, the package's own __init__ → ""."""
    first = path.relative_to(ROOT).parts[0]
    return "" if first in {"__init__.py", "__main__.py"} else first.removesuffix(".py")


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_rooms(path: Path) -> set[str]:
    names = (m.split(".") for m in imported_modules(path) if m.startswith("govreport_site."))
    rooms = {parts[1] for parts in names}
    return {room for room in rooms if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()}


def test_every_room_imports_only_what_it_may() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {room}"
        for path in sorted(ROOT.rglob("*.py"))
        if (own := room_of(path))
        for room in sorted(imported_rooms(path) - {own} - ALLOWED.get(own, set()))
    ]
    assert wrong == []


def test_every_module_stands_in_a_known_room() -> None:
    rooms = {room_of(path) for path in ROOT.rglob("*.py")} - {""}
    assert rooms <= set(ALLOWED)


def test_no_circle_of_imports() -> None:
    modules = {
        ".".join(p.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): p
        for p in ROOT.rglob("*.py")
    }
    edges = {
        name: {m for m in imported_modules(path) if m in modules and m != name}
        for name, path in modules.items()
    }
    # A package and its own submodules are one room; an edge up to the package is not a circle.
    edges = {n: {m for m in ms if not n.startswith(m + ".")} for n, ms in edges.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())
