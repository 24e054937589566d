"""People in a text that has no line of its own: a name of a file, a claim, a cell."""

from __future__ import annotations

from govreport_site.model import Contact
from govreport_site.reference.personal import find


def contacts_in(text: str) -> tuple[Contact, ...]:
    """Every contact of the text, given line 1."""
    return tuple(Contact(f.kind, text[f.start : f.end], 1, f.personal) for f in find(text))
