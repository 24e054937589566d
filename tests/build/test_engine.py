"""The engine on a toy site: what it renders, keeps and prunes, why, and what it refuses."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from govreport_site.build import (
    checking,
    column_file,
    engine,
    journal,
    ledger,
    source_ledger,
    stored_outputs,
)
from govreport_site.build.checking import Glance
from govreport_site.build.failures import BuildError
from govreport_site.build.paths import OWN_LIST
from govreport_site.build.targets import Family, Group, Target, fingerprint
from govreport_site.build.workers import Workers
from govreport_site.errors import GovreportError

from .toy import Toy, remove, tree


@pytest.fixture(params=["grouped", "single"])
def toy(tmp_path: Path, request: pytest.FixtureRequest) -> Toy:
    toy = Toy(tmp_path)
    toy.grouped = request.param == "grouped"
    for path in ("xiamen/2016.md", "xiamen/2017.md", "fuzhou/2016.md"):
        toy.write(path, f"text of {path}")
    toy.build()
    return toy


def test_a_first_build_renders_everything_for_one_reason(toy: Toy) -> None:
    assert tree(toy.site) == toy.clean_tree()
    assert set(toy.reasons.values()) == {"new"}
    assert len(toy.reasons) == 6


def test_nothing_changed_is_nothing_rendered(toy: Toy) -> None:
    for quick in (True, False):
        summary = toy.build(quick=quick)
        assert (summary.rendered, summary.written, summary.unchanged) == (0, 0, 6)
        assert summary.outputs == 9


def test_a_changed_text_renders_its_page_and_not_the_lists_that_do_not_show_it(toy: Toy) -> None:
    toy.write("xiamen/2016.md", "text of xiamen/2016.md\nmore")
    summary = toy.build()
    assert toy.reasons == {"xiamen/2016/index.html": "report changed"}
    assert (summary.rendered, summary.written, summary.pruned) == (1, 2, 0)
    assert tree(toy.site) == toy.clean_tree()


def test_what_is_put_off_is_owed_until_the_next_build(toy: Toy) -> None:
    before = tree(toy.site)
    toy.write("xiamen/2016.md", "another first line")
    summary = toy.build(put_off=frozenset({"list"}))
    assert summary.owing
    after = tree(toy.site)
    assert {path for path in after if after[path] != before[path]} == {
        "xiamen/2016/index.html",
        "xiamen/2016/data.json",
    }
    assert not toy.build().owing
    assert tree(toy.site) == toy.clean_tree()
    assert toy.build().rendered == 0


def test_a_removed_text_takes_its_pages_and_its_empty_folder_along(toy: Toy) -> None:
    (toy.root / "reports/fuzhou/2016.md").unlink()
    summary = toy.build()
    gone = "gone: nothing in the archive makes it any more"
    assert toy.reasons == {
        "index.html": "view changed",
        "fuzhou/index.html": gone,
        "fuzhou/2016/index.html": gone,
        "fuzhou/2016/data.json": gone,
    }
    assert summary.pruned == 3
    assert not (toy.site / "fuzhou").exists()
    assert tree(toy.site) == toy.clean_tree()


@pytest.mark.parametrize(
    ("frame", "code", "reason"),
    [("<b>TEXT</b>", b"code 1", "template changed"), ("<p>TEXT</p>", b"code 2", "code changed")],
)
def test_what_a_family_shares_renders_the_family(
    toy: Toy, frame: str, code: bytes, reason: str
) -> None:
    toy.frame, toy.code = frame, code
    summary = toy.build()
    assert set(toy.reasons.values()) == {reason}
    assert summary.rendered == 6
    assert summary.written == (6 if frame != "<p>TEXT</p>" else 0)
    assert tree(toy.site) == toy.clean_tree()


@pytest.mark.parametrize("quick", [True, False])
def test_outputs_that_were_removed_or_altered_are_made_again(toy: Toy, quick: bool) -> None:
    (toy.site / "index.html").unlink()
    (toy.site / "xiamen/2016/data.json").write_text("tampered")
    summary = toy.build(quick=quick)
    assert toy.reasons == {
        "index.html": "output missing",
        "xiamen/2016/index.html": "output altered",
    }
    assert summary.written == 2
    assert tree(toy.site) == toy.clean_tree()


def test_outputs_that_were_only_touched_or_copied_are_kept(toy: Toy) -> None:
    os.utime(toy.site / "index.html", (1, 1))
    assert toy.build().rendered == 0
    assert toy.build().rendered == 0


def test_a_clean_build_renders_everything_and_writes_what_differs(toy: Toy) -> None:
    (toy.site / "index.html").write_text("tampered")
    summary = toy.build(clean=True)
    assert set(toy.reasons.values()) == {"forced by --clean"}
    assert (summary.rendered, summary.written) == (6, 1)


def test_without_a_ledger_the_sites_own_list_says_what_to_prune(toy: Toy) -> None:
    for place in toy.ledger.iterdir():
        place.rmdir() if place.is_dir() else place.unlink()
    (toy.root / "reports/fuzhou/2016.md").unlink()
    (toy.site / "CNAME").write_text("foreign")
    (toy.site / "search/data").mkdir(parents=True)
    (toy.site / "search/data/shard").write_text("another writer's")
    summary = toy.build()
    assert summary.foreign == ("CNAME",)
    assert summary.pruned == 3
    (toy.site / "CNAME").unlink()
    remove(toy.site / "search")
    assert tree(toy.site) == toy.clean_tree()


@pytest.mark.parametrize("name", ["outputs", "reports.index", "reports.rows-1"])
def test_a_damaged_ledger_is_no_ledger(toy: Toy, name: str) -> None:
    data = (toy.ledger / name).read_bytes()
    for damaged in (data[: len(data) // 2], data[:-1] + b"?", b""):
        if name.startswith("reports.rows") and len(damaged) == len(data):
            continue
        (toy.ledger / name).write_bytes(damaged)
        toy.write("xiamen/2016.md", f"text {len(damaged)}")
        toy.build()
        assert tree(toy.site) == toy.clean_tree()


def test_a_ledger_of_another_form_is_no_ledger(toy: Toy) -> None:
    for columns in ([], [b"?"], [b"\x80"] * 11):
        column_file.save(toy.ledger / "outputs", ledger.MAGIC, columns)
        column_file.save(toy.ledger / "reports.index", source_ledger.MAGIC, columns)
        toy.build()
        assert tree(toy.site) == toy.clean_tree()


def test_the_ledger_lists_the_digest_of_every_file(toy: Toy) -> None:
    listed = dict(ledger.outputs(toy.ledger))
    found = {k: hashlib.sha256(v).digest() for k, v in tree(toy.site).items()}
    del found[OWN_LIST]
    assert listed == found


def test_a_renderers_error_leaves_the_old_site_untouched(toy: Toy) -> None:
    before = tree(toy.site)
    toy.write("fuzhou/2016.md", "better")
    toy.write("xiamen/2016.md", "?broken")
    with pytest.raises(GovreportError, match=r"reports/xiamen/2016.md:1: found"):
        toy.build()
    assert tree(toy.site) == before
    toy.write("xiamen/2016.md", "mended")
    toy.build()
    assert tree(toy.site) == toy.clean_tree()


def test_a_first_build_that_fails_goes_on_where_it_stopped(tmp_path: Path) -> None:
    toy = Toy(tmp_path)
    for number in range(40):
        toy.write(f"a/{number:03}.md", "fine")
    toy.write("a/039.md", "?broken")
    with pytest.raises(GovreportError):
        toy.build()
    assert len(tree(toy.site)) > 20
    toy.write("a/039.md", "mended")
    (toy.root / "reports/a/000.md").unlink()
    summary = toy.build()
    assert summary.unchanged > 20
    assert tree(toy.site) == toy.clean_tree()


def test_a_problem_with_a_source_is_told_every_time(tmp_path: Path) -> None:
    toy = Toy(tmp_path)
    toy.write("a.md", "!")
    for _ in range(2):
        (problem,) = toy.scan().problems
        assert str(problem.error) == 'a.md:1: found "!", expected a text'
        assert list(toy.scan().rows(bool)) == []


def test_a_glance_in_other_processes_sees_what_one_here_sees(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    (toy.site / "index.html").unlink()
    (toy.site / "xiamen/2016/data.json").write_text("tampered")
    here = Glance(toy.site, toy.ledger)
    monkeypatch.setattr(checking, "SHARE", 2)
    monkeypatch.setattr(checking, "usable_processors", lambda: 3)
    there = Glance(toy.site, toy.ledger)
    assert len(there._parts) == 3 and not here._parts
    found = here.suspects()
    assert there.suspects() == found != []
    failing = Glance(toy.site, toy.ledger)
    waitpid = os.waitpid
    monkeypatch.setattr(os, "waitpid", lambda pid, flags: (waitpid(pid, flags)[0], 1))
    assert failing.suspects() == found
    (toy.ledger / "journal").write_text("xiamen/2016/index.html\nindex.html\nno/output\n")
    doubted = Glance(toy.site, toy.ledger).suspects()
    names = [path for path, _ in ledger.outputs(toy.ledger)]
    assert {names[at] for at in {*doubted} - {*found}} == {"xiamen/2016/index.html"}
    assert doubted == sorted({*doubted, *found})


def test_what_others_found_by_a_damaged_ledger_counts_for_nothing(
    toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SHARE", 2)
    monkeypatch.setattr(checking, "usable_processors", lambda: 3)
    data = (toy.ledger / "outputs").read_bytes()
    at = data.index(b"xiamen/2016/index.html")
    (toy.ledger / "outputs").write_bytes(data[:at] + b"?" + data[at + 1 :])
    glance = Glance(toy.site, toy.ledger)
    assert len(glance._parts) == 3
    assert glance.stored is None and glance.suspects() == []


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 100])
def test_shares_are_all_outputs_in_order(toy: Toy, parts: int) -> None:
    stored, whole = stored_outputs.read(toy.ledger), ledger.load(toy.ledger)
    assert stored is not None and whole is not None
    shares = stored.shares(parts)
    assert 1 <= len(shares) <= parts
    assert [share.first() for share in shares] == sorted({share.first() for share in shares})
    rows = [row for share in shares for row in share.rows(share.first())]
    columns = (whole.paths, whole.sizes, whole.mtimes, whole.inodes)
    assert rows == list(zip(*columns, strict=True))
    assert (stored.targets, stored.outputs) == (len(whole.counts), len(whole.paths))


@pytest.mark.parametrize("jobs", [2, 3])
def test_workers_make_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    toy = Toy(tmp_path)
    for number in range(300):
        toy.write(f"place{number % 7}/{number}.md", f"text {number}")
    toy.executor = Workers(jobs)
    summary = toy.build()
    assert summary.rendered == 308
    toy.frame = "<b>TEXT</b>"
    toy.build()
    toy.executor.close()
    assert tree(toy.site) == toy.clean_tree()


def run(root: Path, steps: list[Target | Group], families: dict[str, Family] | None = None) -> None:
    engine.run(
        steps, families or {"page": Family()}, make_pages,
        site=root / "site", ledger=root / "ledger",
    )  # fmt: skip


def make_pages() -> object:
    def pages(job: object) -> Iterator[tuple[str, bytes]]:
        assert isinstance(job, tuple)
        yield from ((path, b"page") for path in job)

    return pages


def page(*paths: str, text: bytes = b"") -> Target:
    return Target(paths, "page", fingerprint(text), paths)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("../out.html", "component '..'"),
        ("/etc/passwd", "component ''"),
        ("a//b", "component ''"),
        ("a/./b", r"component '\.'"),
        ("a\\b", "some systems forbid"),
        ("a\0b", "some systems forbid"),
        ("a\nb", "some systems forbid"),
        ("con/index.html", "device name"),
        ("a/COM1.html", "device name"),
        ("a./b", "dot or a space"),
        ("福" * 27 + "/index.html", "over 80 bytes"),
        ("\ud800/index.html", "not valid Unicode"),
        (".govreport-files", "keeps its own list"),
    ],
)
def test_unsafe_names_are_refused(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        run(tmp_path, [page(path)])
    assert tree(tmp_path / "site") == {}


@pytest.mark.parametrize(
    "steps",
    [
        [page("a.html"), page("a.html")],
        [page("a/index.html"), page("A/index.html")],
        [page("stra\u00dfe.html"), page("STRASSE.html")],
        [page("\u00e9.html"), page("e\u0301.html")],
        [page("a.html"), Group("g", b"", lambda: [page("A.html")])],
        [page("a.html", "A.html")],
    ],
)
def test_names_that_fall_together_are_refused(tmp_path: Path, steps: list[Target | Group]) -> None:
    with pytest.raises(BuildError, match="planned"):
        run(tmp_path, steps)


def test_a_new_name_that_falls_together_with_a_kept_one_is_refused(tmp_path: Path) -> None:
    group = Group("g", b"", lambda: [page("a.html")])
    run(tmp_path, [group, page("b.html")])
    for clash in (page("A.html"), page("B.html")):
        with pytest.raises(BuildError, match="the same file on systems that ignore case"):
            run(tmp_path, [group, page("b.html"), clash])
    with pytest.raises(BuildError, match="planned twice"):
        run(tmp_path, [group, page("b.html"), page("b.html")])
    assert set(tree(tmp_path / "site")) == {"a.html", "b.html", ".govreport-files"}


def test_a_page_may_change_its_case_or_become_a_folder(tmp_path: Path) -> None:
    for path in ("a", "A", "A/index.html", "A/index.html/x", "a"):
        run(tmp_path, [page(path)])
        assert set(tree(tmp_path / "site")) == {path, ".govreport-files"}


def test_what_no_build_made_is_never_removed(tmp_path: Path) -> None:
    run(tmp_path, [page("a/index.html")])
    (tmp_path / "site/a/foreign.txt").write_text("mine")
    run(tmp_path, [page("b")])
    assert (tmp_path / "site/a/foreign.txt").read_text() == "mine"
    with pytest.raises(BuildError, match="move it out of the site"):
        run(tmp_path, [page("a")])
    assert set(tree(tmp_path / "site")) == {"a/foreign.txt", "b", ".govreport-files"}


def test_no_symbolic_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/file").write_text("mine")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "site/b").symlink_to(tmp_path / "outside/file")
    run(tmp_path, [page("b")])
    assert (tmp_path / "site/b").read_bytes() == b"page"
    for _ in range(2):
        with pytest.raises(BuildError, match="move it out of the site"):
            run(tmp_path, [page("a/index.html"), page("b")])
    assert tree(tmp_path / "outside") == {"file": b"mine"}


def test_a_site_on_another_disk_is_staged_there(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk at /dev/shm")
    with tempfile.TemporaryDirectory(dir=other) as place:
        toy = Toy(tmp_path)
        toy.site.symlink_to(place, target_is_directory=True)
        toy.write("a.md", "one")
        toy.build()
        toy.write("a.md", "two")
        toy.write("b.md", "three")
        toy.build()
        assert tree(toy.site) == toy.clean_tree()
        assert tree(Path(place)) == tree(toy.site)


def test_a_hard_link_made_from_a_page_keeps_its_bytes(tmp_path: Path) -> None:
    toy = Toy(tmp_path)
    toy.write("a.md", "one")
    toy.build()
    (tmp_path / "released.html").hardlink_to(toy.site / "a/index.html")
    assert toy.build().rendered == 0
    toy.write("a.md", "two")
    toy.build()
    assert (tmp_path / "released.html").read_text() == "<p>one</p>"


def test_a_renderer_must_keep_to_the_plan(tmp_path: Path) -> None:
    wrong = [
        Target(("a",), "page", fingerprint(), ("b",)),
        Target(("a",), "page", fingerprint(), ()),
    ]
    for target in wrong:
        with pytest.raises(BuildError, match="rendered"):
            run(tmp_path, [target])


def test_a_plan_must_keep_to_its_families(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="unknown kind"):
        run(tmp_path, [Target(("a",), "other", fingerprint(), ())])
    with pytest.raises(BuildError, match="expected 16"):
        run(tmp_path, [Target(("a",), "page", b"short", ())])
    with pytest.raises(BuildError, match="two groups"):
        run(tmp_path, [Group("g", b"", list), Group("g", b"", list)])


def test_a_journal_cut_short_ends_at_its_last_whole_line(tmp_path: Path) -> None:
    (tmp_path / journal.NAME).write_bytes(b"a/index.html\nb/ind")
    assert journal.unfinished(tmp_path) == ("a/index.html",)
    entry = journal.Journal(tmp_path)
    entry.announce(["c"])
    entry.close(finished=False)
    assert set(journal.unfinished(tmp_path)) == {"a/index.html", "b/ind", "c"}
