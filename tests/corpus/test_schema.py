"""The JSON of every sample and synthetic page keeps the published schema; unknown is null."""

from __future__ import annotations

import json
from typing import Any

from govreport_site.errors import InputError, Location
from govreport_site.reportfile.json import error_json, report_json
from tests.corpus.schema import problems
from tests.parse.mutations import SOURCES
from tests.parse.reading import read


def test_every_reading_keeps_the_schema() -> None:
    for text in SOURCES:
        found = json.loads(json.dumps(report_json(read(text), "page.txt")))
        assert list(problems(found)) == []


def test_an_error_keeps_the_schema() -> None:
    error = InputError("the file is empty", Location("a.txt"), code="empty")
    assert list(problems(error_json(error))) == []


def test_unknown_is_null() -> None:
    found = report_json(read("某某\n"), "page.txt")
    for key in ("title", "year", "issuer", "index_number", "document_number", "statistics"):
        assert found[key] is None, key
    assert found["published"]["value"] is None and found["published"]["printed"] is None
    assert not any(_empty_texts(found))


def _empty_texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [k for k, v in value.items() if v == "" or _empty_texts(v)]
    return [k for item in value for k in _empty_texts(item)] if isinstance(value, list) else []


def test_the_schema_reader_finds_problems() -> None:
    found = report_json(read(SOURCES[0]), "page.txt")
    assert list(problems({**found, "kind": "yearly"}))
    assert list(problems({**found, "year": "2016"}))
    assert list(problems({key: v for key, v in found.items() if key != "title"}))
