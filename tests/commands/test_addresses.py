"""Addresses are for ever: what moved leads on, what was withdrawn says why, and a place keeps its
reports through its names."""

from pathlib import Path

import pytest

from govreport_site.cli import main
from tests.commands.conftest import SEEDS, Run

GUANKOU = "hunan/changsha/liuyang-shi/guankou-jiedao/2011-annual"
HAICANG = "fujian/xiamen/haicang-qu/2016-self-check"


def configure(archive: Path, old: str, new: str) -> None:
    path = archive / "govreport.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_dropped_address_is_refused_until_it_has_an_alias(
    archive: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    target = archive.parent / "www"
    assert run("build", "-q", "--no-search") == 0
    assert run("publish", "-q", "--to", str(target)) == 0
    for path in (archive / "reports" / GUANKOU).parent.iterdir():
        path.unlink()
    assert run("build", "-q", "--no-search") == 0
    assert run("publish", "-q", "--to", str(target)) == 1
    assert f"{GUANKOU}/index.html" in capsys.readouterr().err
    assert (target / "current" / GUANKOU / "index.html").is_file()


def test_an_alias_leads_to_the_page_that_stands_for_it(archive: Path, run: Run) -> None:
    configure(archive, "[aliases]\n", f'[aliases]\n"fujian/old/" = "{HAICANG}/"\n')
    assert run("build", "-q", "--no-search") == 0
    page = (archive / "site/fujian/old/index.html").read_text("utf-8")
    assert f'content="0; url=../../{HAICANG}/index.html"' in page
    assert 'name="robots" content="noindex' in page


def test_a_withdrawn_report_leaves_a_page_that_says_why(archive: Path, run: Run) -> None:
    configure(archive, 'base_url = ""', 'base_url = "https://example.org/a/"')
    assert run("build", "-q") == 0
    report = str(archive / f"reports/{GUANKOU}.md")
    assert run("redact", report, "--whole", "--reason", "依法撤回", "-q") == 0
    assert run("build", "-q") == 0
    assert run("verify", "-q") == 0
    site = archive / "site"
    page = (site / GUANKOU / "index.html").read_text("utf-8")
    assert "依法撤回" in page
    assert 'name="robots" content="noindex' in page
    assert "占佳社区" not in page
    assert not (site / GUANKOU / "2011-annual.original.txt").exists()
    assert f"Disallow: /a/{GUANKOU}/" in (site / "robots.txt").read_text("utf-8")
    assert GUANKOU not in (site / "sitemaps/hunan.xml").read_text("utf-8")
    everything = b"".join(p.read_bytes() for p in site.rglob("*") if p.is_file())
    assert "占佳社区".encode() not in everything
    assert run("search", "占佳社区", "-q") == 1


def test_named_people_stand_in_no_published_file(archive: Path, run: Run) -> None:
    assert run("build", "-q") == 0
    for path in (archive / "site").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert "邱甜甜".encode() not in data, path
            assert b"314045839" not in data, path
    assert (archive / "reports" / f"{GUANKOU}.original.txt").is_file()


def test_a_renamed_place_shows_the_reports_of_both_names(tmp_path: Path) -> None:
    text = (SEEDS / "003_1d1c74397198b1ed.txt").read_text("utf-8")
    archive = tmp_path / "archive"
    assert main(["init", "-q", str(archive)]) == 0
    for name, year in (("长乐市", "2015"), ("长乐区", "2019")):
        made = text.replace("闽侯县洋里乡", f"福州市{name}人民政府").replace(
            "洋里乡人民政府", f"{name}人民政府"
        )
        path = tmp_path / f"{year}.txt"
        path.write_text(made.replace("2016", year).replace("2017-01-03", "2020-01-20"), "utf-8")
        assert main(["import", "-q", "-C", str(archive), str(path)]) == 0
    assert main(["build", "-q", "--no-search", "-C", str(archive)]) == 0
    for slug in ("changle-shi", "changle-qu"):
        page = (archive / f"site/fujian/fuzhou/{slug}/index.html").read_text("utf-8")
        assert "长乐市人民政府2015年" in page
        assert "长乐区人民政府2019年" in page
