"""A reader of the part of JSON Schema that docs/schema uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "schema" / "parse-1.schema.json").read_bytes()
)
_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def problems(value: Any, rule: dict[str, Any] = SCHEMA, where: str = "$") -> Iterator[str]:
    """Every way in which the value breaks the schema."""
    if "$ref" in rule:
        yield from problems(value, SCHEMA["$defs"][rule["$ref"].rsplit("/", 1)[1]], where)
        return
    if "oneOf" in rule:
        fitting = [one for one in rule["oneOf"] if not any(problems(value, one, where))]
        if len(fitting) != 1:
            yield f"{where}: fits {len(fitting)} of {len(rule['oneOf'])} alternatives"
    yield from _simple(value, rule, where)
    if isinstance(value, dict):
        yield from _members(value, rule, where)
    if isinstance(value, list) and "items" in rule:
        for index, item in enumerate(value):
            yield from problems(item, rule["items"], f"{where}[{index}]")


def _simple(value: Any, rule: dict[str, Any], where: str) -> Iterator[str]:
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{where}: found {value!r}, expected {' or '.join(kinds)}"
    if "const" in rule and value != rule["const"]:
        yield f"{where}: found {value!r}, expected {rule['const']!r}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{where}: found {value!r}, expected one of {rule['enum']}"
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        yield f"{where}: found {value!r}, expected {rule['pattern']}"


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


def _members(value: dict[str, Any], rule: dict[str, Any], where: str) -> Iterator[str]:
    for key in rule.get("required", ()):
        if key not in value:
            yield f"{where}: {key} is missing"
    if "not" in rule and not any(problems(value, rule["not"], where)):
        yield f"{where}: is what it must not be"
    known = rule.get("properties", {})
    for key, item in value.items():
        inner = known.get(key, rule.get("additionalProperties", {}))
        yield from problems(item, inner, f"{where}.{key}")
