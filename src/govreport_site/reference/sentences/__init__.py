"""The rules in words: what each asks, and what it says of a report, one file a language.

A finding carries the name of a sentence and what is filled into it; `told` makes the words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from govreport_site.model import Finding, FormId, Value
from govreport_site.reference.forms import FORMS, Column, FormRow, FormTable
from govreport_site.reference.languages import DATES, LISTS, Language, number

_SHARED = "shared"
"""Section of the sentences that every rule has: one for each verdict that needs no other."""


class RuleWords(Struct, frozen=True):
    """One rule in one language."""

    code: str
    title: str
    meaning: str
    says: Mapping[str, str]
    """Name → sentence with braces, of the rule itself and of all rules."""


@cache
def rule_words(language: Language) -> Mapping[str, RuleWords]:
    """Code → its words, in the order in which rules are shown."""
    file = files("govreport_site.reference.sentences").joinpath(f"{language}.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    shared = found.pop(_SHARED)
    return {
        code: RuleWords(code, words["title"], words["meaning"], shared | words["says"])
        for code, words in found.items()
    }


def told(finding: Finding, form: FormId | None, language: Language) -> str:
    """What the check says of the report. `form` names the cells; a code that has no words here
    tells itself."""
    words = rule_words(language).get(finding.code)
    sentence = words.says.get(finding.says or finding.verdict) if words else None
    if sentence is None:
        return finding.says or finding.code
    shown = {name: _Shown(value, form, language) for name, value in finding.values.items()}
    return sentence.format_map(shown)


class _Shown:
    """A value that is written as the brace asks: `{left:number}`."""

    __slots__ = ("form", "language", "value")

    def __init__(self, value: Value, form: FormId | None, language: Language) -> None:
        self.value = value
        self.form = form
        self.language = language

    def __format__(self, how: str) -> str:
        return WAYS[how](self)


def _number(shown: _Shown) -> str:
    return number(shown.value) if isinstance(shown.value, int) else str(shown.value)


def _several(shown: _Shown) -> str:
    values = shown.value if isinstance(shown.value, tuple | list) else (str(shown.value),)
    return LISTS[shown.language](values)


def _date(shown: _Shown) -> str:
    return DATES[shown.language](str(shown.value))


def _table(shown: _Shown) -> str:
    table = _form_table(shown)
    if table is None:
        return str(shown.value)
    return table.title_en if shown.language == "en" else table.title


def _row(shown: _Shown) -> str:
    table, path = _form_table(shown), str(shown.value)
    rows = (row for block in (table.blocks if table else ()) for row in block.rows)
    return _label(rows, path.partition(".")[2].rpartition(".")[0], shown)


def _column(shown: _Shown) -> str:
    table, path = _form_table(shown), str(shown.value)
    columns = (column for block in (table.blocks if table else ()) for column in block.columns)
    return _label(columns, path.rpartition(".")[2], shown)


def _label(named: Iterable[FormRow | Column], key: str, shown: _Shown) -> str:
    """The label of the row or column with that key; the whole path when the form has none."""
    found = next((one for one in named if one.key == key), None)
    if found is None:
        return str(shown.value)
    return found.label_en if shown.language == "en" else found.label


def _cell(shown: _Shown) -> str:
    return f"{_row(shown)} · {_column(shown)}"


def _form_table(shown: _Shown) -> FormTable | None:
    if shown.form is None:
        return None
    key = str(shown.value).partition(".")[0]
    return next((table for table in FORMS[shown.form].tables if table.key == key), None)


WAYS: Mapping[str, Callable[[_Shown], str]] = {
    "": lambda shown: str(shown.value),
    "number": _number,
    "list": _several,
    "date": _date,
    "table": _table,
    "row": _row,
    "column": _column,
    "cell": _cell,
}
"""What may stand behind the colon of a brace."""
