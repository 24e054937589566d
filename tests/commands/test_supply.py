"""What the program is made of: locked, licensed, and without the network."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import audit, licences

ROOT = Path(__file__).parents[2]

OFFLINE = """
import sys
def guard(event, args):
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        raise RuntimeError(f"asked the network: {event} {args}")
    if event in {"socket.connect", "socket.sendto"} and not isinstance(args[1], (str, bytes)):
        raise RuntimeError(f"asked the network: {event} {args[1:]}")
    if event == "urllib.Request":
        raise RuntimeError(f"asked the network: {args}")
sys.addaudithook(guard)
from govreport_site.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_every_package_is_pinned_with_hashes() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8")
        for block in re.split(r"(?m)^(?=[a-zA-Z])", text):
            if block.strip() and not block.startswith("#"):
                assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", block), block[:80]
                assert "--hash=sha256:" in block, block[:80]


def test_the_list_of_licences_is_true_and_none_is_refused() -> None:
    assert licences.PAGE.read_text("utf-8") == licences.page()
    assert {n: licences.refused(licences.licence_of(n)) for n in licences.packages()} == {
        n: [] for n in licences.packages()
    }


@pytest.mark.parametrize(
    ("expression", "bad"),
    [
        ("MIT", []),
        ("BSD-3-Clause AND (MIT AND Zlib)", []),
        ("GPL-3.0-only", ["GPL-3.0-only"]),
        ("MIT AND AGPL-3.0-or-later", ["AGPL-3.0-or-later"]),
        ("MIT OR GPL-2.0", []),
        ("LGPL-2.1 OR GPL-2.0", ["LGPL-2.1"]),
        ("", ["?"]),
    ],
)
def test_which_licences_are_refused(expression: str, bad: list[str]) -> None:
    assert licences.refused(expression) == bad


def test_a_package_that_was_not_looked_up_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    unknown = {"name": "b", "skip_reason": "not found"}
    known = {"name": "c", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]}
    assert audit.tell("run.txt", [sound]) == 0
    assert audit.tell("run.txt", [sound, unknown]) == audit.UNKNOWN
    assert audit.tell("run.txt", []) == audit.UNKNOWN
    assert audit.tell("run.txt", [sound, known]) == 1
    assert "c 2: X-1, fixed in 3" in capsys.readouterr().out


def test_import_and_build_do_not_ask_the_network(archive: Path, tmp_path: Path) -> None:
    seed = next((ROOT / "tests/corpus/seeds").glob("*.txt"))
    (tmp_path / "page.html").write_text(
        f"<html><img src='http://evil.example/1.png'><p>{seed.read_text('utf-8')}</p></html>"
    )
    for words in (
        ["import", str(tmp_path / "page.html")],
        ["build", "--clean", "--jobs", "2"],
        ["check"],
        ["publish", "--to", str(tmp_path / "www")],
    ):
        done = subprocess.run(
            [sys.executable, "-c", OFFLINE, *words, "-q", "-C", str(archive)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "asked the network" not in done.stderr
        assert done.returncode in {0, 1}, done.stderr
