"""`govreport place`: what it prints and its exit codes."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from govreport_site.commands import place


def run(tmp_path: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    place.configure(parser)
    args = parser.parse_args(list(words))
    args.archive, args.quiet, args.verbose = tmp_path, False, 0
    return place.run(args)


def test_json_has_one_object_a_name_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "大嶝街道办事处", "鼓楼区", "--json") == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["name"], first["match"]) == ("大嶝街道办事处", "exact")
    assert (first["province"], first["prefecture"], first["county"], first["township"]) == (
        "福建省", "厦门市", "翔安区", "大嶝街道",
    )  # fmt: skip
    assert first["codes"] == {"mca": "350213001", "nbs": "350213001"}
    assert first["slugs"] == ["fujian", "xiamen", "xiangan-qu", "dadeng-jiedao"]
    assert first["level"] == "subdistrict"
    assert second["match"] == "ambiguous"
    assert second["province"] is None
    assert len(second["candidates"]) == 4


def test_evidence_and_year_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "鼓楼区", "--publisher", "福州市", "--year", "2019") == 0
    out = capsys.readouterr().out
    assert "福建省 福州市 鼓楼区" in out
    assert "publisher:福州市" in out


def test_text_lists_candidates_and_what_would_decide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "鼓楼区", "--explain") == 1
    out = capsys.readouterr().out
    assert "match ambiguous" in out
    assert "would decide" in out
    assert "江苏省 南京市 鼓楼区" in out
    assert "read as 鼓楼区" in out


def test_names_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("厦门市\n\n泉州市\n"))
    assert run(tmp_path, "-", "--json") == 0
    names = [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()]
    assert names == ["厦门市", "泉州市"]


def test_the_archives_own_rulings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "govreport.toml").write_text(
        '[places]\n"鼓楼区" = "fujian/fuzhou/gulou-qu"\n', encoding="utf-8"
    )
    assert run(tmp_path, "鼓楼区", "--json") == 0
    assert json.loads(capsys.readouterr().out)["match"] == "override"
