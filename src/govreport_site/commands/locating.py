"""Contact data wherever it stands in a report, found anew in its text."""

from __future__ import annotations

from govreport_site.commands.people import contacts_in
from govreport_site.model import Contact, Report
from govreport_site.parse.contacts import read_contacts


def contacts_anew(report: Report) -> tuple[Contact, ...]:
    """Every contact of a report whose file a person has edited: new text may name new people."""
    claims = "\n\n".join(figure.sentence for figure in report.figures)
    return (
        *read_contacts(report.sections, report.header, report.removed),
        *contacts_in(claims),
    )
