"""Targets and groups: what is equal stays equal, whatever was edited before."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from govreport_site.build.targets import Group, Target, job_of
from govreport_site.model import Report, Unit
from govreport_site.site.plan import families, site_plan
from govreport_site.site.rendering import PageRenderer
from govreport_site.site.theme import Theme
from tests.site.making import FINDING, SETTINGS, Made, path_of, report, unit

TOWNS = [("a-zhen", "甲镇"), ("b-zhen", "乙镇"), ("c-xiang", "丙乡"), ("d-jiedao", "丁街道")]
PUBLISHED = replace(SETTINGS, base_url="https://example.org/")


LAIWU = Unit("山东省", "莱芜市", "莱城区", slugs=("shandong", "laiwu", "laicheng-qu"))
JINAN = Unit("山东省", "济南市", "莱芜区", slugs=("shandong", "jinan", "laiwu-qu"))
OLD = Unit("山东省", "莱芜市", "钢城区", slugs=("shandong", "laiwu", "gangcheng-qu"))
NEW = Unit("山东省", "济南市", "钢城区", slugs=("shandong", "jinan", "gangcheng-qu"))
"""Places that one another's pages name, in two prefectures."""


def random_report(draw: random.Random) -> tuple[str, Report]:
    if draw.random() < 0.3:
        apart = draw.choice((LAIWU, JINAN, OLD, NEW))
        made = report(draw.randrange(2016, 2021), None, apart, apart.county)
        return path_of(made), made
    slug, town = draw.choice(TOWNS)
    place = unit(slug, town + draw.choice(("", "", "新")), draw.choice(("翔安区", "海沧区")))
    kind = draw.choice(("annual", "annual", "self-check"))
    made = report(draw.randrange(2018, 2023), None, place, town, kind, draw.choice(("共3条。", "")))
    body = draw.choice(("", "", "dept-caizheng-ju"))
    if draw.random() < 0.1:
        return f"unplaced/{slug}/{made.year}-{kind}", replace(
            made, place=replace(made.place, unit=None)
        )
    return path_of(made, body), made


def edited(reports: dict[str, Report], draw: random.Random) -> dict[str, Report]:
    """Another archive: some reports added, removed, retitled."""
    after = dict(reports)
    for _ in range(draw.randrange(1, 4)):
        step = draw.randrange(3)
        if step == 0 or not after:
            path, made = random_report(draw)
            after[path] = made
        elif step == 1:
            del after[draw.choice(sorted(after))]
        else:
            path = draw.choice(sorted(after))
            after[path] = replace(after[path], title=f"改过的题目{draw.randrange(9)}")
    return after


def opened(made: Made) -> tuple[dict[str, tuple[bytes, list[Target]]], list[Target]]:
    """Group → its digest and targets; and the targets outside groups."""
    groups, loose = {}, []
    for item in site_plan(made.archive(), Theme(made.settings, None)):
        if isinstance(item, Group):
            assert item.name not in groups
            groups[item.name] = (item.inputs, list(item.expand()))
        else:
            loose.append(item)
    return groups, loose


def place_page(made: Made, path: str) -> str:
    return made.build()[f"{path}/index.html"].decode()


def test_a_place_that_was_merged_into_another_prefecture_leads_there_and_back() -> None:
    reports = [report(2017, "莱城区年报", LAIWU), report(2020, "莱芜区年报", JINAN)]
    made = Made([(path_of(one), one) for one in reports])
    old, new = (place_page(made, "/".join(unit.slugs)) for unit in (LAIWU, JINAN))
    assert '<a href="../../../shandong/jinan/laiwu-qu/index.html">济南市莱芜区</a>' in old
    assert '<a href="../../../shandong/laiwu/laicheng-qu/index.html">莱芜市莱城区</a>' in new
    city = place_page(made, "shandong/jinan")
    assert '<a href="../../shandong/laiwu/index.html">莱芜市</a>' in city
    assert "2019年" not in old and "1992–2018" in new
    alone = Made([(path_of(reports[1]), reports[1])])
    assert "莱芜市莱城区" in place_page(alone, "shandong/jinan/laiwu-qu")
    assert "shandong/laiwu" not in place_page(alone, "shandong/jinan/laiwu-qu")


