"""Publishing to a branch, and to another machine played by this one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from govreport_site.cli import main
from govreport_site.commands.publish_branch import Branch
from govreport_site.commands.publish_remote import RemoteFolder
from govreport_site.commands.releases import files_of
from govreport_site.errors import GovreportError, UsageError


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Archive")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "archive@example.org")
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "kept.txt").write_text("kept")
    git(folder, "add", "kept.txt")
    git(folder, "commit", "--quiet", "-m", "first")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "fujian").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "fujian/index.html").write_text("福建")
    return folder


def test_a_branch_holds_the_site_and_leaves_the_work_tree_alone(
    repository: Path, site: Path
) -> None:
    branch = Branch.named("branch:pages", repository)
    assert branch.published() == {}
    first = branch.publish(site, files_of(site), branch.published(), 5)
    assert branch.published() == files_of(site)
    assert git(repository, "show", "pages:fujian/index.html") == "福建"
    assert git(repository, "status", "--porcelain") == ""
    assert branch.publish(site, files_of(site), branch.published(), 5) == first
    (site / "index.html").write_text("home 2")
    second = branch.publish(site, files_of(site), branch.published(), 5)
    assert git(repository, "rev-parse", "pages^").strip() == first
    assert git(repository, "rev-parse", "pages").strip() == second


def test_a_branch_of_somebody_else_is_refused(repository: Path) -> None:
    with pytest.raises(GovreportError, match="not ours"):
        Branch.named("branch:main", repository).published()


def test_a_branch_has_no_releases_to_go_back_to() -> None:
    assert main(["rollback", "--to", "branch:pages"]) == UsageError.exit_code


def test_a_branch_without_a_name_is_wrong_use(repository: Path) -> None:
    with pytest.raises(UsageError, match="expected branch:NAME"):
        Branch.named("branch:", repository)


@pytest.fixture
def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`ssh` and `rsync` that act on this machine: the layout and the commands are the real ones."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "ssh").write_text('#!/bin/sh\nshift\nexec sh -c "$1"\n')
    (tools / "rsync").write_text(
        '#!/bin/sh\nfor last; do before="$source"; source="$last"; done\n'
        'mkdir -p "${last#*:}" && cp -R "$before." "${last#*:}"\n'
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "far"


def test_another_machine_gets_releases_and_one_link(other_machine: Path, site: Path) -> None:
    target = RemoteFolder.named(f"web@host:{other_machine}")
    assert target.published() == {}
    target.publish(site, files_of(site), target.published(), 2)
    assert target.published() == files_of(site)
    for text in ("2", "3"):
        (site / "index.html").write_text(text)
        target.publish(site, files_of(site), target.published(), 2)
    assert (other_machine / "current/index.html").read_text() == "3"
    assert len(list((other_machine / "releases").iterdir())) == 2
    assert target.publish(site, files_of(site), target.published(), 2) == target.current()
    first, second = target.names()
    assert target.current() == second
    target.switch(first)
    assert target.current() == first
    assert (other_machine / "current/index.html").read_text() == "2"
    assert target.published()["index.html"] == files_of(other_machine / "current/")["index.html"]
    shutil.copy(site / "index.html", other_machine / "foreign.html")
    with pytest.raises(GovreportError, match=r"foreign\.html"):
        target.published()
