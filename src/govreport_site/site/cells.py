"""The rows of a statistics table as HTML, and what every such table shows alike.

A filter and not a template loop: a report has forty rows of two hundred cells, and looping over
them in the template took half the time of its page (0.35 of 0.7 ms).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from govreport_site.site.tables import StatCell, StatRow


class Once:
    """What a macro made of a value, kept for the next page that shows the very same value."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], tuple[object, object, Markup]] = {}

    def __call__(self, macro: Callable[[object], Markup], value: object) -> Markup:
        key = id(macro), id(value)
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            # The macro and the value are kept too: while they live, no other has their number.
            self._made[key] = found = (macro, value, macro(value))
        return found[2]


_KEPT = 256
"""Heads of all forms in one language are some twenty."""


class Rows:
    """Makes `<tr>` elements. `blank` is the word for a cell that is printed empty, `lost` comes
    before the reason why a row could not be read."""

    def __init__(self, blank: str, lost: str) -> None:
        self._blank = blank
        self._lost = lost
        self._heads: dict[tuple[str, int, str | None], str] = {}

    def __call__(self, rows: Iterable[StatRow], width: int) -> Markup:
        return Markup("\n".join([self._row(row, width) for row in rows]))

    def _row(self, row: StatRow, width: int) -> str:
        if row.heading:
            return (
                f'<tr class="over d{row.depth}"><th scope="rowgroup" colspan="{width + 1}">'
                f"{escape(row.label)}</th></tr>"
            )
        if row.lost is not None:
            why = escape(f"{self._lost} {row.lost}")
            return f'{self._head(row)}<td colspan="{width}" class="unreadable">{why}</td></tr>'
        if row.plain:  # digits and commas: nothing in them to escape
            numbers = "</td><td>".join([cell.text for cell in row.cells])
            return f"{self._head(row)}<td>{numbers}</td></tr>"
        return self._head(row) + "".join([self._cell(cell) for cell in row.cells]) + "</tr>"

    def _head(self, row: StatRow) -> str:
        """Start of the row; the same for every report, since labels come from the form."""
        key = (row.label, row.depth, row.unit)
        made = self._heads.get(key)
        if made is None:
            depth = f' class="d{row.depth}"' if row.depth else ""
            unit = f' <span class="unit">{escape(row.unit)}</span>' if row.unit else ""
            made = f'<tr{depth}><th scope="row">{escape(row.label)}{unit}</th>'
            self._heads[key] = made
        return made

    def _cell(self, cell: StatCell) -> str:
        """A cell of a row that has a mark, an unreadable text, or a value that a finding stands
        on."""
        text = escape(cell.text or self._blank)
        names = f"flag {cell.kind}".strip() if cell.finding else cell.kind
        if not names:
            return f"<td>{text}</td>"
        if not cell.finding:
            return f'<td class="{names}">{text}</td>'
        return f'<td class="{names}"><a href="#finding-{cell.finding}">{text}</a></td>'
