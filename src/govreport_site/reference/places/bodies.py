"""The parts of a body's name: the government it belongs to, the department, the level."""

from __future__ import annotations

from govreport_site.model.place import Unit
from govreport_site.model.report import Level
from govreport_site.reference.places import generic, names
from govreport_site.reference.places.scoring import Candidate, candidates
from govreport_site.reference.places.slugs import slug
from govreport_site.reference.places.table import (
    COUNTY,
    PREFECTURE,
    PROVINCE,
    ZONE,
    open_gazetteer,
)
from govreport_site.reference.places.words import GENERIC

_LEVELS: dict[int, Level] = {
    PROVINCE: "province",
    PREFECTURE: "prefecture",
    COUNTY: "county",
    ZONE: "county",
}


def split_department(name: str) -> tuple[str, str | None]:
    """(government, department or None): 厦门市海沧区教育局 → (厦门市海沧区, 教育局).

    市教育局 gives (市, 教育局), and 教育局 alone ("", 教育局). Words of office are no department.
    """
    cleaned = names.body(name)
    if generic.is_generic(cleaned) and (found := GENERIC.match(cleaned)):
        rest = found["rest"]
        return (cleaned, None) if names.is_office(rest) else (found["type"], rest)
    best = _best(cleaned)
    if best is None:
        office = names.is_office(cleaned) or names.is_village(cleaned)
        alone = names.is_department(cleaned) and not office
        return ("", cleaned) if alone else (cleaned, None)
    rest = best.reading.rest
    if rest.kind == "department":
        return cleaned.removesuffix(rest.text), rest.text
    if rest.kind in ("zone", "town") and rest.text and not names.is_office(rest.text):
        return cleaned.removesuffix(rest.text), rest.text
    return cleaned, None


def department_slug(department: str) -> str:
    """Address segment of a department under its government: `dept-jiaoyuju`."""
    return f"dept-{slug(department)}"


def body_level(name: str, unit: Unit | None = None) -> Level | None:
    """The level of a body, from the words of its name and the unit it was placed in.

    None when neither tells.
    """
    cleaned = names.body(name)
    department = split_department(name)[1]
    if department is not None:
        return "department"
    best = _best(cleaned)
    if best is not None and best.reading.rest.kind == "village":
        return "village"
    if best is None and names.is_village(cleaned):
        return "village"
    if unit is not None:
        return _unit_level(unit)
    return _words_level(cleaned, best)


def _best(cleaned: str) -> Candidate | None:
    found = candidates(cleaned, None)
    return found[0] if found else None


def _unit_level(unit: Unit) -> Level:
    if unit.township is not None:
        return names.level_of_words(unit.township) or "township"
    if unit.county is not None or unit.zone is not None:
        return "county"
    return "province" if unit.prefecture is None else "prefecture"


def _words_level(cleaned: str, best: Candidate | None) -> Level | None:
    if best is not None:
        reading = best.reading
        if reading.town >= 0:
            return names.level_of_words(reading.town_printed) or "township"
        if reading.rest.kind == "town":
            return names.level_of_words(reading.rest.place) or "township"
        if reading.rest.kind == "zone":
            return "county"
        return _LEVELS[open_gazetteer().level_of(reading.parts[-1].identity)]
    return names.level_of_words(names.strip_office(cleaned) or cleaned)
