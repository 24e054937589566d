"""Contact data by its spans: what is found, what only looks like it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_site.reference.identity_numbers import check_character, is_identity_number
from govreport_site.reference.personal import find, find_cells
from tests.reference.masking import mask

IDENTITY = "35021119900307123" + check_character("35021119900307123")


def spans(text: str) -> list[tuple[str, str]]:
    return [(f.kind, text[f.start : f.end]) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        (f"身份证号：{IDENTITY}", "identity", IDENTITY),
        (IDENTITY[:6] + " " + IDENTITY[6:14] + " " + IDENTITY[14:], "identity", None),
        ("手机13805921234", "mobile", "13805921234"),
        ("手机：138 0592 1234", "mobile", "138 0592 1234"),
        ("联系电话（+86）13805921234", "mobile", "（+86）13805921234"),
        ("１３８０５９２１２３４", "mobile", "１３８０５９２１２３４"),
        ("邮箱：zhang_san-1@qq.com", "email", "zhang_san-1@qq.com"),
        ("xxgk@xm.gov.cn", "email", "xxgk@xm.gov.cn"),
        ("E-mail:abc ＠ 163．com", "email", "abc ＠ 163．com"),
        ("314045839qq.com", "email", "314045839qq.com"),
        ("电子邮箱：xxgkyjx163.com", "email", "xxgkyjx163.com"),
        ("QQ邮箱1149545357", "email", "1149545357"),
        ("电话:0592-7072345", "phone", "0592-7072345"),
        ("电话：0592—7072345", "phone", "0592—7072345"),
        ("（0592）7072345", "phone", "（0592）7072345"),
        ("电话0592--7072345", "phone", "0592--7072345"),
        ("电话：05927072345", "phone", "05927072345"),
        ("电话:83607728", "phone", "83607728"),
        ("传真：3153421", "phone", "3153421"),
        ("邮编:410300", "postcode", "410300"),
        ("地址：厦门市翔安区大嶝街道1号，", "address", "厦门市翔安区大嶝街道1号"),
        ("微信号：zhangsan_88", "im", "zhangsan_88"),
        ("QQ：314045839", "im", "314045839"),
        ("请与 邱甜甜  联系(地址", "person", "邱甜甜"),
        ("联系人：张三电话：0592", "person", "张三"),
        ("联系人邱甜甜，电话", "person", "邱甜甜"),
        ("联系人：王主任", "person", "王主任"),
        ("填报人：扎西多吉", "person", "扎西多吉"),
        ("联系人：买买提·艾力 电话", "person", "买买提·艾力"),
        ("审核人：欧阳建国  填报日期", "person", "欧阳建国"),
        ("发布人：王小二", "person", "王小二"),
        ("责任编辑：李 梅", "person", "李 梅"),
        ("请与党政办陈小红联系", "person", "陈小红"),
        ("以镇长胡荣中同志为组长", "person", "胡荣中"),
        ("张小凡 18950123456", "person", "张小凡"),
        ("请与李女士联系", "person", "李女士"),
    ],
)
def test_found(text: str, kind: str, printed: str | None) -> None:
    assert (kind, text if printed is None else printed) in spans(text)


@pytest.mark.parametrize(
    "text",
    [
        "湘公网安备 43018102000204号",
        "网站标识码:4301810012",
        "湘ICP备12013741号-1",
        "索引号：729206185/2019-00011",
        "XM02100-0101-2019-00001",
        "12370305MB2887776R/2009-5098229",
        "116223010139324488/2009-00021",
        "闽政办网传〔2016〕33号",
        "共公开13800000000条",
        "投资13912345678元",
        "2016年12月29日 15:06",
        "20161229",
        "统一社会信用代码：113502000041390123",
        "备案编号：13805921234",
        "12345热线和96180",
        "http://www.liuyang.gov.cn/",
        "www.163.com、mail.qq.com",
        "联系人：办公室",
        "联系人：      联系电话：",
        "单位负责人：        审核人：        填报人：",
        "主要负责同志亲自抓，分管领导同志具体抓",
        "以习近平同志为核心的党中央",
        "由镇长任组长，分管领导任副组长",
        "各办（中心）主要负责人为第一责任人",
        "加强与群众联系，密切与企业的联系",
        "请与大嶝街道党政办公室联系",
        "成员：各村（社区）负责人",
        "组长：街道办事处主任",
        "信息员队伍建设",
        "350211199002307123",
        "网站地址：http://www.xm.gov.cn",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert spans(text) == []


def test_every_name_of_a_leadership_list() -> None:
    text = "组长：王建国（党工委书记） 副组长：李四、赵小明 成员：陈红 林志强、欧阳娜娜"
    names = [t for kind, t in spans(text) if kind == "person"]
    assert names == ["王建国", "李四", "赵小明", "陈红", "林志强", "欧阳娜娜"]


def test_offices_are_not_personal() -> None:
    text = "电话：0592-7072345，邮编：361000，邮箱：xxgk@xm.gov.cn，公众号微信公众号(PN-LSD)"
    assert all(not f.personal for f in find(text))
    assert mask(text) == text


def test_mask_leaves_no_personal_data() -> None:
    text = f"联系人：邱甜甜，手机13805921234，邮箱314045839@qq.com，身份证{IDENTITY}"
    text += "，电话0731-83607728"
    masked = mask(text)
    assert not any(f.personal for f in find(masked))
    assert "0731-83607728" in masked
    assert "邱甜甜" not in masked


def test_labels_in_the_cell_before() -> None:
    row = ["联系人", "邱甜甜", "联系电话", "13805921234", "邮箱", "无"]
    found = [
        [(f.kind, c[f.start : f.end]) for f in s] for c, s in zip(row, find_cells(row), strict=True)
    ]
    assert found == [[], [("person", "邱甜甜")], [], [("mobile", "13805921234")], [], []]


def test_identity_check_character() -> None:
    assert is_identity_number("11010519491231002X")  # the example printed in GB 11643-1999
    assert not is_identity_number("110105194912310021")


@given(st.text(alphabet="0123456789 -@.qcom身份证联系人：电话张三〔〕/xX（）同志与", max_size=120))
@settings(max_examples=400, derandomize=True, deadline=None)
def test_spans_are_ordered_and_inside_the_text(text: str) -> None:
    found = find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    ["1", "a", "张", "联系人：", "0592-", "a@", "与", "张三同志", "地址：", " ", "(", "微信("],
)
def test_time_is_linear(piece: str) -> None:
    short, long = piece * (4000 // len(piece)), piece * (32000 // len(piece))
    begin = time.perf_counter()
    find(short)
    middle = time.perf_counter()
    find(long)
    assert time.perf_counter() - middle < 40 * (middle - begin) + 0.5
