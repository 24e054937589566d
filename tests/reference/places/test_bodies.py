"""The parts of a body's name, one place through time, and places in running text."""

from __future__ import annotations

import pytest

from govreport_site.reference.places import (
    body_level,
    department_slug,
    find_places,
    history,
    identity,
    resolve,
    split_department,
    successors,
)


@pytest.mark.parametrize(
    ("name", "government", "department", "level"),
    [
        ("厦门市海沧区教育局", "厦门市海沧区", "教育局", "department"),
        ("厦门市市场监督管理局", "厦门市", "市场监督管理局", "department"),
        ("市教育局", "市", "教育局", "department"),
        ("县医保局", "县", "医保局", "department"),
        ("教育局", "", "教育局", "department"),
        ("闽侯县洋里乡财政所", "闽侯县洋里乡", "财政所", "department"),
        ("海沧区住房和城乡建设局", "海沧区", "住房和城乡建设局", "department"),
        ("福建省人民政府", "福建省人民政府", None, "province"),
        ("厦门市人民政府办公厅", "厦门市人民政府办公厅", None, "prefecture"),
        ("厦门市海沧区人民政府办公室", "厦门市海沧区人民政府办公室", None, "county"),
        ("洋里乡人民政府", "洋里乡人民政府", None, "township"),
        ("大嶝街道办事处", "大嶝街道办事处", None, "subdistrict"),
        ("某某镇人民政府", "某某镇人民政府", None, "township"),
        ("浏阳市关口街道金沙路社区居委会", "浏阳市关口街道金沙路社区居委会", None, "village"),
        ("浏阳市关口街道张庄村村民委员会", "浏阳市关口街道张庄村村民委员会", None, "village"),
    ],
)
def test_parts_of_a_name(name: str, government: str, department: str | None, level: str) -> None:
    assert split_department(name) == (government, department)
    assert body_level(name, resolve(name).unit) == level


def test_no_level_without_a_word_for_one() -> None:
    assert body_level("某某") is None
    assert body_level("") is None


def test_department_slugs() -> None:
    assert department_slug("教育局") == "dept-jiaoyuju"


def test_one_place_through_its_names() -> None:
    old, new = resolve("长乐市", year=2015).unit, resolve("长乐区", year=2019).unit
    assert old is not None and new is not None
    assert identity(old) == identity(new) == "350112"
    assert [u.county for u in history(old)] == ["长乐县", "长乐市", "长乐区"]
    assert history(old) == history(new)
    assert {"/".join(u.slugs) for u in history(old)} >= {
        "fujian/fuzhou/changle-shi",
        "fujian/fuzhou/changle-qu",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("建阳市", "南平市建阳区"),
        ("襄樊市", "襄阳市"),
        ("莱芜市莱城区口镇", "济南市莱芜区口镇街道"),
        ("埇桥区解集乡", "埇桥区解集镇"),
        ("那曲地区", "那曲市"),
    ],
)
def test_renamed_places_share_an_identity(old: str, new: str) -> None:
    before, after = resolve(old).unit, resolve(new).unit
    assert before is not None and after is not None
    assert before != after
    assert identity(before) == identity(after)
    assert len(history(before)) >= 2


@pytest.mark.parametrize(
    ("old", "new"),
    [("南京市下关区", ["鼓楼区"]), ("莱芜市", [None]), ("邯郸县", ["丛台区", "复兴区"])],
)
def test_successors_of_merged_places(old: str, new: list[str | None]) -> None:
    unit = resolve(old, year=2010).unit
    assert unit is not None
    assert [u.county for u in successors(unit)] == new


def test_places_in_running_text() -> None:
    text = "2016年，翔安区大嶝街道（厦门市）在城区、乡镇\n认真学习福建省\n和闽侯县洋里乡的做法，本市全区社区。"
    assert find_places(text) == ("翔安区", "大嶝街道", "厦门市", "福建省", "闽侯县", "洋里乡")
    assert find_places("") == ()
    assert len(find_places("".join(f"{n}市" for n in "厦门广州深圳") * 50_000)) <= 64
