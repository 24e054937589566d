"""What the words after the last place in a body's name say: its office, a department, a zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from govreport_site.reference.places.names import is_department, is_office, is_village
from govreport_site.reference.places.words import (
    NOT_A_PLACE,
    OFFICE,
    PRINTED_TOWN,
    VILLAGE,
)
from govreport_site.reference.places.zones import split_zone

Kind = Literal["", "office", "department", "village", "town", "zone", "other", "refused"]


class Rest(Struct, frozen=True):
    """The words after the last known place, and what they are."""

    kind: Kind
    text: str = ""
    place: str = ""
    """A township or zone that no list has, as printed."""
    cost: float = 0.0


NOTHING = Rest("")
REFUSED = Rest("refused", cost=99.0)
_GOVERNMENTAL = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|分局|署|总队|支队|大队|法院|检察院|联合会|总工会|工商联|海关|管理处)$"
)
"""After a bare short form only these are departments: 中山大学 is no body of 中山市."""
_HIGHER = re.compile(r"[省市县区旗](?!.{0,2}街道)")
_PLACE_SIGN = re.compile(r"(?<=.)[省市县区旗镇乡村]|街道")


def _zone(rest: str) -> Rest | None:
    found = split_zone(rest)
    if found is None:
        return None
    place, after = rest[: len(rest) - len(found[2])], found[2]
    if place[0] in "省市县区旗州盟" or re.search("[省市县旗]", found[0]):
        return None
    if len(place) >= 2 and (is_office(after) or is_department(after)):
        return Rest("zone", after, place, 1.0)
    return None


def _town(rest: str) -> Rest | None:
    found = PRINTED_TOWN.match(rest)
    if not found:
        return None
    place, after = found["name"], found["rest"]
    if len(place) < 3 or place[0] in "省市县区旗州盟" or _HIGHER.search(place[1:-1]):
        return None
    if is_office(after) or is_village(after):
        # 台城乡 ends in 城乡 and is a township; 住房和城乡… is none.
        return Rest("town", after, place, 2.0) if len(place) <= 5 else None
    if is_department(after) and not NOT_A_PLACE.search(place):
        return Rest("town", after, place, 2.0)
    return None


def kinds(rest: str, *, full: bool, town_here: bool) -> Iterator[Rest]:
    """What may stand after a province, prefecture, county or zone.

    `full` says that the place was printed with its full name, `town_here` that townships hang from
    it and none of its own was recognised in `rest`.
    """
    if not rest:
        yield NOTHING
        return
    if rest.startswith("街道"):
        return
    if is_office(rest):
        yield Rest("office", rest)
        return
    if town_here and (town := _town(rest)):
        yield town
        return
    if zone := _zone(rest):
        yield zone
        return
    if full and town_here and VILLAGE.match(rest) and len(rest) >= 3:
        yield Rest("village", rest, cost=1.5)
        return
    if is_department(rest):
        if full or _GOVERNMENTAL.search(rest):
            yield Rest("department", rest, cost=0.5)
        return
    if full and len(rest) >= 2 and not _PLACE_SIGN.search(NOT_A_PLACE.sub("", rest)):
        yield Rest("other", rest, cost=2.0)


def after_town(rest: str) -> Rest:
    """What may stand after a township."""
    if not rest:
        return NOTHING
    if is_office(rest):
        return Rest("office", rest)
    if is_village(rest):
        return Rest("village", rest, cost=0.5)
    if is_department(rest):
        return Rest("department", rest, cost=0.5)
    if len(rest) <= 12 and not re.search(r"[省市县旗]", NOT_A_PLACE.sub("", rest)):
        return Rest("other", rest, cost=1.0 + 0.3 * len(rest))
    return REFUSED


def may_follow_short_town(rest: str) -> bool:
    """Whether a township may have been printed without its 镇, 乡 or 街道 before these words."""
    return not rest or (rest not in ("办", "委员会") and rest.startswith(tuple(OFFICE[:22])))
