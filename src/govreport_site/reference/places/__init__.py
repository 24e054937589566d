"""Where an issuing body sits: the gazetteer, and the resolver over it."""

from govreport_site.reference.places.bodies import body_level, department_slug, split_department
from govreport_site.reference.places.evidence import Evidence
from govreport_site.reference.places.find import find_places
from govreport_site.reference.places.history import history, identity, successors
from govreport_site.reference.places.lookup import find_unit, unit_by_code, unit_by_slugs
from govreport_site.reference.places.resolve import Account, explain, resolve
from govreport_site.reference.places.slugs import slug
from govreport_site.reference.places.table import open_gazetteer
from govreport_site.reference.places.units import unit_of

__all__ = [
    "Account",
    "Evidence",
    "body_level",
    "department_slug",
    "explain",
    "find_places",
    "find_unit",
    "history",
    "identity",
    "open_gazetteer",
    "resolve",
    "slug",
    "split_department",
    "successors",
    "unit_by_code",
    "unit_by_slugs",
    "unit_of",
]
