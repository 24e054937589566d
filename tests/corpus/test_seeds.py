"""The five sample reports: every fact a careful reader takes from them, and the whole reading.

A golden that is missing is written and the test fails, so that a person reviews it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govreport_site.reportfile.json import report_json
from tests.parse.reading import lost, read

HERE = Path(__file__).parent
FACTS: list[dict[str, Any]] = json.loads((HERE / "seeds" / "facts.json").read_bytes())


def _reading(facts: dict[str, Any]) -> dict[str, Any]:
    name = facts["file"]
    return report_json(read((HERE / "seeds" / name).read_bytes(), name), name)


@pytest.fixture(params=FACTS, ids=lambda facts: facts["file"][:3])
def facts(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_metadata(facts: dict[str, Any]) -> None:
    read = _reading(facts)
    assert read["title"] == facts["title"]
    assert read["kind"] == facts["kind"]
    assert read["year"] == facts["report_year"]
    assert read["issuer"] in {facts["issuing_body"], facts.get("issuing_body_full")}
    assert read["published"]["value"] == facts["publish_date"]
    assert read["published"]["time"] == facts.get("publish_time")
    assert read["signed"]["value"] == facts["signed_date"]
    assert read["index_number"] == facts["index_number"]
    assert read["document_number"] == facts["document_number"]
    if "signed_date_raw" in facts:
        assert read["signed"]["printed"] == facts["signed_date_raw"]


def test_place(facts: dict[str, Any]) -> None:
    read = _reading(facts)
    place = read["place"]
    assert read["level"] == facts["level"]
    assert place["match"] not in {"ambiguous", "none"}
    chain = [place[k] for k in ("province", "prefecture", "county", "township")]
    assert chain == [facts[k] for k in ("province", "city", "county", "township")]


def test_cited_documents(facts: dict[str, Any]) -> None:
    brackets = str.maketrans("[]", "〔〕")
    found = {cited["number"].translate(brackets) for cited in _reading(facts)["cites"]}
    expected = {number.translate(brackets) for number in facts["cited_documents"]}
    assert expected <= found


def test_outline(facts: dict[str, Any]) -> None:
    levels = [section["level"] for section in _reading(facts)["sections"]]
    assert levels.count(1) == facts["headings_l1"]
    assert levels.count(2) == facts["headings_l2"]


def test_chrome_is_removed(facts: dict[str, Any]) -> None:
    read = _reading(facts)
    body = [line for s in read["sections"] for line in (s["text"] or "").split("\n")]
    words = ("附件下载", "扫一扫", "分享:", "相关解读", "浏览次数", "加入收藏", "湘公网安备")
    assert not [line for line in body if line.strip().startswith(words)]
    assert all(line.strip() not in {"5", "( )"} for line in body)


def test_nothing_is_lost(facts: dict[str, Any]) -> None:
    data = (HERE / "seeds" / facts["file"]).read_bytes()
    assert not lost(data.decode(), read(data, facts["file"]))


def test_golden(facts: dict[str, Any]) -> None:
    path = HERE / "golden" / f"{Path(facts['file']).stem}.json"
    found = json.dumps(_reading(facts), ensure_ascii=False, indent=1) + "\n"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and is written: review it, then run again")
    assert json.loads(found) == json.loads(path.read_text(encoding="utf-8")), (
        f"the reading differs from {path.name}; where the new one is right, delete the file, "
        "run again and review it"
    )
