"""datapackage.json: what the exports are, for Frictionless and other readers of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from govreport_site.reference.languages import Language
from govreport_site.site.dictionary import MARKS, TableOf, tables
from govreport_site.site.settings import Settings
from govreport_site.site.words import Words


def field_label(words: Words, language: Language, table: TableOf, name: str) -> str:
    """What a column holds, in the theme's language; the form's own words for its values."""
    field = next(field for field in table.fields if field.name == name)
    if field.labels is not None:
        return field.labels[language == "en"]
    figures = words["figures"]
    assert isinstance(figures, Words)
    fields = words["fields"]
    assert isinstance(fields, Words)
    return fields.get(name, figures.get(name, name))


def datapackage(settings: Settings, words: Words, folders: Sequence[tuple[str, str]]) -> bytes:
    """The package of all data sets, (suffix of the names, folder below data/) each."""
    package: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "govreport-archive",
        "title": settings.title,
        "description": settings.description or settings.title,
    }
    if settings.base_url:
        package["homepage"] = settings.base_url
    if settings.licence:
        package["licenses"] = [_licence(settings.licence)]
    if settings.publisher:
        package["contributors"] = [{"title": settings.publisher, "role": "publisher"}]
    package["resources"] = [
        _resource(settings, words, table, suffix, folder)
        for suffix, folder in folders
        for table in tables()
    ]
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def _licence(licence: str) -> Mapping[str, str]:
    address = licence.startswith(("http://", "https://"))
    return {"path": licence} if address else {"name": "-".join(licence.split()), "title": licence}


def _resource(
    settings: Settings, words: Words, table: TableOf, suffix: str, folder: str
) -> Mapping[str, object]:
    return {
        "name": f"{table.name}{suffix}",
        "path": f"{folder}{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": field.type,
                    "description": field_label(words, settings.language, table, field.name),
                }
                for field in table.fields
            ],
            "primaryKey": list(table.key),
            "missingValues": list(MARKS),
        },
    }
