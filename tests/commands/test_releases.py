"""A published folder is whole at every moment and never mixes two sites."""

from pathlib import Path

import pytest

from govreport_site.commands.releases import ReleaseFolder, compare, files_of
from govreport_site.errors import GovreportError


def make_site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def publish(target: ReleaseFolder, site: Path) -> str:
    return target.add(site, files_of(site), target.published())


def test_releases_stand_side_by_side_and_one_is_current(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    first = publish(target, make_site(tmp_path / "a", index="1", same="s"))
    second = publish(target, make_site(tmp_path / "b", index="2", same="s"))
    assert target.names() == [first, second]
    assert target.current() == second
    assert (tmp_path / "www/current/index.html").read_text() == "2"
    assert (tmp_path / "www/releases" / first / "index.html").read_text() == "1"


def test_unchanged_files_are_shared_and_the_built_site_is_not(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    site = make_site(tmp_path / "a", index="1", same="s")
    first = publish(target, site)
    (site / "index.html").write_text("2")
    second = publish(target, site)
    releases = tmp_path / "www/releases"
    assert (releases / first / "same.html").samefile(releases / second / "same.html")
    (site / "same.html").write_text("edited in place")
    assert (releases / second / "same.html").read_text() == "s"


def test_the_same_site_is_not_published_twice(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    site = make_site(tmp_path / "a", index="1")
    assert publish(target, site) == publish(target, site)
    assert len(target.names()) == 1


def test_old_releases_go_but_never_the_current_one(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    names = [publish(target, make_site(tmp_path / "a", index=str(n))) for n in range(5)]
    target.switch(names[1])
    assert target.prune(2) == [names[0], names[2]]
    assert target.current() == names[1]
    assert set(target.names()) == {names[1], names[3], names[4]}


def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    publish(target, make_site(tmp_path / "a", index="1"))
    left = tmp_path / "www/releases/.000002-aaaaaaaaaaaa.pending"
    left.mkdir()
    (left / "half.html").write_text("h")
    publish(target, make_site(tmp_path / "a", index="2"))
    target.prune(5)
    assert not left.exists()


def test_what_a_killed_first_publication_left_is_known_for_ours(tmp_path: Path) -> None:
    root = tmp_path / "www"
    root.mkdir()
    (root / ".govreport-releases.json.77.pending").write_text("{")
    target = ReleaseFolder(root)
    target.refuse_foreign()
    publish(target, make_site(tmp_path / "a", index="1"))
    assert sorted(path.name for path in root.iterdir()) == [
        "current",
        "govreport-releases.json",
        "releases",
    ]


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www/thesis.doc").write_text("years of work")
    with pytest.raises(GovreportError, match=r"thesis\.doc"):
        ReleaseFolder(tmp_path / "www").refuse_foreign()


def test_a_site_that_changes_while_it_is_copied_is_not_published(tmp_path: Path) -> None:
    target = ReleaseFolder(tmp_path / "www")
    site = make_site(tmp_path / "a", index="1")
    listed = files_of(site)
    (site / "index.html").write_text("2")
    with pytest.raises(GovreportError, match="changed while"):
        target.add(site, listed, {})
    assert target.current() is None


def test_changes_name_the_pages_that_would_vanish() -> None:
    changes = compare({"a.html": "1", "b.html": "1", "c.css": "1"}, {"a.html": "2", "d.html": "1"})
    assert changes.added == ("d.html",)
    assert changes.changed == ("a.html",)
    assert changes.removed == ("b.html", "c.css")
    assert changes.dropped_pages == ("b.html",)
