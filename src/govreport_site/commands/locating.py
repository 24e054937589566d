"""Contact data wherever it stands in a report, found anew in its text."""

from __future__ import annotations

from govreport_site.model import Contact, Report
from govreport_site.parse.contacts import read_contacts
from govreport_site.reference.personal import find


def contacts_anew(report: Report) -> tuple[Contact, ...]:
    """Every contact of a report whose file a person has edited: new text may name new people."""
    loose = [figure.sentence for figure in report.figures]
    loose += [text for text in (report.title, report.issuer, report.publisher) if text]
    return (
        *read_contacts(report.sections, report.header, report.removed),
        *(
            Contact(found.kind, text[found.start : found.end], 1, found.personal)
            for text in loose
            for found in find(text)
        ),
    )
