"""The metadata block of a report file: YAML that every YAML reader reads alike.

What is written is a small subset of YAML: a key, then JSON on the same line, or one JSON value a
list line. So each fact has a line of its own in a diff, every string is quoted (no reader can turn
`0663` into 435 or `15:06` into 906), and reading costs a fraction of a general YAML parser.
What a person writes instead is still read, as YAML with anchors, aliases and tags refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from govreport_site.errors import Location, ReportFileError

T = TypeVar("T")

FENCE = "---"
_LIMIT = 8_000_000
"""Characters of front matter that are read at most; real ones are under 100,000."""
# Characters that JSON leaves raw but YAML does not allow, or would take for line ends.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_KEY = re.compile(r"([a-z_]+):(?: (.+))?")
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def write(values: Mapping[str, Any]) -> str:
    """The block between its fences, one line a fact. Keys with None or nothing are left out."""
    lines = [FENCE]
    for key, value in values.items():
        if isinstance(value, list):
            lines.extend([f"{key}:", *(f"  - {_json(item)}" for item in value)] if value else [])
        elif value is not None and value != {}:
            lines.append(f"{key}: {_json(value)}")
    return "\n".join([*lines, FENCE, ""])


def _json(value: Any) -> str:
    text = msgspec.json.format(_ENCODER.encode(value), indent=0).decode("utf-8")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def split(text: str, file: str) -> tuple[str, str, int]:
    """(front matter without its fences, body, 1-based line where the body begins).

    Raises ReportFileError when the fences are not there.
    """
    if not text.startswith(FENCE + "\n"):
        found = repr(text.lstrip()[:20].split("\n")[0]) if text.strip() else "an empty file"
        raise ReportFileError(
            f'found {found}, expected "---": a report file begins with its front matter',
            Location(file, 1),
        )
    end = f"{text}\n".find(f"\n{FENCE}\n", len(FENCE))
    if end < 0:
        raise ReportFileError(
            'the front matter that begins here has no closing line "---"', Location(file, 1)
        )
    body_from = min(end + len(FENCE) + 2, len(text))
    return text[len(FENCE) + 1 : end + 1], text[body_from:], text.count("\n", 0, body_from) + 1


def read(block: str, file: str, shape: type[T]) -> T:
    """The values of a block that `split` returned, checked against a shape.

    Raises ReportFileError that names the line, what was found and what was expected.
    """
    if len(block) > _LIMIT:
        raise ReportFileError(
            f"front matter of {len(block)} characters; at most {_LIMIT} are read", Location(file, 1)
        )
    try:
        as_json = _as_json(block)
        return msgspec.json.decode(as_json, type=shape)
    except msgspec.ValidationError as error:
        raise _located(error, block, file) from None
    except (ValueError, msgspec.DecodeError, RecursionError):
        pass
    try:
        return msgspec.convert(_read_yaml(block, file), type=shape)
    except msgspec.ValidationError as error:
        raise _located(error, block, file) from None


def _as_json(block: str) -> str:
    """What `write` writes, as one JSON object; raises ValueError for anything else."""
    parts: list[str] = []
    seen: set[str] = set()
    in_list = False
    for line in block.split("\n"):
        if in_list and line.startswith("  - "):
            parts.append(line[4:])
            parts.append(",")
        elif match := _KEY.fullmatch(line):
            _close(parts, in_list)
            key, value = match.groups()
            if key in seen:
                raise ValueError(key)
            seen.add(key)
            in_list = value is None
            parts.extend((f'"{key}":', "[" if in_list else value, "," if not in_list else ""))
        elif line:
            raise ValueError(line)
    _close(parts, in_list)
    return "{" + "".join(parts).removesuffix(",") + "}"


def _close(parts: list[str], in_list: bool) -> None:
    if in_list:
        if parts[-1] == ",":
            parts.pop()
        elif parts[-1] == "":
            raise ValueError("a key without a value")
        parts.append("],")


def _read_yaml(block: str, file: str) -> dict[str, Any]:
    from govreport_site.reportfile import handwritten  # only a file that a person wrote needs it

    return handwritten.read(block, file)


_PATH = re.compile(r" - at `\$(?:\.([a-z_]+))?(?:\[(\d+)\])?(.*?)`$")


def _located(error: msgspec.ValidationError, block: str, file: str) -> ReportFileError:
    """The same complaint, with the line and the key it is about."""
    text = str(error)
    match = _PATH.search(text)
    key = (match[1] if match else None) or _unknown_field(text)
    index = int(match[2]) if match and match[2] else None
    where = f"{key}{f'[{index}]' if index is not None else ''}" if key else "front matter"
    message = _plain_words(text[: match.start()] if match else text)
    line = line_of(block, key, index) if key else 1
    return ReportFileError(
        f"{where}{match[3] if match else ''}: {message[0].lower()}{message[1:]}",
        Location(file, line),
    )


_TYPES = {
    "str": "a text in quotes",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
    "bool": "true or false",
}


def _plain_words(message: str) -> str:
    """msgspec's types in words: `int | null` is a whole number or nothing."""

    def worded(match: re.Match[str]) -> str:
        return " or ".join(_TYPES.get(name, name) for name in match[1].split(" | "))

    return re.sub(r"`([a-z]+(?: \| [a-z]+)*)`", worded, message)


def _unknown_field(text: str) -> str | None:
    match = re.search(r"unknown field `([^`]+)`", text)
    return match[1] if match else None


def line_of(block: str, key: str, index: int | None = None) -> int:
    """1-based line in the file of a key, or of its index-th list item; 1 when it is not there."""
    for number, line in enumerate(block.split("\n"), 2):
        if line.startswith(f"{key}:"):
            return number if index is None else number + 1 + index
    return 1
