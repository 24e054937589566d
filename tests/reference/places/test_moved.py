"""The list of places that moved is what the gazetteer says."""

from __future__ import annotations

from tools.build_moved_places import FILE, moved_lines

from govreport_site.reference.moved_places import related_places


def test_the_list_is_what_the_gazetteer_says() -> None:
    assert FILE.read_text("utf-8").splitlines() == list(moved_lines())


def test_both_sides_of_a_relation_know_each_other() -> None:
    back = {"same": "same", "into": "from", "from": "into"}
    known = related_places()
    assert len(known) > 300
    for path, related in known.items():
        for one in related:
            assert one.own.path == path != one.other.path
            found = [o for o in known[one.other.path] if o.other.path == path]
            assert back[one.relation] in {o.relation for o in found}


def test_places_are_named_with_their_prefecture_and_years() -> None:
    (one,) = related_places()["shandong/laiwu/laicheng-qu"]
    assert (one.relation, one.other.name, one.other.start) == ("into", "济南市莱芜区", 2018)
    assert (one.own.name, one.own.start, one.own.end) == ("莱芜市莱城区", 1992, 2018)