def test_a_place_that_moved_to_another_prefecture_shows_all_its_reports_at_both() -> None:
    reports = [report(2017, "钢城区旧报告", OLD), report(2020, "钢城区新报告", NEW)]
    made = Made([(path_of(one), one) for one in reports])
    for place in (OLD, NEW):
        page = place_page(made, "/".join(place.slugs))
        assert page.index("钢城区新报告") < page.index("钢城区旧报告")
        assert page.index("莱芜市钢城区") < page.index("济南市钢城区")


@pytest.mark.parametrize("seed", range(15))
def test_equal_digests_mean_equal_files(seed: int) -> None:
    draw = random.Random(seed)
    before = dict(random_report(draw) for _ in range(draw.randrange(2, 14)))
    after = edited(before, draw)
    found = draw.choice(sorted(after)) if after else ""
    one = Made(before.items(), PUBLISHED)
    two = Made(after.items(), PUBLISHED, lambda path: (FINDING,) if path == found else ())
    (old_groups, old_loose), (new_groups, new_loose) = opened(one), opened(two)
    for name in old_groups.keys() & new_groups.keys():
        if old_groups[name][0] == new_groups[name][0]:
            assert old_groups[name][1] == new_groups[name][1], name
    old = [t for _, ts in old_groups.values() for t in ts] + old_loose
    new = [t for _, ts in new_groups.values() for t in ts] + new_loose
    assert_equal_where_inputs_are(one, two, old, new)


def assert_equal_where_inputs_are(
    one: Made, two: Made, old: list[Target], new: list[Target]
) -> None:
    known = {t.paths: t for t in old}
    first = PageRenderer(one.settings, one.sources(), None, None)
    second = PageRenderer(two.settings, two.sources(), None, None)
    draw = random.Random(len(old))
    same = [
        (known[t.paths], t) for t in new if t.paths in known and known[t.paths].inputs == t.inputs
    ]
    for a, b in draw.sample(same, min(len(same), 12)):
        assert list(first(job_of(a))) == list(second(job_of(b))), b.paths


def test_outputs_are_named_once() -> None:
    made = Made([random_report(random.Random(n)) for n in range(40)], PUBLISHED)
    groups, loose = opened(made)
    targets = loose + [t for _, some in groups.values() for t in some]
    names = [path for target in targets for path in target.paths]
    assert len(names) == len(set(names))
    kinds = families(Theme(PUBLISHED, None), b"")
    for target in targets:
        assert len(target.inputs) == 16 * len(kinds[target.kind].inputs)


def many(count: int) -> list[tuple[str, Report]]:
    """Reports over towns and years, alike but for their place and year."""
    made = []
    for n in range(count):
        town, year = n // 10, 2010 + n % 10
        place = unit(f"t{town:04}-zhen", f"{town}镇")
        made.append((path_of(one := report(year, None, place, f"{town}镇"), ""), one))
    return made


def test_one_added_report_changes_few_files() -> None:
    reports = many(400)
    added, fresh = reports.pop(155)
    before, after = Made(reports, PUBLISHED), Made([*reports, (added, fresh)], PUBLISHED)
    old, new = before.build(), after.build()
    changed = [name for name in new if new[name] != old.get(name)]
    assert f"{added}/index.html" in changed
    assert len(changed) <= 60, changed


def test_a_group_of_another_prefecture_is_not_opened() -> None:
    reports = many(30)
    far = replace(
        unit("x-zhen", "某镇"), prefecture="漳州市", slugs=("fujian", "zhangzhou", "a", "x-zhen")
    )
    other = report(2019, None, far, "某镇")
    groups, _ = opened(Made(reports))
    more, _ = opened(Made([*reports, (path_of(other), other)]))
    assert groups["fujian/xiamen"][0] == more["fujian/xiamen"][0]
    assert groups["fujian"][0] != more["fujian"][0]
