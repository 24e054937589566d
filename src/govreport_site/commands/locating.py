"""Contact data wherever it stands in a report, found anew in its text."""

from __future__ import annotations

import dataclasses

from govreport_site.model import Contact, Report
from govreport_site.parse.contacts import read_contacts
from govreport_site.reference.personal import find


def with_contacts_of_removed(report: Report) -> Report:
    """The report, its contacts completed by those that stand in text that was set aside."""
    more = tuple(
        contact for gone in report.removed for contact in contacts_in(gone.text, gone.line or 1)
    )
    return dataclasses.replace(report, contacts=(*report.contacts, *more)) if more else report


def contacts_anew(report: Report) -> tuple[Contact, ...]:
    """Every contact of a report whose file a person has edited: new text may name new people."""
    loose = [figure.sentence for figure in report.figures]
    loose += [text for text in (report.title, report.issuer, report.publisher) if text]
    return (
        *with_contacts_of_removed(report).contacts,
        *read_contacts(report.sections, report.header),
        *(contact for text in loose for contact in contacts_in(text, 1)),
    )


def contacts_in(text: str, line: int) -> tuple[Contact, ...]:
    """The contacts of one text that begins on this line."""
    return tuple(Contact(f.kind, text[f.start : f.end], line, f.personal) for f in find(text))
