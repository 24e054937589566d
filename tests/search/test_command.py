"""`govreport search` as a person and as a program uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govreport_site.cli import main
from govreport_site.search.index import write_index
from tests.search.archives import record, records, scan, source


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("archive")
    write_index(map(source, records(60)), top / "site", cache=top / "cache")
    return top


def test_prints_hits_for_people(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "-C", str(archive), "复议", "--limit", "3"]) == 0
    out, err = capsys.readouterr()
    assert out.count("fujian/") + out.count("hubei/") + out.count("guangxi/") >= 1
    assert out.startswith("1. ")
    assert err.strip() == f"{len(scan(records(60), ['复议']))} reports"


def test_prints_one_object(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "-C", str(archive), "大嶝街道", "2009", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["count"] == len(answer["hits"])
    assert answer["exact"] is True
    first = answer["hits"][0]
    assert (first["url"], first["place"]) == (record(7).url, list(record(7).place))
    assert set(first) >= {"title", "year", "kind", "form", "level", "passages"}


def test_json_holds_every_hit(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "-C", str(archive), "公开", "--place", "/fujian/", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    here = [r for r in records(60) if r.place_slugs[:1] == ("fujian",)]
    assert {hit["url"] for hit in answer["hits"]} == scan(here, ["公开"])


def test_nothing_found_is_exit_code_1(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "-C", str(archive), "没有这种东西"]) == 1
    assert capsys.readouterr().err.strip() == "0 reports"
    assert main(["search", "-C", str(archive), "，。"]) == 2
    assert "give letters or digits" in capsys.readouterr().err


def test_an_archive_without_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "-C", str(tmp_path), "公开"]) == 3
    assert "run `govreport build` without --no-search first" in capsys.readouterr().err


@pytest.mark.parametrize("extra", [["--limit", "0"], ["--year", "x"], ["--findings", "2"]])
def test_wrong_use(archive: Path, extra: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["search", "-C", str(archive), "公开", *extra])
    assert exit_.value.code == 2
