"""The collection: one light row a report, and the tree of places that the rows hang in.

A row holds what lists, navigation and charts need, half a kilobyte, so that memory and time do not
grow with the text; its details, what exports and a report's own page need besides, stay on disk.
Rows and tree are rebuilt on every run; nothing is stored here.
"""

from govreport_site.archive.claims import Claim, free, standings
from govreport_site.archive.details import Details, DetailsOf, details_of
from govreport_site.archive.entry import Entry, State, completed
from govreport_site.archive.folders import UNPLACED, Archive, Folder, FolderKind
from govreport_site.archive.making import entry_of
from govreport_site.archive.outcomes import Outcome, outcome_of
from govreport_site.archive.quantities import QUANTITIES, Cell, Told, Total, total

__all__ = [
    "QUANTITIES",
    "UNPLACED",
    "Archive",
    "Cell",
    "Claim",
    "Details",
    "DetailsOf",
    "Entry",
    "Folder",
    "FolderKind",
    "Outcome",
    "State",
    "Told",
    "Total",
    "completed",
    "details_of",
    "entry_of",
    "free",
    "outcome_of",
    "standings",
    "total",
]
