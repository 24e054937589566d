"""Front matter as a person writes it: plain YAML, read so that no value changes its type silently.

YAML 1.1 readers take `0663` for 435, `15:06` for 906 and `no` for false. Here a plain scalar is a
number only when JSON would say so, `true`, `false` and `null` are the only words, and all else is
text. Anchors, aliases and tags are refused, and so is nesting deeper than the format ever needs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from govreport_site.errors import Location, ReportFileError

_DEPTH = 12
_EVENTS = 400_000

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader with JSON's scalars."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    """A mapping whose keys are texts and stand once."""
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError(
                problem=f"found the key {key!r}, expected a word", problem_mark=key_node.start_mark
            )
        if key in values:
            raise yaml.MarkedYAMLError(
                problem=f'the key "{key}" stands twice; keep one', problem_mark=key_node.start_mark
            )
        values[key] = loader.construct_object(value_node, deep=True)
    return values


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def _constant(_: Any, node: Any) -> bool | None:
    return _WORDS[node.value]


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))
_Loader.add_constructor("tag:yaml.org,2002:bool", _constant)
_Loader.add_constructor("tag:yaml.org,2002:null", _constant)
_DIGITS = list("-0123456789")
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z"), _DIGITS
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z"), _DIGITS
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), ["t", "f"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:null|~|)\Z"), ["n", "~", ""]
)


def read(block: str, file: str) -> dict[str, Any]:
    """The values of a front matter block. Raises ReportFileError with the line."""
    try:
        _refuse_what_the_format_never_needs(block)
        values = yaml.load(block, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise ReportFileError(
            f"front matter: {problem}", Location(file, mark.line + 2 if mark else 1)
        ) from None
    if not isinstance(values, dict):
        found = "nothing" if values is None else f"a {type(values).__name__}"
        raise ReportFileError(
            f'front matter: found {found}, expected lines of "key: value"', Location(file, 2)
        )
    return values


def _refuse_what_the_format_never_needs(block: str) -> None:
    depth = 0
    event: Any
    for count, event in enumerate(yaml.parse(block, Loader=_Loader)):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problem = "an anchor or alias; write the value out"
        elif getattr(event, "tag", None):
            problem = f"the tag {event.tag}; write the plain value"
        elif count > _EVENTS:
            problem = f"more than {_EVENTS} values"
        else:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth <= _DEPTH:
                continue
            problem = f"nesting deeper than {_DEPTH}"
        raise yaml.MarkedYAMLError(problem=f"found {problem}", problem_mark=event.start_mark)
