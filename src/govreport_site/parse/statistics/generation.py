"""Which form the tables are of: told by words that only one form prints."""

from __future__ import annotations

from collections.abc import Sequence

from govreport_site.model import FormId
from govreport_site.parse.statistics.atoms import Atom
from govreport_site.parse.statistics.labels import core
from govreport_site.parse.statistics.zones import Zone, row_hits

EVIDENCE: dict[FormId, tuple[str, ...]] = {
    "2021": (
        "制发件数", "废止件数", "现行有效件", "收费金额", "逾期不补正", "按收费通知",
        "行政规范性文件", "本年处理决定",
    ),
    "2019": (
        "新制作", "新公开", "制作数量", "对外公开总", "上一年项目", "本年增减", "采购项目",
        "采购总金额", "其他对外管理", "政府集中采购",
    ),
}  # fmt: skip


def form_of(zones: Sequence[Zone], atoms: Sequence[Atom]) -> FormId:
    """The form with the most evidence among the tables found."""
    for zone in zones:
        if zone.family in ("2014", "provincial"):
            return "2014" if zone.family == "2014" else "provincial"
    text = "".join(
        core(atom.text)
        for zone in zones
        for atom in atoms[zone.start : zone.end]
        if atom.kind == "words"
    )
    weight = {form: sum(word in text for word in words) for form, words in EVIDENCE.items()}
    for zone in zones:
        for at, label in zone.hits.items():
            _weigh_values(label.key, _values_behind(at, zone, atoms), weight)
    rows = set().union(*(row_hits(zone) for zone in zones))
    weight["2021"] += 2 * len(rows & {"r6.1", "r6.2"})
    weight["2019"] += 2 * len(rows & {"other_services", "procurement"})
    return "2019" if weight["2019"] > weight["2021"] else "2021"


def _values_behind(at: int, zone: Zone, atoms: Sequence[Atom]) -> int:
    """Number of values printed directly behind a label."""
    count = 0
    for atom in atoms[at + 1 : zone.end]:
        if atom.kind == "words":
            break
        count += atom.kind in ("value", "odd")
    return count


def _weigh_values(row: str, values: int, weight: dict[FormId, int]) -> None:
    """Adds what the number of values of a row says: both forms name it, with other columns."""
    if row == "r6" and values > 3:
        weight["2019"] += 3
    elif row in ("licensing", "penalties", "compulsion") and values in (1, 3):
        weight["2021" if values == 1 else "2019"] += 1
