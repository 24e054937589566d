"""The sums that the forms ask for: within each table of the national forms, and of those before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from govreport_site.checks.identities import Cells, Identity, findings_on, paths
from govreport_site.model import Finding, FormId, Report, Severity, Statistics, Unrecoverable
from govreport_site.reference.forms import FORMS, cell_key

NATIONAL = ("2021", "2019")


def applicants(form: FormId) -> list[str]:
    """Column keys of the requests table."""
    return [c.key for c in FORMS[form].table("requests").blocks[0].columns]


def results(form: FormId) -> list[str]:
    """Row keys of the results that add up to r7."""
    rows = (row.key for _, row in FORMS[form].table("requests").data_rows())
    return [key for key in rows if key[0] == "r" and key != "r7"]


def _identity_balance(form: FormId) -> list[Identity]:
    return [
        Identity(
            cell_key("requests", "new", column),
            paths("requests", "new", [column]) + paths("requests", "carry_in", [column]),
            paths("requests", "r7", [column]) + paths("requests", "carry_out", [column]),
        )
        for column in applicants(form)
    ]


def _identity_results(form: FormId) -> list[Identity]:
    return [
        Identity(
            cell_key("requests", "r7", column),
            paths("requests", "r7", [column]),
            tuple(cell_key("requests", row, column) for row in results(form)),
        )
        for column in applicants(form)
    ]


def _identity_rows(form: FormId) -> list[Identity]:
    columns = applicants(form)
    table = FORMS[form].table("requests")
    return [
        Identity(
            cell_key("requests", row.key, columns[-1]),
            paths("requests", row.key, columns[-1:]),
            paths("requests", row.key, columns[:-1]),
            row=("requests", row.key),
        )
        for _, row in table.data_rows()
    ]


def _identity_review(form: FormId) -> list[Identity]:
    table = FORMS[form].table("review")
    columns = [c.key for c in table.blocks[0].columns]
    return [
        Identity(
            cell_key("review", row.key, columns[-1]),
            paths("review", row.key, columns[-1:]),
            paths("review", row.key, columns[:-1]),
        )
        for _, row in table.data_rows()
    ]


def _is_asked(identity: Identity, statistics: Statistics) -> bool:
    """Whether the row that it needs is printed."""
    if identity.row is None:
        return True
    rows = statistics.tables.get(identity.row[0])
    return rows is not None and not isinstance(rows, Unrecoverable) and identity.row[1] in rows


Sums = Sequence[tuple[str, tuple[str, ...]]]
SUMS_2014: Sums = (
    ("3.1", ("3.1.1", "3.1.2", "3.1.3", "3.1.4")),
    ("3.2", ("3.2.1", "3.2.2")),
    ("3.3", tuple(f"3.3.{n}" for n in range(1, 9))),
    ("3.3.4", tuple(f"3.3.4{n}" for n in "abcdef")),
    ("4", ("4.1", "4.2", "4.3")),
    ("5", ("5.1", "5.2", "5.3")),
    ("8.3", ("8.3.1", "8.3.2")),
)
"""Row = sum of rows. The channels of 1.2 overlap, so their sum is not held against 1.1."""
PARTS_2014 = (("1.1a", "1.1"), ("1.1a", "1.1b"), ("2.2.1a", "2.2.1"), ("2.2.2a", "2.2.2"))
SUMS_PROVINCIAL: Sums = (
    ("10", tuple(f"{n}" for n in range(11, 17))),
    ("17", ("18", "19", "20")),
    ("20", tuple(f"{n}" for n in range(21, 32))),
)
PARTS_PROVINCIAL = (("02", "01"), ("35", "34"))


def _older_sums(sums: Sums, columns: Sequence[str]) -> list[Identity]:
    return [
        Identity(
            cell_key("report", total, column),
            paths("report", total, [column]),
            tuple(cell_key("report", part, column) for part in parts),
        )
        for total, parts in sums
        for column in columns
    ]


def _older_parts(parts: Sequence[tuple[str, str]], columns: Sequence[str]) -> list[Identity]:
    return [
        Identity(
            cell_key("report", part, column),
            paths("report", part, [column]),
            paths("report", whole, [column]),
            "<=",
            cell_key("report", whole, column),
        )
        for part, whole in parts
        for column in columns
    ]


def _identity_older_sums(form: FormId) -> list[Identity]:
    sums = SUMS_2014 if form == "2014" else SUMS_PROVINCIAL
    return _older_sums(sums, _older_columns(form))


def _identity_older_parts(form: FormId) -> list[Identity]:
    parts = PARTS_2014 if form == "2014" else PARTS_PROVINCIAL
    return _older_parts(parts, _older_columns(form))


def _older_columns(form: FormId) -> list[str]:
    return [c.key for c in FORMS[form].table("report").blocks[0].columns]


def _identity_published(form: FormId) -> list[Identity]:
    return [
        Identity(
            cell_key("proactive", row, "newly_published"),
            paths("proactive", row, ["newly_published"]),
            paths("proactive", row, ["published_total"]),
            "<=",
        )
        for row in ("regulations", "normative_documents")
    ]


_IDENTITIES: Mapping[
    str, tuple[tuple[str, ...], str, Severity, Callable[[FormId], list[Identity]]]
] = {
    "T3-ID": (NATIONAL, "requests", "error", _identity_balance),
    "T3-SUM": (NATIONAL, "requests", "error", _identity_results),
    "T3-ROW": (NATIONAL, "requests", "error", _identity_rows),
    "T4-SUM": (NATIONAL, "review", "error", _identity_review),
    "T2-19": (("2019",), "proactive", "info", _identity_published),
    "TO-SUM": (("2014", "provincial"), "report", "error", _identity_older_sums),
    "TO-PART": (("2014", "provincial"), "report", "warning", _identity_older_parts),
}
"""Code → forms that have the rule, table, severity, and the identities that must hold."""


def identity_check(code: str) -> Callable[[Report], Iterator[Finding]]:
    """The check of one rule about sums. It yields nothing for a report of another form."""
    forms, table, severity, _ = _IDENTITIES[code]

    def check(report: Report) -> Iterator[Finding]:
        statistics = report.statistics
        if statistics is None or statistics.form not in forms:
            return
        cells = Cells(statistics)
        if not cells.has(table):
            yield Finding(code, "not-assessable", severity, "", (table,))
            return
        asked = [i for i in _identities(code, statistics.form) if _is_asked(i, statistics)]
        yield from findings_on(code, severity, asked, cells)

    return check


@cache
def _identities(code: str, form: FormId) -> tuple[Identity, ...]:
    return tuple(_IDENTITIES[code][3](form))
