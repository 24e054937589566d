"""The same archive gives the same bytes, whatever surrounds the program that builds it."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.crashes import tree

CONDITIONS = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "jobs": "2"},
    {"PYTHONHASHSEED": "4", "umask": "077", "cwd": "elsewhere"},
    {"PYTHONHASHSEED": "5", "order": "shuffled", "jobs": "2"},
)


def build(archive: Path, condition: dict[str, str]) -> dict[str, str]:
    """The tree of a clean build under these conditions."""
    env = {**os.environ, **{k: v for k, v in condition.items() if k.isupper()}}
    words = ["build", "-q", "--jobs", condition.get("jobs", "1"), "-C", str(archive)]
    before = os.umask(int(condition.get("umask", "022"), 8))
    try:
        cwd = "/" if condition.get("cwd") else archive
        subprocess.run(
            [sys.executable, "-m", "govreport_site", *words], env=env, cwd=cwd, check=True
        )
    finally:
        os.umask(before)
    return tree(archive / "site")


def copied(archive: Path, target: Path, *, shuffled: bool) -> Path:
    """The archive, its files made in another order, so that folders list them in another."""
    files = [path for path in archive.rglob("*") if path.is_file()]
    if shuffled:
        random.Random(7).shuffle(files)
    for path in files:
        place = target / path.relative_to(archive)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return target


@pytest.mark.parametrize(
    "condition", CONDITIONS, ids=lambda c: "-".join(c.values()).replace("/", "_")
)
def test_one_tree_under_every_condition(
    imported: Path, tmp_path: Path, condition: dict[str, str], plain_tree: dict[str, str]
) -> None:
    archive = copied(imported, tmp_path / "a", shuffled=condition.get("order") == "shuffled")
    assert build(archive, condition) == plain_tree


@pytest.fixture(scope="module")
def plain_tree(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return build(copied(imported, tmp_path_factory.mktemp("plain") / "a", shuffled=False), {})


def test_edits_end_where_a_clean_build_ends(imported: Path, tmp_path: Path) -> None:
    """Edit, add, rename, remove, configure and theme, with a build after each."""
    archive = copied(imported, tmp_path / "a", shuffled=False)
    reports = archive / "reports"
    haicang = reports / "fujian/xiamen/haicang-qu/2016-self-check.md"
    build(archive, {})
    haicang.write_text(haicang.read_text("utf-8").replace("307项", "308项"), "utf-8")
    build(archive, {})
    for path in (reports / "hunan/changsha/liuyang-shi/guankou-jiedao").iterdir():
        path.unlink()
    build(archive, {})
    shutil.copytree(reports / "fujian/fuzhou", reports / "fujian/quanzhou")
    build(archive, {})
    (archive / "templates/parts").mkdir()
    config = (archive / "govreport.toml").read_text("utf-8")
    (archive / "govreport.toml").write_text(
        config.replace('base_url = ""', 'base_url = "https://example.org/"'), "utf-8"
    )
    after_edits = build(archive, {})
    shutil.rmtree(archive / "site")
    shutil.rmtree(archive / ".govreport")
    assert build(archive, {}) == after_edits
